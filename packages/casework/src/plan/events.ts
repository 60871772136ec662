/** What people decided about a finding of the plan: done, set aside, or opened again. */
import { z } from 'zod';

export const PlanMarked = z.strictObject({
  v: z.literal(1),
  kind: z.literal('plan/marked'),
  /** The finding's key, `findingKey`. */
  finding: z.string().min(1).max(200),
  mark: z.enum(['done', 'set-aside', 'open']),
  reason: z.string().trim().max(2000),
});
export type PlanMarked = z.infer<typeof PlanMarked>;
