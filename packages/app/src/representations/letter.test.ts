import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { LetterDocument } from '@amparo/casework/representations';
import {
  BLOCK_KINDS,
  blockText,
  insertAfter,
  languageOf,
  moveBlock,
  neutralFileName,
  openChecks,
  removeBlock,
  setKind,
  setText,
} from './letter.ts';

const letter: LetterDocument = {
  title: 'Letter',
  blocks: [
    { kind: 'heading', text: 'What is asked' },
    { kind: 'list', items: ['one', 'two'] },
    { kind: 'check', text: 'Read the text before you send this.' },
  ],
};

test('changing what a block is loses none of its words', () => {
  const words = fc.stringMatching(/^[a-z \n]{0,40}$/);
  fc.assert(
    fc.property(
      words,
      fc.constantFrom(...BLOCK_KINDS),
      fc.constantFrom(...BLOCK_KINDS),
      (text, a, b) => {
        const written = setText(setKind(letter, 1, a), 1, text);
        const [, block] = setKind(written, 1, b).blocks;
        expect(block && blockText(block)).toBe(text);
      },
    ),
  );
});

test('moving a block keeps every block, and does nothing at the edge', () => {
  expect(moveBlock(letter, 0, -1)).toEqual(letter);
  expect(moveBlock(letter, 2, 1)).toEqual(letter);
  const moved = moveBlock(letter, 0, 1);
  expect(moved.blocks).toHaveLength(3);
  expect(moved.blocks[1]).toEqual(letter.blocks[0]);
});

test('a letter never loses its last place to write', () => {
  let left: LetterDocument = letter;
  for (let turn = 0; turn < 5; turn += 1) left = removeBlock(left, 0);
  expect(left.blocks).toEqual([{ kind: 'paragraph', text: '' }]);
});

test('a new paragraph stands directly after the one it was made from', () => {
  expect(insertAfter(letter, 0).blocks[1]).toEqual({ kind: 'paragraph', text: '' });
});

test('notes to the lawyer are counted until they are gone', () => {
  expect(openChecks(letter)).toBe(1);
  expect(openChecks(removeBlock(letter, 2))).toBe(0);
});

test('an exported file is named by its date alone', () => {
  expect(neutralFileName('2026-11-23')).toBe('letter-2026-11-23.docx');
});

test('a heading that begins a page still begins it when its words change', () => {
  const paged: LetterDocument = {
    title: 'Letter',
    language: 'ro',
    blocks: [{ kind: 'heading', text: 'For', newPage: true }],
  };
  expect(setText(paged, 0, 'For you')).toEqual({
    ...paged,
    blocks: [{ kind: 'heading', text: 'For you', newPage: true }],
  });
});

test('a letter runs the way of its own language; English where none is said', () => {
  expect(languageOf(letter)).toEqual({ tag: 'en', direction: 'ltr' });
  expect(languageOf({ ...letter, language: 'ar' })).toEqual({ tag: 'ar', direction: 'rtl' });
  expect(languageOf({ ...letter, language: 'vi' })).toEqual({ tag: 'vi', direction: 'ltr' });
});
