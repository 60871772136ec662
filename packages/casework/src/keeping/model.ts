/**
 * Keeping and losing: acts that go against the ordinary way, each signed by two members, with a reason that
 * is sealed to those who answer for it. An act is signed in clear because the node must check it.
 */
import { z } from 'zod';
import { DrawerClass } from '../grants/index.ts';
import { bytesUpTo, Id, Instant, Key32, Signature, Wrapped } from '../kernel/index.ts';

const Drawers = z.array(Id).max(32);

const common = {
  act: Id,
  /** The desk for which the first member signs. */
  desk: Id,
  /** SHA-256 of the sealed words that go with it. */
  wordsHash: Key32,
  askedAt: Instant,
};

/** An opening in an emergency: a drawer that was wrapped to the desk before, for at most 24 hours. */
const BreakGlass = z.strictObject({
  kind: z.literal('break-glass'),
  ...common,
  drawers: z.array(Id).length(1),
  ground: z.enum(['vital-interest', 'child-protection']),
});

/** Stops erasure and expiry until a date, on a provision of law. */
const Hold = z.strictObject({
  kind: z.literal('hold'),
  ...common,
  drawers: Drawers,
  /** Received packets that the desk keeps although they run out or are recalled. */
  packets: Drawers,
  ground: z.enum(['court-order', 'legal-obligation']),
  /** The provision's id in a law pack, such as `RO-CPP-291`; as long as a receipt can carry. */
  provision: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9./_-]{1,79}$/),
  until: Instant,
});

/** Destroys drawers for ever, because the person wishes it. */
const Erasure = z.strictObject({
  kind: z.literal('erasure'),
  ...common,
  drawers: Drawers.min(1),
  ground: z.literal('wish'),
});

/** What both members sign: the first in context `keeping`, the second in `keeping-second`. */
export const ActStatement = z.discriminatedUnion('kind', [BreakGlass, Hold, Erasure]);
export type ActStatement = z.infer<typeof ActStatement>;

/** Words sealed under a one-use key that is wrapped to each of these desks. */
export const SealedWords = z.strictObject({
  sealed: bytesUpTo(9 * 1024),
  wraps: z
    .array(z.strictObject({ desk: Id, wrapped: Wrapped }))
    .min(1)
    .max(20),
});
export type SealedWords = z.infer<typeof SealedWords>;

export const SignedAct = z.strictObject({
  statement: ActStatement,
  words: SealedWords,
  signature: Signature,
});
export type SignedAct = z.infer<typeof SignedAct>;

/** Afterwards somebody who did not sign says whether it was right; context `keeping-review`. */
export const ReviewStatement = z.strictObject({
  act: Id,
  finding: z.enum(['justified', 'not-justified']),
  wordsHash: Key32,
  reviewedAt: Instant,
});
export type ReviewStatement = z.infer<typeof ReviewStatement>;

export const Review = z.strictObject({
  statement: ReviewStatement,
  words: SealedWords,
  signature: Signature,
});
export type Review = z.infer<typeof Review>;

/** `asked`: one signature. `signed`: both. `ended`: over, withdrawn or run out. `done`: it was carried out. */
const ACT_STATES = ['asked', 'signed', 'ended', 'done'] as const;

export const ActView = z.strictObject({
  statement: ActStatement,
  words: SealedWords,
  leadDesk: Id,
  file: Id.nullable(),
  /** Of the statement's drawers, in their order: whoever signs second must know what they sign. */
  classes: z.array(DrawerClass).max(32),
  state: z.enum(ACT_STATES),
  askedBy: Id,
  signature: Signature,
  secondBy: Id.nullable(),
  secondAt: Instant.nullable(),
  until: Instant,
  review: Review.nullable(),
  reviewedBy: Id.nullable(),
});
export type ActView = z.infer<typeof ActView>;

/** What a person is told about keeping: the last day of each part, and what keeps a part longer by law. */
export const PersonKeeping = z.strictObject({
  kept: z
    .array(
      z.strictObject({
        class: DrawerClass,
        /** When its time is over if nobody writes any more; null: never by time. */
        until: Instant.nullable(),
      }),
    )
    .max(100),
  holds: z
    .array(
      z.strictObject({
        ground: z.enum(['court-order', 'legal-obligation']),
        provision: z.string().max(120),
        /** It ends then by itself, unless somebody states anew why not. */
        until: Instant,
        classes: z.array(DrawerClass).max(32),
      }),
    )
    .max(50),
});
export type PersonKeeping = z.infer<typeof PersonKeeping>;
