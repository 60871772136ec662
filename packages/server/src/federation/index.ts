export { enqueue, stopSending } from './enqueue.ts';
export type { Outgoing } from './enqueue.ts';
export type {
  HandledType,
  MessageHandlers,
  MessageSlices,
  OnUndeliverable,
  Received,
  Undelivered,
} from './handlers.ts';
export type { Federation, FormerPeer, PeerDesk, SignedStatement } from './peers.ts';
