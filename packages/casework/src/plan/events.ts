/** What people decided about a plan: a finding done, set aside or opened again; a release of the law accepted. */
import { z } from 'zod';
import { CivilDate } from '../kernel/index.ts';

export const PlanMarked = z.strictObject({
  v: z.literal(1),
  kind: z.literal('plan/marked'),
  /** The finding's key, `findingKey`. */
  finding: z.string().min(1).max(200),
  mark: z.enum(['done', 'set-aside', 'open']),
  reason: z.string().trim().max(2000),
});
export type PlanMarked = z.infer<typeof PlanMarked>;

/** A release by its day, with `.2` for a further one of that day, and the SHA-256 of its text in base64. */
const Release = {
  release: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d{1,4})?$/),
  digest: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
};

export const LawAccepted = z.strictObject({
  v: z.literal(1),
  kind: z.literal('law/accepted'),
  ...Release,
  /** The release that it takes the place of; null for the first that anybody accepted. */
  before: z.strictObject(Release).nullable(),
  /** What the member was shown: what changes for this person, or the plan under the new release alone. */
  saw: z.enum(['changes', 'plan']),
  on: CivilDate,
});
export type LawAccepted = z.infer<typeof LawAccepted>;
