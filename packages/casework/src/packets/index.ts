export { FIELD_CODES, FieldCode, fieldCode } from './field-codes.ts';
export type { FieldCodeEntry } from './field-codes.ts';
export {
  Attestation,
  DeskAddress,
  FieldCodes,
  LARGEST_PACKET,
  NodeName,
  Packet,
  PACKET_KINDS,
  PACKET_STATES,
  PacketAuthorisation,
  PacketAuthorisationStatement,
  PacketAuthorisationView,
  PacketBasis,
  PacketItem,
  PacketReceipt,
  PacketStatement,
  PacketView,
  ReceiptStatement,
  SenderProof,
  SharingView,
} from './model.ts';
export {
  Disclosure,
  OfferedField,
  PacketAnswered,
  PacketAsked,
  PacketEvent,
  PacketVouched,
} from './events.ts';
export {
  decidePacket,
  listPackets,
  listReachableDesks,
  openPacket,
  ReachableDesk,
  recallPacket,
  secondPacket,
  sendPacket,
  vouchForAuthorisation,
} from './contract.ts';
