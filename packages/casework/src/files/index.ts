export {
  appendEntry,
  lockDrawers,
  openDrawer,
  openFile,
  prepareDrawers,
  prepareFile,
  prepareRotation,
  putCard,
  readCaseload,
  readFile,
  rotateDrawer,
} from './contract.ts';
export {
  Acknowledgement,
  Card,
  DrawerAuthor,
  DrawerVersion,
  DrawerView,
  OpenedDrawer,
  StoredEntry,
} from './wire.ts';
export { CardContent, ContactSet, CoverSet, FileEvent } from './events.ts';
export { evolveTimeline, foldTimeline } from './timeline.ts';
export type { Note, Timeline } from './timeline.ts';
export { Language, LANGUAGES, SafeContact } from './safe-contact.ts';
