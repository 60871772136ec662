export { fileRoutes } from './http.ts';
export { findDrawer, findFile, listVersions } from './file-store.ts';
