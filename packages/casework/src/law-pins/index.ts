export { LawPin, readLawPin } from './contract.ts';
export { decidePin } from './decide.ts';
export type { PinDecision, PinFacts } from './decide.ts';
