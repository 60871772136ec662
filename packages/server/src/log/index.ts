export { logRoutes } from './http.ts';
export { findLastCheckpoint } from './last-checkpoint.ts';
export { settleOrigin } from './origin.ts';
export { publishLog } from './publish.ts';
export { sequenceOnce } from './sequencer.ts';
export type { SequencerDeps } from './sequencer.ts';
export { findLogState } from './store.ts';
