export { FACT_SOURCES, FactEvent, FactRecorded, UNKNOWN_REASONS } from './events.ts';
export { decideFact, decideWithdrawal, evolveFacts, foldFacts, isPossible } from './facts.ts';
export type { FactContext, RecordedFact, RecordedFacts } from './facts.ts';
export { findOpenQuestion, isTestKey, testKey } from './open-tests.ts';
export type { OpenQuestion } from './open-tests.ts';
export { factsDocument, recordIds } from './to-law.ts';
