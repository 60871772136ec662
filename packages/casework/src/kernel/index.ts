export { endpoint } from './contract.ts';
export type { Endpoint, Face, Method } from './contract.ts';
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
