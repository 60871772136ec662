/** What is said in a conversation with a person, as sealed events of its drawer. */
import { z } from 'zod';
import { Id, Key32 } from '../kernel/index.ts';
import { AuthorisationStatement } from '../grants/index.ts';
import { Name } from '../directory/index.ts';
import { Language, SafeContact } from '../files/index.ts';
import { PageOpened, PageThroughWorker, PageUpdated } from './my-page.ts';
import { DOORS } from './wire.ts';

/** The longest message, in characters. Longer text is kept by the form and refused with the count. */
export const LONGEST_MESSAGE = 8000;
const Text = z.string().trim().min(1).max(LONGEST_MESSAGE);
const ReportSent = z.strictObject({
  v: z.literal(1),
  kind: z.literal('report/sent'),
  door: z.enum(DOORS),
  language: Language,
  text: Text,
  safe: SafeContact,
});

const MessageSent = z.strictObject({
  v: z.literal(1),
  kind: z.literal('message/sent'),
  text: Text,
});

const MessageReplied = z.strictObject({
  v: z.literal(1),
  kind: z.literal('message/replied'),
  text: Text,
});

/** The desk asks for a yes: who would see what, why, and what a yes or a no means. */
export const HandoverAsked = z.strictObject({
  v: z.literal(1),
  kind: z.literal('handover/asked'),
  statement: AuthorisationStatement,
  deskNames: z.array(Name).min(1).max(10),
  /** Of each desk, in the same order, what its own certificate declares that it enforces. */
  enforces: z
    .array(z.strictObject({ immigration: z.boolean(), police: z.boolean() }))
    .min(1)
    .max(10)
    .optional(),
  text: Text,
  ifYes: Text,
  ifNo: Text,
});
export type HandoverAsked = z.infer<typeof HandoverAsked>;

export const ANSWERS = ['yes', 'no', 'later', 'talk'] as const;

const HandoverAnswered = z.strictObject({
  v: z.literal(1),
  kind: z.literal('handover/answered'),
  authorisation: Id,
  answer: z.enum(ANSWERS),
});

/**
 * The lead desk made a new receipt after a check in person: from here on the person speaks from this
 * mailbox, with this key. What they said before stays theirs.
 */
const ReceiptReissued = z.strictObject({
  v: z.literal(1),
  kind: z.literal('receipt/reissued'),
  mailbox: Id,
  key: Key32,
});

export const ReportEvent = z.discriminatedUnion('kind', [
  ReportSent,
  MessageSent,
  MessageReplied,
  HandoverAsked,
  HandoverAnswered,
  PageOpened,
  PageThroughWorker,
  PageUpdated,
  ReceiptReissued,
]);
export type ReportEvent = z.infer<typeof ReportEvent>;
