/**
 * How a packet is asked for and answered in the conversation with the person: sealed events of the
 * conversation's drawer, beside those of reports.
 */
import { z } from 'zod';
import { DeskKind, Name } from '../directory/index.ts';
import { Id, Instant, Signature } from '../kernel/index.ts';
import { FieldCode } from './field-codes.ts';
import { PacketAuthorisationStatement, SenderProof } from './model.ts';
import { BasisRecord, ConsentRecord } from './records.ts';

const Text = z.string().trim().min(1).max(8000);

/** One field as the person sees it: its code, and the very words that would be sent. */
export const OfferedField = z.strictObject({ code: FieldCode, words: Text });
export type OfferedField = z.infer<typeof OfferedField>;

/**
 * Whom the receiving desk must report to by law. `unknown` when nothing was read about that
 * country and kind of desk: then the page says that we do not know.
 */
export const Disclosure = z.discriminatedUnion('known', [
  z.strictObject({
    known: z.literal(true),
    duties: z
      .array(
        z.strictObject({
          provision: z.string().max(80),
          /** To whom and what, in one sentence of the person's language. */
          says: Text,
          verified: z.enum(['memory', 'secondary', 'official', 'reviewed']),
          enforcesImmigration: z.boolean().nullable(),
        }),
      )
      .max(20),
  }),
  z.strictObject({ known: z.literal(false) }),
]);
export type Disclosure = z.infer<typeof Disclosure>;

/** The desk asks: who wants what, why, what a yes or no means, until when, and who else could see it by law. */
export const PacketAsked = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/asked'),
  /** With all offered codes; the person's own statement keeps only what they ticked. */
  statement: PacketAuthorisationStatement,
  deskName: Name,
  organisationName: Name,
  deskKind: DeskKind,
  country: z.string().regex(/^[A-Z]{2}(-[A-Z]{2,3})?$/),
  /** Declared by the desk's own certificate. */
  enforces: z.strictObject({ immigration: z.boolean(), police: z.boolean() }),
  fields: z.array(OfferedField).min(1).max(30),
  why: Text,
  ifYes: Text,
  ifNo: Text,
  disclosure: Disclosure,
  /** BCP 47; the language in which the texts above are written. */
  language: z.string().min(2).max(35),
});
export type PacketAsked = z.infer<typeof PacketAsked>;

/** The person's answer. `inOwnWords` is the teach-back: what they understood, if they wished to say. */
export const PacketAnswered = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/answered'),
  authorisation: Id,
  answer: z.enum(['yes', 'no', 'later', 'talk']),
  codes: z.array(FieldCode).max(30),
  inOwnWords: z.string().trim().max(2000).nullable(),
});
export type PacketAnswered = z.infer<typeof PacketAnswered>;

/** A yes that a worker took with a witness; the person signed by voice or hand (sealed evidence). */
export const PacketVouched = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/vouched'),
  authorisation: Id,
  codes: z.array(FieldCode).min(1).max(30),
  signedBy: z.enum(['voice', 'drawn', 'said']),
  witness: Id,
  inOwnWords: z.string().trim().max(2000).nullable(),
  /** A small picture or sound as base64url, or null. */
  mark: z.string().max(60_000).nullable(),
  at: Instant,
});
export type PacketVouched = z.infer<typeof PacketVouched>;

/** The witness's word about a yes that a worker took: their own device signed the person's statement. */
export const PacketWitnessed = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/witnessed'),
  authorisation: Id,
  signature: Signature,
  proof: SenderProof,
});
export type PacketWitnessed = z.infer<typeof PacketWitnessed>;

/**
 * A desk takes its own question back. Before an answer nobody can answer it any more; after a yes nothing
 * can be sent on it. The node is told by itself, so that it refuses a yes that is on its way.
 */
export const PacketTakenBack = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/taken-back'),
  authorisation: Id,
  at: Instant,
});
export type PacketTakenBack = z.infer<typeof PacketTakenBack>;

/** What was given to somebody without Amparo, outside any node: it cannot be recalled. */
export const PacketHanded = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/handed'),
  packet: Id,
  authorisation: Id,
  codes: z.array(FieldCode).min(1).max(30),
  form: z.enum(['age-file', 'print', 'official-form']),
  at: Instant,
});
export type PacketHanded = z.infer<typeof PacketHanded>;

/** What somebody without Amparo said of it, as a worker noted it: by hand, not signed by them. */
export const PacketReceiptNoted = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/receipt-noted'),
  packet: Id,
  says: z.enum(['received', 'accepted', 'declined', 'deleted']),
  words: z.string().trim().max(2000),
  at: Instant,
});
export type PacketReceiptNoted = z.infer<typeof PacketReceiptNoted>;

/** The full record of a consent, written anew at each change of its status. */
const ConsentRecorded = z.strictObject({
  v: z.literal(1),
  kind: z.literal('consent/recorded'),
  record: ConsentRecord,
});

/** The record of another basis. It is never one of consent. */
const BasisRecorded = z.strictObject({
  v: z.literal(1),
  kind: z.literal('basis/recorded'),
  record: BasisRecord,
});

export const PacketEvent = z.discriminatedUnion('kind', [
  PacketAsked,
  PacketAnswered,
  PacketVouched,
  PacketWitnessed,
  PacketTakenBack,
  PacketHanded,
  PacketReceiptNoted,
  ConsentRecorded,
  BasisRecorded,
]);
export type PacketEvent = z.infer<typeof PacketEvent>;
