/** The survivors' portal: server-rendered pages that work without a script, and seal with one. */
export { buildPortal } from './build.ts';
export { startPortal } from './start.ts';
