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
export { openFederation } from './open.ts';
export type { OpenFederation } from './open.ts';
export type { ExchangeDeps } from './receive.ts';
export {
  deliverDue,
  deliverMessage,
  deliverToPeer,
  forgetMessages,
  startWatching,
  watchMessages,
} from './work.ts';
export { federationRoutes } from './http.ts';
