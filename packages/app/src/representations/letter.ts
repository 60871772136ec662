/** Editing a letter, block by block. Pure. */
import type { Block, LetterDocument } from '@amparo/casework/representations';
import { chooseLocale, LOCALES } from '../words/index.ts';

export type BlockKind = Block['kind'];
export const BLOCK_KINDS: readonly BlockKind[] = ['heading', 'paragraph', 'list', 'check'];

/** The words of a block as one text; a list has one item a line. */
export function blockText(block: Block): string {
  return block.kind === 'list' ? block.items.join('\n') : block.text;
}

/** A block of a kind with these words. */
function blockOf(kind: BlockKind, text: string): Block {
  return kind === 'list' ? { kind, items: text.split('\n') } : { kind, text };
}

export function setText(letter: LetterDocument, at: number, text: string): LetterDocument {
  return change(letter, at, (block) => [
    block.kind === 'list' ? blockOf('list', text) : { ...block, text },
  ]);
}

export function setKind(letter: LetterDocument, at: number, kind: BlockKind): LetterDocument {
  return change(letter, at, (block) => [blockOf(kind, blockText(block))]);
}

/** Puts an empty paragraph after a block; after the last where `at` is the length. */
export function insertAfter(letter: LetterDocument, at: number): LetterDocument {
  const blocks = [...letter.blocks];
  blocks.splice(at + 1, 0, { kind: 'paragraph', text: '' });
  return { ...letter, blocks };
}

/** Takes a block away; a letter keeps at least one. */
export function removeBlock(letter: LetterDocument, at: number): LetterDocument {
  const blocks = letter.blocks.filter((_, index) => index !== at);
  return { ...letter, blocks: blocks.length === 0 ? [{ kind: 'paragraph', text: '' }] : blocks };
}

/** Moves a block one place up (-1) or down (1); at the edge nothing changes. */
export function moveBlock(letter: LetterDocument, at: number, by: -1 | 1): LetterDocument {
  const to = at + by;
  const moved = letter.blocks[at];
  const other = letter.blocks[to];
  if (moved === undefined || other === undefined) return letter;
  const blocks = [...letter.blocks];
  blocks[to] = moved;
  blocks[at] = other;
  return { ...letter, blocks };
}

/** How many notes to the lawyer are still in it: they are resolved or removed before it is sent. */
export function openChecks(letter: LetterDocument): number {
  return letter.blocks.filter(({ kind }) => kind === 'check').length;
}

export function isSameLetter(a: LetterDocument, b: LetterDocument): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The language a letter is written in, and which way it runs; that of the law packs where none is said. */
export function languageOf({ language = 'en' }: LetterDocument): {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
} {
  return { tag: language, direction: LOCALES[chooseLocale([language])].direction };
}

/** A file name that says nothing to somebody who sees a desktop or an e-mail. */
export function neutralFileName(today: string): string {
  return `letter-${today}.docx`;
}

function change(
  letter: LetterDocument,
  at: number,
  into: (block: Block) => readonly Block[],
): LetterDocument {
  return {
    ...letter,
    blocks: letter.blocks.flatMap((block, index) => (index === at ? into(block) : [block])),
  };
}
