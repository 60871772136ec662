export { expireReports, handOff, purgeUnclaimed, remindOverdue, roundTimes } from './tasks.ts';
export { startWorker } from './worker.ts';
export type { WorkerDeps } from './worker.ts';
