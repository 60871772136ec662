import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { LetterDocument } from '@amparo/casework/representations';
import { letterDocx } from './letter-docx.ts';

const words = { check: 'Check', page: 'Page', of: 'of' };
const letter: LetterDocument = {
  title: 'حقوقك',
  language: 'ar',
  blocks: [
    { kind: 'paragraph', text: 'أنت تقرر.\nاليوم' },
    { kind: 'heading', text: 'لمحاميك', newPage: true },
    { kind: 'list', items: ['Children Act 1989, section 20'] },
  ],
};

/** One part of the file, found in the directory at the end of the archive (APPNOTE.TXT 4.3.12). */
function partOf(archive: Buffer, name: string): string {
  let at = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  while (at >= 0 && archive.readUInt32LE(at) === 0x02014b50) {
    const length = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    if (archive.toString('utf8', at + 46, at + 46 + length) === name) {
      const head = 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const bytes = archive.subarray(local + head, local + head + archive.readUInt32LE(at + 20));
      const isStored = archive.readUInt16LE(at + 10) === 0;
      return (isStored ? bytes : inflateRawSync(bytes)).toString('utf8');
    }
    at += 46 + length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`no part ${name}`);
}
const made = async (document: LetterDocument, name = 'word/document.xml') =>
  partOf(Buffer.from(await (await letterDocx(document, words)).arrayBuffer()), name);

test('a letter in Arabic is a file that runs from right to left and says its language', async () => {
  const body = await made(letter);
  expect(body.match(/<w:bidi\/>/g)).toHaveLength(4);
  expect(body).toMatch(/<w:rtl\/><\/w:rPr><w:t[^>]*>أنت تقرر\./);
  expect(body).not.toMatch(/<w:rtl\/><\/w:rPr><w:t[^>]*>Children Act/);
  expect(await made(letter, 'word/styles.xml')).toContain('<w:lang w:bidi="ar"/>');
});

test('a letter in Vietnamese says so and runs from left to right', async () => {
  const vietnamese: LetterDocument = { ...letter, language: 'vi' };
  expect(await made(vietnamese)).not.toMatch(/<w:bidi\/>|<w:rtl\/>/);
  expect(await made(vietnamese, 'word/styles.xml')).toContain('<w:lang w:val="vi"/>');
});

test('the page for the lawyer begins on new paper', async () => {
  const body = await made(letter);
  expect(body.match(/<w:pageBreakBefore\/>/g)).toHaveLength(1);
  expect(body).toMatch(/pageBreakBefore[^]*لمحاميك/);
});

test('the file names nobody and nothing', async () => {
  const core = await made(letter, 'docProps/core.xml');
  expect(core).toContain('<dc:title>Letter</dc:title>');
  expect(core).not.toContain('حقوقك');
});
