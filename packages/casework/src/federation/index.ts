export {
  FederationFile,
  FederationNode,
  FederationStatement,
  LARGEST_MESSAGE,
  LONGEST_WAY_DAYS,
  Message,
  MESSAGE_TYPES,
  MessageBody,
  SignedMessage,
} from './model.ts';
export { mayTryAgain, PEER_REFUSALS } from './refusals.ts';
export type { PeerRefusalCode } from './refusals.ts';
export {
  CLOCK_SKEW_MS,
  decideFile,
  decideReceive,
  findFlaw,
  listOverdue,
  LONGEST_GAP_MS,
  NO_MESSAGE,
  pauseBefore,
  settledUpTo,
  warnAt,
} from './decide.ts';
export type { FileRefusal, KnownMessage, ReceiveDecision, ReceiveFacts } from './decide.ts';
export { DeskList, listUndelivered, NodeEntry, Undelivered } from './contract.ts';
