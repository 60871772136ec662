export { isCertified, MAX_SKEW_MS } from './certificates.ts';
export { directoryRoutes } from './http.ts';
export { findChains, findDesks, listOwnSeats } from './store.ts';
export type { DeskRow } from './store.ts';
