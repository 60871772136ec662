export { eraseConversation } from './erase-store.ts';
export { reportRoutes } from './http.ts';
export { createPortalCalls } from './portal-calls.ts';
export type { PortalCalls, PortalCallsConfig, PortalDeps, RunningPortal } from './portal-calls.ts';
export { portalRoutes } from './portal-http.ts';
