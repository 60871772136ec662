/**
 * The client of a node: everything that a member's device does with keys, for the browser app and the command
 * line alike. Every act comes to a value, the node's refusal, or `offline`; only faults are thrown.
 */
export { createCaller } from './caller.ts';
export type { Asked, Caller, CallerOptions } from './caller.ts';
export { createCookieJar } from './cookie-jar.ts';
export type { CookieJar } from './cookie-jar.ts';
export type { Offline, Outcome, Refused } from './outcome.ts';
export { createMemoryStore } from './store.ts';
export type { SealedStore, Shelf, Store } from './store.ts';
export { resume, unlock } from './unlock.ts';
export type { UnlockInput } from './unlock.ts';
export { addMember, createOrganisation, joinNode, SHORTEST_PASSPHRASE } from './enrolment.ts';
export type {
  DeskPlan,
  MemberCard,
  MemberPlan,
  NewOrganisation,
  OrganisationPlan,
} from './enrolment.ts';
export { findDesk } from './session.ts';
export type { DeskAccess, Fork, Session } from './session.ts';
export type { ProvedAuthor, Trust, TrustedDesk } from './trust.ts';
export { forgetMember } from './device.ts';
export { openDrawer } from './drawers.ts';
export type { OpenDrawer } from './drawers.ts';
export type { Unproved, UnprovedEntry } from './reading.ts';
export { appendTo, syncOutbox } from './append.ts';
export type { Appended, AppendOptions } from './append.ts';
export { discardWaiting, listOutbox, listWaiting } from './outbox.ts';
export type { Waiting } from './outbox.ts';
export { giveGrant, revokeGrant } from './granting.ts';
export type { GrantTerms } from './granting.ts';
export { rotateDrawer } from './rotation.ts';
export { addDrawers, openFileFromConversation, readFile } from './files.ts';
export type { FileToOpen, NewDrawer, NewFile } from './files.ts';
export { putCard, readCaseload } from './caseload.ts';
export type { CardToPut, CaseloadLine } from './caseload.ts';
export { askHandover, readConversation, readInbox, reply } from './conversations.ts';
export type { HandoverToAsk } from './conversations.ts';
export { reissueReceipt } from './receipts.ts';
export { readPageChoice, writePage } from './my-page.ts';
export type { PageChoice, PageToWrite, PageWritten } from './my-page.ts';
export { acceptLog, watchLog } from './log-watch.ts';
export type { LogState } from './log-watch.ts';
export { openSignedNote } from './note-crypto.ts';
export type { Kept } from './kept.ts';
export { listReachableDesks, placeFingerprint } from './exchange.ts';
export type { ProvedSigner, ReachablePlace, ReachablePlaces } from './exchange.ts';
export { listPacketAuthorisations, readPackets, recallPacket, sealAndSend } from './packets.ts';
export { recordConsents, sendOnOtherBasis, standBehind } from './consent-records.ts';
export type { OtherBasisPacket, OtherBasisSent, RecordingPlace } from './consent-records.ts';
export type { PacketPage, PacketSent } from './packets.ts';
export type { FieldToSend, PacketToSend } from './packet-sealing.ts';
export { answerPacket, openReceivedPacket } from './packet-opening.ts';
export type { ReceivedPacket } from './packet-opening.ts';
export { takeFromPacket } from './packet-taking.ts';
export type { FieldTaken } from './packet-taking.ts';
export {
  askForPacket,
  readPacketQuestions,
  takeBackQuestion,
  takeWord,
  vouchForPacket,
  witnessPacket,
} from './packet-asking.ts';
export type { PacketToAsk, WordTaken } from './packet-asking.ts';
export { noteHanded, noteReceipt, packetToFile } from './packet-outside.ts';
export type { PacketFile, PacketToHand } from './packet-outside.ts';
export {
  askAct,
  dropErased,
  endAct,
  openBreakGlass,
  readActWords,
  readDeskKeeping,
  readFileKeeping,
  reviewAct,
  secondAct,
} from './keeping.ts';
export type { ActToAsk } from './keeping.ts';
export { makeCopy } from './copy.ts';
export type { CopyToMake, MadeCopy } from './copy.ts';
export { readCopyFile } from './copy-page.ts';
export type { CopyWords } from './copy-page.ts';
export { leafOf } from './copy-proof.ts';
