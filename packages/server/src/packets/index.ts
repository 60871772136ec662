import type { MessageSlices } from '../federation/index.ts';
import { receivePacket, type PacketKeeping } from './receive.ts';
import { receiveRecall } from './recall.ts';
import { receiveReceipt } from './receipts.ts';
import { noteUndelivered, refuseRevoked } from './undeliverable.ts';

export { checkFromMailbox, keepFromMailbox } from './authorise.ts';
export { endConversation } from './end-conversation.ts';
export { endPacket, expirePackets } from './end.ts';
export type { EndingDeps } from './end.ts';
export { narrowPackets } from './narrow.ts';
export { endRestored } from './restored.ts';
export { packetRoutes } from './http.ts';
export type { PacketKeeping } from './receive.ts';
export { takeBack } from './recall.ts';
export { listAbroad } from './sent-store.ts';
export { listSharing, stopPackets } from './sharing.ts';

/** What packets do with messages of other nodes. */
export function packetSlices(keeping: PacketKeeping): MessageSlices {
  return {
    handlers: {
      'org.amparo.packet.v1': (tx, received) => receivePacket(keeping, tx, received),
      'org.amparo.receipt.v1': (tx, received) => receiveReceipt(keeping, tx, received),
      'org.amparo.recall.v1': (tx, received) => receiveRecall(keeping, tx, received),
    },
    beforeSending: refuseRevoked,
    onUndeliverable: noteUndelivered,
  };
}
