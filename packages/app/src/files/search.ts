/** Searching a caseload in memory, in any script. Pure. */
import type { CardContent } from '@amparo/casework/files';
import type { CaseloadLine } from '../client/index.ts';

export interface DeskCard extends CaseloadLine {
  readonly desk: string;
}

/** One file of the caseload, with each desk's card of it. */
export interface FileCard {
  readonly file: string;
  readonly content: CardContent | null;
  readonly cards: readonly DeskCard[];
}

/** One line a file: the card of highest revision speaks; a file whose next date is nearer comes first. */
export function mergeCards(cards: readonly DeskCard[]): readonly FileCard[] {
  const byFile = new Map<string, DeskCard[]>();
  for (const card of cards) {
    const own = byFile.get(card.file) ?? [];
    own.push(card);
    byFile.set(card.file, own);
  }
  return [...byFile]
    .map(([file, own]) => ({ file, content: newest(own), cards: own }))
    .sort(byClock);
}

function newest(cards: readonly DeskCard[]): CardContent | null {
  const readable = cards.filter(({ content }) => content !== null);
  return readable.toSorted((a, b) => b.revision - a.revision)[0]?.content ?? null;
}

function byClock(a: FileCard, b: FileCard): number {
  const due = ({ content }: FileCard) => content?.nextClock?.due ?? '9999';
  const name = ({ content }: FileCard) => content?.chosenName ?? '';
  return due(a).localeCompare(due(b)) || name(a).localeCompare(name(b));
}

/** Letters without marks and case, so that `Mai` finds `Mài` and `ALI` finds `Ali`. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLocaleLowerCase('und');
}

/** The files that contain every word of the query in name, language or safe contact. */
export function searchCards(cards: readonly FileCard[], query: string): readonly FileCard[] {
  const wanted = plainLetters(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return cards;
  return cards.filter(({ content }) => {
    if (content === null) return false;
    const { chosenName, pronoun, language, safe, nextClock } = content;
    const text = plainLetters(
      [chosenName, pronoun, language, safe, nextClock?.label ?? ''].join(' '),
    );
    return wanted.every((word) => text.includes(word));
  });
}
