/**
 * Keys, sealed entries, grants, cards, files and recovery, for browsers and Node alike.
 *
 * Everything here either gives a value or throws a {@link SealRefusal} with a stable code; any other throw
 * is a fault of the caller. Nothing here reads a clock, a disk or the network. Formats, byte for byte:
 * docs/formats.
 */
export { SEAL_REFUSALS, SealRefusal } from './refusal.ts';
export type { SealRefusalCode } from './refusal.ts';
export {
  concatBytes,
  equalBytes,
  fromBase64url,
  fromUtf8,
  randomBytes,
  toBase64url,
  utf8,
} from './bytes.ts';
export type { Bytes } from './bytes.ts';
export { canonicalJson } from './canonical-json.ts';
export { sha256 } from './derive.ts';
export { generateSigningKey, sign, verify, verifyWithoutContext } from './signing.ts';
export type { KeyPair } from './signing.ts';
export { encryptionKeyFromSeed, generateEncryptionKey, unwrapWith, wrapTo } from './wrapping.ts';
export { openWithKey, sealWithKey } from './symmetric.ts';
export { drawerKey, newDropKey, newShare, openDropSecret } from './drawer.ts';
export type { DrawerKey, DrawerShares, DropKey } from './drawer.ts';
export type { EntryHeader } from './entry-header.ts';
export { openEntry, parseEntry, sealDroppedEntry, sealEntry, verifyEntry } from './entry.ts';
export type { EntryToDrop, EntryToOpen, EntryToSeal, ParsedEntry } from './entry.ts';
export { MAX_PAYLOAD, PADDED_SIZES } from './padding.ts';
export { GENESIS_HEAD, chainHead } from './chain.ts';
export { CARD_SIZE, openCard, openCards, sealCard } from './card.ts';
export type { CardPlace, SealedCard } from './card.ts';
export { openGrant, openRewrappedShare, rewrapShare, sealGrant } from './grant.ts';
export type { GrantPlace, GrantToSeal, RewrapPlace } from './grant.ts';
export { issueCertificate, verifyCertificate, verifyChain } from './certificate.ts';
export type {
  Certificate,
  CertificateKind,
  CertificateToIssue,
  VerifiedChain,
} from './certificate.ts';
export { lookupToken, newSignInCard, parseSignInCard } from './sign-in-card.ts';
export type { SignInCard } from './sign-in-card.ts';
export { openMemberKeys, sealMemberKeys } from './member-keys.ts';
export type { MemberKeys, MemberLock } from './member-keys.ts';
export { openDeskKeys, sealDeskKeys } from './desk-keys.ts';
export type { DeskKeys, DeskKeysPlace } from './desk-keys.ts';
export { formatReceipt, newReceipt, parseReceipt, receiptKeys } from './receipt.ts';
export type { Receipt, ReceiptKeys } from './receipt.ts';
export {
  FEWEST_PAGE_BITS,
  newPageKey,
  newPageSalt,
  openPage,
  openPageSeed,
  pageKeys,
  pageNumber,
  publicPageKey,
  readSecondSecret,
  sealPage,
  sealPageSeed,
  secondSecretBits,
} from './my-page.ts';
export type { PageKeys, PageToOpen, PageToSeal, SecondSecret } from './my-page.ts';
export { generateFileIdentity, openFile, sealFile } from './file.ts';
export type { FileIdentity, FileKey, FileLock } from './file.ts';
export {
  openPacketHolderShare,
  openPacketItems,
  openPacketNodeShare,
  packetContentHash,
  sealPacket,
} from './packet.ts';
export type {
  PacketField,
  PacketToOpen,
  PacketToSeal,
  SealedItem,
  SealedPacket,
} from './packet.ts';
export { signStatement, verifyStatement } from './statement.ts';
export { signAuthorisation, verifyAuthorisation } from './authorisation.ts';
export type { SignedAuthorisation } from './authorisation.ts';
