export { PlanMarked } from './events.ts';
export { decideMark, findingKey, foldMarks, makePlan } from './plan.ts';
export type { Marks, Plan, PlanItem, Urgency } from './plan.ts';
