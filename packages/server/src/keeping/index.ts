export { eraseRestored, eraseSigned, proveErasures } from './erase.ts';
export { keepingRoutes } from './http.ts';
export { recallFromFile } from './recall.ts';
export { endHolds, keepRetention } from './retain.ts';
export type { RetentionDeps } from './retain.ts';
