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
  DrawerVersion,
  DrawerView,
  OpenedDrawer,
  StoredEntry,
} from './wire.ts';
