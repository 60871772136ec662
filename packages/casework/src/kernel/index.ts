export { endpoint } from './contract.ts';
export type { Endpoint, Face, Method } from './contract.ts';
export { foldEntries, kindOf } from './fold.ts';
export type { Fold, Folded, OpenedEntry, RefusedEntry } from './fold.ts';
export { accept, refuse, REFUSALS } from './refusals.ts';
export type { Decision, Refusal, RefusalCode } from './refusals.ts';
export {
  bytesOf,
  bytesUpTo,
  certificateOf,
  CivilDate,
  EncryptionKey,
  Id,
  Instant,
  Key32,
  Nothing,
  SealedEntry,
  Signature,
  Wrapped,
} from './shapes.ts';
