export { openKeystore } from './share-store.ts';
export type { Keystore } from './share-store.ts';
