/** A file as its reader sees it: everything the opened drawers add up to. Pure. */
import { foldClocks } from '@amparo/casework/clocks';
import type { ClockMeanings } from '@amparo/casework/clocks';
import { foldFacts } from '@amparo/casework/facts';
import type { RecordedFact } from '@amparo/casework/facts';
import { foldTimeline } from '@amparo/casework/files';
import type { ContactSet, CoverSet, Note } from '@amparo/casework/files';
import type { DrawerClass } from '@amparo/casework/grants';
import type { OpenedEntry, RefusedEntry } from '@amparo/casework/kernel';
import { foldPacketQuestions, foldTaken } from '@amparo/casework/packets';
import type { PacketQuestions, TakenField } from '@amparo/casework/packets';
import { foldAcceptedLaw, foldMarks, latestAccepted } from '@amparo/casework/plan';
import type { AcceptedLaw, Marks } from '@amparo/casework/plan';
import { foldConversation } from '@amparo/casework/reports';
import type { Conversation, SafeContact } from '@amparo/casework/reports';
import { foldLetters } from '@amparo/casework/representations';
import type { SavedLetter } from '@amparo/casework/representations';

/** One opened drawer, with what was written here and is not read back yet. */
export interface DrawerPart {
  readonly drawer: string;
  readonly class: DrawerClass;
  readonly entries: readonly OpenedEntry[];
}

/** Something that says which drawer it lies in. */
type Placed<T> = T & { readonly class: DrawerClass; readonly drawer: string };

export interface FileState {
  readonly cover: CoverSet | null;
  readonly contact: ContactSet | null;
  readonly conversation: Conversation | null;
  /** What was asked about packets and answered, in every opened drawer. */
  readonly packets: PacketQuestions;
  /** What was taken over from packets of other desks. */
  readonly taken: readonly Placed<TakenField>[];
  readonly notes: readonly Placed<Note>[];
  readonly facts: readonly Placed<RecordedFact>[];
  readonly marks: Marks;
  /** The release of the law that somebody accepted for this file; null while nobody has. */
  readonly acceptedLaw: AcceptedLaw | null;
  readonly clocks: ClockMeanings;
  readonly letters: ReadonlyMap<string, Placed<SavedLetter>>;
  /** Entries that a reader does not accept: shown, never hidden. */
  readonly refused: readonly Placed<RefusedEntry>[];
}

/** Folds the opened drawers of a file. What is in a drawer that is not opened is not known here. */
export function foldFile(parts: readonly DrawerPart[]): FileState {
  const folded = parts.map((part) => foldPart(part));
  return {
    cover: folded.map(({ cover }) => cover).find((cover) => cover !== null) ?? null,
    contact: folded.map(({ contact }) => contact).find((contact) => contact !== null) ?? null,
    conversation: folded.map((f) => f.conversation).find((c) => c !== null) ?? null,
    packets: {
      questions: folded.flatMap(({ packets }) => packets.questions),
      records: folded.flatMap(({ packets }) => packets.records),
      handed: folded.flatMap(({ packets }) => packets.handed),
    },
    taken: folded.flatMap(({ taken }) => taken),
    notes: folded.flatMap(({ notes }) => notes),
    facts: folded.flatMap(({ facts }) => facts),
    marks: new Map(folded.flatMap(({ marks }) => [...marks])),
    acceptedLaw: latestAccepted(folded.map(({ acceptedLaw }) => acceptedLaw)),
    clocks: new Map(folded.flatMap(({ clocks }) => [...clocks])),
    letters: new Map(folded.flatMap(({ letters }) => [...letters])),
    refused: folded.flatMap(({ refused }) => refused),
  };
}

function foldPart(part: DrawerPart): FileState {
  const { entries, drawer } = part;
  const place = { drawer, class: part.class };
  const timeline = foldTimeline(entries);
  const facts = foldFacts(entries, part.class);
  const marks = foldMarks(entries);
  const law = foldAcceptedLaw(entries);
  const clocks = foldClocks(entries);
  const letters = foldLetters(entries);
  const conversation = foldConversation(entries);
  const packets = foldPacketQuestions(entries);
  const taken = foldTaken(entries);
  const refusals = [
    timeline,
    facts,
    marks,
    law,
    clocks,
    letters,
    conversation,
    packets,
    taken,
  ].flatMap(({ refused }) => refused);
  return {
    cover: timeline.state.cover,
    contact: timeline.state.contact,
    conversation: conversation.state.door === null ? null : conversation.state,
    packets: packets.state,
    taken: taken.state.map((field) => ({ ...field, ...place })),
    notes: timeline.state.notes.map((note) => ({ ...note, ...place })),
    facts: facts.state.map((fact) => ({ ...fact, ...place })),
    marks: marks.state,
    acceptedLaw: law.state,
    clocks: clocks.state,
    letters: new Map([...letters.state].map(([name, letter]) => [name, { ...letter, ...place }])),
    refused: unique(refusals).map((refused) => ({ ...refused, ...place })),
  };
}

/** Each fold refuses a payload without a kind; it is one refused entry all the same. */
function unique(refused: readonly RefusedEntry[]): readonly RefusedEntry[] {
  return [...new Map(refused.map((entry) => [entry.entry, entry])).values()];
}

/** How it is safe to reach the person: what was set last, else what they wrote at first contact. */
export function safeContact(state: FileState): SafeContact | null {
  if (state.contact !== null) return state.contact.safe;
  return state.conversation?.safe ?? null;
}

export interface TimelineItem {
  readonly id: string;
  /** The day it is about, or the instant it was written. */
  readonly on: string;
  readonly at: string;
  readonly kind: 'note' | 'fact' | 'message' | 'question';
  readonly text: string;
  readonly by: string;
  readonly desk: string;
  readonly byPerson: boolean;
  readonly class: DrawerClass;
  readonly state: 'current' | 'replaced' | 'withdrawn';
}

/** Notes and messages in one order, newest first. Facts have their own page. */
export function timelineItems(state: FileState): readonly TimelineItem[] {
  const notes = state.notes.map((note): TimelineItem => ({
    id: note.note,
    on: note.on,
    at: note.at,
    kind: 'note',
    text: note.text,
    by: note.by,
    desk: note.desk,
    byPerson: false,
    class: note.class,
    state: note.state,
  }));
  const messages = (state.conversation?.messages ?? []).map((message): TimelineItem => ({
    id: message.entry,
    on: message.at.slice(0, 10),
    at: message.at,
    kind: 'message',
    text: message.text,
    by: message.authorName,
    desk: '',
    byPerson: message.byPerson,
    class: 'contact',
    state: 'current',
  }));
  return [...notes, ...messages].toSorted(
    (a, b) => b.on.localeCompare(a.on) || b.at.localeCompare(a.at),
  );
}
