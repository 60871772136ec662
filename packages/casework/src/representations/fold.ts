/** The saved states of letters in a privileged drawer. */
import { foldEntries } from '../kernel/index.ts';
import type { Folded, Instant, OpenedEntry } from '../kernel/index.ts';
import { RepresentationsSaved } from './model.ts';

export interface SavedLetter {
  readonly saved: RepresentationsSaved;
  readonly by: string;
  readonly at: Instant;
}

/** The latest revision of each letter, by its name. */
export type SavedLetters = ReadonlyMap<string, SavedLetter>;

/** Folds a drawer; a revision that does not follow the last one is refused, never merged. */
export function foldLetters(entries: readonly OpenedEntry[]): Folded<SavedLetters> {
  return foldEntries<SavedLetters, RepresentationsSaved>(entries, {
    schema: RepresentationsSaved,
    initial: new Map(),
    evolve: (letters, saved, entry) => {
      const last = letters.get(saved.letter)?.saved.revision ?? 0;
      if (entry.byPerson || saved.revision !== last + 1) return undefined;
      const letter = { saved, by: entry.authorName, at: entry.receivedAt };
      return new Map([...letters, [saved.letter, letter]]);
    },
    passes: (kind) => kind !== 'representations/saved' && kind !== '',
  });
}
