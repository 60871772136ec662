/** From what was typed about a person to events and a card. Pure. */
import type { CardContent, CoverSet } from '@amparo/casework/files';
import type { CoverDraft } from './cover-fields.tsx';

/** The card of a file: what a caseload shows. `safe` is one line, at most 200 characters. */
export function cardOf(cover: CoverDraft, safe: string): CardContent {
  return {
    v: 1,
    chosenName: cover.chosenName.trim(),
    pronoun: cover.pronoun.trim(),
    language: cover.language,
    safe: safe.slice(0, 200),
    nextClock: null,
  };
}

/** The event that says how the person wants to be called. */
export function coverEvent(cover: CoverDraft): CoverSet {
  const { howToSayIt, pronoun } = cover;
  return {
    v: 1,
    kind: 'cover/set',
    chosenName: cover.chosenName.trim(),
    language: cover.language,
    ...(howToSayIt.trim() === '' ? {} : { howToSayIt: howToSayIt.trim() }),
    ...(pronoun.trim() === '' ? {} : { pronoun: pronoun.trim() }),
  };
}
