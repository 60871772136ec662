export { readAccessLog, readOpenings } from './contract.ts';
export { AccessRecord, LEAF_KINDS, LeafDetail, LeafKind } from './model.ts';
export { explainRecord } from './words.ts';
export type { Sentence } from './words.ts';
