export { fromBase64, fromBase64Url, toBase64, toBase64Url } from './base64.ts';
export { canonicalJson } from './canonical-json.ts';
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { Frontier, type TreeNode } from './frontier.ts';
export {
  COSIGNATURE_V1,
  ED25519,
  formatVerifierKey,
  isKeyName,
  type KeyAlg,
  keyId,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
} from './key.ts';
export { formatLeaf, type Leaf, makeLeaf, openLeaf, parseLeaf, SALT_BYTES } from './leaf.ts';
export {
  HASH_BYTES,
  type Hash,
  leafHash,
  nodeHash,
  type NodePlace,
  type NodeReader,
  rootHash,
  treeNodes,
} from './merkle-tree.ts';
export {
  cosignNote,
  formatNote,
  formatSignatureLine,
  type Note,
  type NoteSignature,
  type NoteSigner,
  openNote,
  parseNote,
  parseSignatureLine,
  signNote,
  type VerifiedSignature,
  verifyNote,
  type VerifySignature,
} from './note.ts';
export {
  type ConsistencyClaim,
  consistencyNodes,
  consistencyProof,
  type InclusionClaim,
  inclusionNodes,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts';
export { LedgerRefusal, type LedgerRefusalCode } from './refusal.ts';
export {
  formatEntryBundle,
  formatTile,
  parseEntryBundle,
  parseTile,
  parseTilePath,
  type Tile,
  TILE_WIDTH,
  type TileLevel,
  tileNodes,
  tilePath,
  tilesFor,
  tilesHolding,
  tileWidth,
} from './tile.ts';
export { TileWriter, type WrittenTile } from './tile-writer.ts';
export {
  CHECKPOINT_FILE,
  KEY_FILE,
  type LogFiles,
  OPENINGS_FILE,
  WITNESSES_FILE,
} from './verify/files.ts';
export type { VerifyOptions } from './verify/head.ts';
export { formatOpenings, type Opening } from './verify/opening.ts';
export {
  LOG_PROBLEM_CODES,
  type LogProblem,
  type LogProblemCode,
  type LogReport,
} from './verify/report.ts';
export { verifyLog } from './verify/verify-log.ts';
export {
  type AddCheckpoint,
  type CosignDecision,
  type CosignRefusal,
  decideCosign,
  formatAddCheckpoint,
  mayCosign,
  parseAddCheckpoint,
  type WitnessView,
} from './witness.ts';
