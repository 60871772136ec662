export { callPeer } from './call-peer.ts';
export { callerOf } from './deliver.ts';
export { enqueue, stopSending } from './enqueue.ts';
export type { MessageSlices, Received, Undelivered } from './handlers.ts';
export type { Federation } from './peers.ts';
export { openFederation } from './open.ts';
export type { WorkDeps } from './work.ts';
export {
  deliverDue,
  deliverMessage,
  deliverToPeer,
  forgetMessages,
  startWatching,
  watchMessages,
} from './work.ts';
export { federationRoutes } from './http.ts';
