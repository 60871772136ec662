export { commitReading, recordLeaf } from './leaf.ts';
export type { DurableReading } from './leaf.ts';
