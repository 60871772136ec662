export { loadNodeKeys, loadPortalKeys, makeNextSigningKey } from './node-keys.ts';
export type { NodeKeys, PortalKeys } from './node-keys.ts';
export { privateKeyFromSeed } from './signing-key.ts';
