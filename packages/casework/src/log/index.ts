export { readAccessLog, readOpenings } from './contract.ts';
export { AccessRecord, LEAF_KINDS, LeafDetail, LeafKind } from './model.ts';
