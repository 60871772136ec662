/** What is known about the person as a person, and the file's timeline: sealed events. */
import { z } from 'zod';
import { CivilDate, Id } from '../kernel/index.ts';
import { Language, SafeContact } from './safe-contact.ts';

const Short = z.string().trim().min(1).max(200);

/** In `cover`: how the person wants to be called. One free name; no first and last. */
export const CoverSet = z.strictObject({
  v: z.literal(1),
  kind: z.literal('cover/set'),
  chosenName: Short,
  howToSayIt: Short.optional(),
  pronoun: Short.optional(),
  language: z.union([Language, Short]),
});
export type CoverSet = z.infer<typeof CoverSet>;

/** In `contact`: how it is safe to reach the person; re-asked at each contact. */
export const ContactSet = z.strictObject({
  v: z.literal(1),
  kind: z.literal('contact/set'),
  safe: SafeContact,
});
export type ContactSet = z.infer<typeof ContactSet>;

/** In any drawer: something that happened or was agreed. Corrected by a new note that replaces it. */
const NoteAdded = z.strictObject({
  v: z.literal(1),
  kind: z.literal('note/added'),
  note: Id,
  on: CivilDate,
  text: z.string().trim().min(1).max(8000),
  replaces: Id.optional(),
});

const NoteWithdrawn = z.strictObject({
  v: z.literal(1),
  kind: z.literal('note/withdrawn'),
  note: Id,
});

export const FileEvent = z.discriminatedUnion('kind', [
  CoverSet,
  ContactSet,
  NoteAdded,
  NoteWithdrawn,
]);
export type FileEvent = z.infer<typeof FileEvent>;

/** The small padded summary behind a caseload: sealed under the desk's index key. */
export const CardContent = z.strictObject({
  v: z.literal(1),
  chosenName: Short,
  pronoun: z.string().max(200),
  language: z.string().max(200),
  safe: z.string().max(200),
  nextClock: z.strictObject({ label: z.string().max(160), due: CivilDate }).nullable(),
});
export type CardContent = z.infer<typeof CardContent>;
