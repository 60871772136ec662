/** The header and the timeline of a file, folded from the drawers that the reader holds. */
import { foldEntries } from '../kernel/index.ts';
import type { Folded, Id, Instant, OpenedEntry } from '../kernel/index.ts';
import { FileEvent } from './events.ts';
import type { ContactSet, CoverSet } from './events.ts';

export interface Note {
  readonly note: Id;
  readonly on: string;
  readonly text: string;
  readonly by: string;
  readonly desk: string;
  readonly at: Instant;
  readonly author: Id;
  readonly state: 'current' | 'replaced' | 'withdrawn';
}

export interface Timeline {
  readonly cover: CoverSet | null;
  readonly contact: ContactSet | null;
  readonly notes: readonly Note[];
}

const EMPTY: Timeline = { cover: null, contact: null, notes: [] };
const KINDS: ReadonlySet<string> = new Set([
  'cover/set',
  'contact/set',
  'note/added',
  'note/withdrawn',
]);

/** Folds one drawer. A person's own mailbox cannot write notes about them. */
export function foldTimeline(entries: readonly OpenedEntry[]): Folded<Timeline> {
  return foldEntries(entries, {
    schema: FileEvent,
    initial: EMPTY,
    evolve: evolveTimeline,
    passes: (kind) => !KINDS.has(kind) && kind !== '',
  });
}

/** One event further; undefined for a note twice, or a change to a note that is not there. */
export function evolveTimeline(
  state: Timeline,
  event: FileEvent,
  entry: OpenedEntry,
): Timeline | undefined {
  if (entry.byPerson) return undefined;
  switch (event.kind) {
    case 'cover/set':
      return { ...state, cover: event };
    case 'contact/set':
      return { ...state, contact: event };
    case 'note/added': {
      if (state.notes.some((note) => note.note === event.note)) return undefined;
      const note: Note = {
        note: event.note,
        on: event.on,
        text: event.text,
        by: entry.authorName,
        desk: entry.deskName,
        at: entry.receivedAt,
        author: entry.author,
        state: 'current',
      };
      if (event.replaces === undefined) return { ...state, notes: [...state.notes, note] };
      const notes = settle(state.notes, event.replaces, 'replaced');
      return notes && { ...state, notes: [...notes, note] };
    }
    case 'note/withdrawn': {
      const notes = settle(state.notes, event.note, 'withdrawn');
      return notes && { ...state, notes };
    }
  }
}

function settle(
  notes: readonly Note[],
  id: Id,
  to: 'replaced' | 'withdrawn',
): readonly Note[] | undefined {
  if (!notes.some((note) => note.note === id && note.state === 'current')) return undefined;
  return notes.map((note) => (note.note === id ? { ...note, state: to } : note));
}
