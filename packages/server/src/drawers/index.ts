export { acknowledge, appendTo } from './append.ts';
export {
  expiryFrom,
  findConversationOf,
  setHandedOver,
  setReportOpened,
} from './conversation-store.ts';
export { listAuthors, listDrawerAuthors, listEntriesAfter, lockDrawer } from './drawer-store.ts';
export type { LockedDrawer } from './drawer-store.ts';
export type { Appended } from './append.ts';
export { checkEntry } from './entry-check.ts';
export type { CheckedEntry } from './entry-check.ts';
