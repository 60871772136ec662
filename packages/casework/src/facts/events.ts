/**
 * Facts as they are recorded: one event a statement, each with where it came from. A correction
 * replaces, it does not overwrite: what was believed when stays readable.
 */
import { z } from 'zod';
import { CivilDate, Id } from '../kernel/index.ts';

const Scalar = z.union([z.boolean(), z.number(), z.string().max(500)]);

export const FACT_SOURCES = ['said', 'seen', 'document'] as const;
export const UNKNOWN_REASONS = ['not-asked', 'refused', 'not-now', 'unknown'] as const;

export const FactRecorded = z.strictObject({
  v: z.literal(1),
  kind: z.literal('fact/recorded'),
  fact: Id,
  /** A key of the vocabulary, such as `nationality` or `offences[].code`; or of an open test, `tests.ID`. */
  key: z.string().min(1).max(120),
  /** Which record of a list it belongs to: the key's part before `[]` names the list. */
  item: Id.nullable(),
  answer: z.union([
    z.strictObject({ value: z.union([Scalar, z.array(Scalar).max(50)]) }),
    z.strictObject({ unknown: z.enum(UNKNOWN_REASONS) }),
  ]),
  source: z.enum(FACT_SOURCES),
  /** Who said or showed it, as a role or a document's name; never a second story. */
  by: z.string().trim().max(200),
  on: CivilDate,
  disputedBy: z.string().trim().max(200).optional(),
  /** For an answer to an open test of the law: why it holds or does not. Never about credibility. */
  reasons: z.string().trim().max(4000).optional(),
  replaces: Id.optional(),
});
export type FactRecorded = z.infer<typeof FactRecorded>;

const FactWithdrawn = z.strictObject({
  v: z.literal(1),
  kind: z.literal('fact/withdrawn'),
  fact: Id,
});

export const FactEvent = z.discriminatedUnion('kind', [FactRecorded, FactWithdrawn]);
export type FactEvent = z.infer<typeof FactEvent>;
