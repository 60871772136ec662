import { expect, test } from 'vitest';
import { COPY_FILES } from '@amparo/casework/keeping';
import type { CopiedEntries, CopiedLog } from '@amparo/casework/keeping';
import { loadWords, LOCALES } from '../words/index.ts';
import { copyWords } from './copy-form.tsx';
import { copyPage, readCopyFile } from '../client/copy-page.ts';

const DESK = '00000000-0000-4000-8000-000000000001';
const DRAWER = '00000000-0000-4000-8000-00000000000a';
const AT = '2026-05-03T10:00:00.000Z';
const KEY = 'A'.repeat(43);

const entry = (says: unknown, byPerson = false) => ({
  position: 1,
  head: KEY,
  bytes: 'AAAA',
  receivedAt: AT,
  byPerson,
  desk: 'Invented desk',
  says,
  proved: true,
});
const entries: CopiedEntries = {
  v: 1,
  file: DRAWER,
  madeAt: AT,
  drawers: [
    {
      drawer: DRAWER,
      class: 'account',
      position: 3,
      head: KEY,
      entries: [
        entry({
          v: 1,
          kind: 'note/added',
          note: DRAWER,
          text: '<script>alert(1)</script> & "told"',
        }),
        entry({
          kind: 'cover/set',
          chosenName: 'Mai <i>',
          list: [{ text: 'deep' }, 7, true, null],
        }),
        { ...entry('unproved words'), proved: false },
      ],
    },
  ],
  authorisations: [],
  missing: [
    { class: 'location', why: 'location', desks: [] },
    { class: 'privileged', why: 'held', desks: ['Invented lawyers'] },
  ],
};
const detail = { actor: DESK, desk: DESK, file: DRAWER, drawer: DRAWER, class: null, object: null };
const log: CopiedLog = {
  v: 1,
  key: 'key',
  checkpoint: 'checkpoint',
  records: [
    {
      record: {
        kind: 'drawer-opened',
        time: AT,
        detail: { ...detail, class: 'account' },
        actorName: 'A Worker By Name',
        deskName: 'Invented desk',
        byPerson: false,
        index: 4,
        salt: KEY,
      },
      proof: [],
    },
  ],
};
const files = { [COPY_FILES.readme]: 'Read mé', [COPY_FILES.entries]: '{"v":1,"said":"مرحبا"}' };
const page = { entries, log, deskNames: new Map<string, string>(), files };

test.each(Object.keys(LOCALES) as (keyof typeof LOCALES)[])(
  'a copy in %s reads in that language and direction, and every sentence is there',
  async (locale) => {
    const words = await loadWords(locale);
    const html = copyPage(page, copyWords(words));
    expect(html).toContain(`<html lang="${locale}" dir="${LOCALES[locale].direction}">`);
    expect(html).toContain(words.t('keeping.copy.page.safety').slice(0, 20));
    expect(html).toContain(words.t('drawer.account'));
    expect(html).not.toMatch(/keeping\.copy|log\.did/);
    expect(html).toContain('Invented lawyers');
  },
);

test('nothing that anybody wrote becomes markup, and nothing they wrote is dropped', async () => {
  const html = copyPage(page, copyWords(await loadWords('en')));
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<i>');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;told&quot;');
  expect(html).toContain('Mai &lt;i&gt;');
  expect(html).toContain('deep');
  expect(html).not.toContain('unproved words');
});

test('a copy that is found names nobody who works there, and no place', async () => {
  const html = copyPage(page, copyWords(await loadWords('en')));
  expect(html).not.toContain('A Worker By Name');
  expect(html).toContain('Somebody');
  expect(html).toContain('stays out of every copy');
});

test('the files in a page come out as they went in', async () => {
  const html = copyPage(page, copyWords(await loadWords('ar')));
  expect(readCopyFile(html, COPY_FILES.entries)).toBe('{"v":1,"said":"مرحبا"}');
  expect(readCopyFile(html, COPY_FILES.readme)).toBe('Read mé');
  expect(readCopyFile(html, 'other.json')).toBeUndefined();
});
