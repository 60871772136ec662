export { LawAccepted, PlanMarked } from './events.ts';
export {
  decideAcceptance,
  foldAcceptedLaw,
  latestAccepted,
  lawStanding,
} from './law-acceptance.ts';
export type { AcceptanceFacts, AcceptedLaw, LawStanding, ReleaseName } from './law-acceptance.ts';
export { decideMark, findingKey, foldMarks, makePlan } from './plan.ts';
export type { Marks, Plan, PlanItem, Urgency } from './plan.ts';
