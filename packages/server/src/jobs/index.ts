export { expireReports, handOff, purgeUnclaimed, roundTimes } from './tasks.ts';
export { startWorker } from './worker.ts';
export type { WorkerDeps } from './worker.ts';
