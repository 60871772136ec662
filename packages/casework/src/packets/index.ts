export { basisRecord, consentRecord } from './consent-record.ts';
export type { BasisToRecord, ConsentChange, ConsentToRecord } from './consent-record.ts';
export {
  ASKED_AGE_BANDS,
  CAPABILITY_NEEDS,
  CapabilityAnswer,
  CapabilityQuery,
  findCapabilityAnswer,
  findCapabilityQuery,
} from './capability.ts';
export type { AnswerToNeed, CapabilityNeed } from './capability.ts';
export { areSameCodes, FIELD_CODES, FieldCode, fieldCode, inListOrder } from './field-codes.ts';
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
  PacketHanded,
  PacketReceiptNoted,
  PacketTakenBack,
  PacketVouched,
  PacketWitnessed,
} from './events.ts';
export {
  decideAuthorisation,
  decideNarrowing,
  decidePacket,
  isSameAddress,
  LONGEST_PACKET_DAYS,
  mayGet,
  rightTo,
} from './decide.ts';
export type {
  AuthorisationNarrowed,
  AuthorisationTaken,
  JudgedPacket,
  PacketAllowed,
  PacketFacts,
} from './decide.ts';
export {
  decidePacketAnswer,
  decideTakingBack,
  evolvePacketQuestions,
  findPacketQuestion,
  foldPacketQuestions,
  isOpenQuestion,
  narrowStatement,
} from './questions.ts';
export type {
  Handed,
  PacketAnswer,
  PacketQuestion,
  PacketQuestions,
  TakenBack,
} from './questions.ts';
export { findTakingBar, foldTaken, PacketTaken } from './taking.ts';
export type { TakenField, TakingBar, TakingFacts } from './taking.ts';
export { consentHistory, findConsentDue } from './consent-history.ts';
export type { ConsentDue } from './consent-history.ts';
export {
  BasisRecord,
  CONSENT_STATUSES,
  ConsentParty,
  ConsentRecord,
  ConsentStatus,
  lawfulBasisOf,
} from './records.ts';
export {
  answerPacket,
  listPacketAuthorisations,
  listPackets,
  listReachableDesks,
  openPacket,
  PinnedPlace,
  ReachableDesk,
  recallPacket,
  secondPacket,
  sendPacket,
  takeBackQuestion,
  vouchForAuthorisation,
} from './contract.ts';
