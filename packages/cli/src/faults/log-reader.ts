/** The log as an auditor reads it over the node's public files, with every signature and proof checked here. */
import type { Caller } from '@amparo/app/client';
import { readOpenings } from '@amparo/casework/log';
import type { AccessRecord } from '@amparo/casework/log';
import {
  consistencyProof,
  formatLeaf,
  fromBase64Url,
  makeLeaf,
  openNote,
  parseCheckpoint,
  parseEntryBundle,
  parseTile,
  TILE_WIDTH,
  tileNodes,
  tilePath,
  tilesFor,
  tileWidth,
  verifyConsistency,
} from '@amparo/ledger';
import type { NodeReader } from '@amparo/ledger';
import type { z } from 'zod';
import { noteCrypto, sha256 } from '../node-crypto.ts';
import { must } from './organisation.ts';

/** A checkpoint whose signature holds. */
export interface SignedHead {
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Reads a signed checkpoint. Throws when the log's key did not sign it, or it is of another log. */
export async function readHead(text: string, logKey: string): Promise<SignedHead> {
  const note = await openNote(text, [logKey], noteCrypto);
  const { origin, size, root } = parseCheckpoint(note.text);
  if (!note.signers.includes(origin))
    throw new Error(`a checkpoint of ${origin}, signed by another`);
  return { text, origin, size: Number(size), root };
}

/** The newest checkpoint, if the node answers; anybody may ask. */
export async function fetchCheckpoint(caller: Caller): Promise<string | undefined> {
  const answer = await caller.read('/api/log/checkpoint');
  return answer.ok ? new TextDecoder().decode(answer.value) : undefined;
}

/** The node's own tiles of one tree, all of them as they are published now. */
export async function fetchTree(caller: Caller, { size }: SignedHead): Promise<NodeReader> {
  const tiles = new Map<string, readonly Uint8Array[]>();
  for (const { level, index, width } of tilesFor(size)) {
    const bytes = must(await caller.read(`/api/log/${tilePath(level, index, width)}`));
    tiles.set(`${level}/${index}`, parseTile(bytes, width));
  }
  return tileNodes(sha256, (level, index) => tiles.get(`${level}/${index}`) ?? []);
}

/** Whether the tree of `newer` begins with the tree of `older`, by a proof over the tiles of `newer`. */
export function isContinuedBy(older: SignedHead, newer: SignedHead, nodes: NodeReader): boolean {
  if (older.origin !== newer.origin || older.size > newer.size) return false;
  if (older.size === newer.size) return Buffer.from(older.root).equals(newer.root);
  if (older.size === 0) return true;
  return verifyConsistency(
    sha256,
    { oldSize: older.size, newSize: newer.size, oldRoot: older.root, newRoot: newer.root },
    consistencyProof(sha256, nodes, older.size, newer.size),
  );
}

/** One opened leaf with its place in the log. */
export type OpenedLeaf = AccessRecord & { readonly index: number };

type Page = z.infer<typeof readOpenings.output>;

/** Openings from an index on, as an oversight desk may read them. */
export async function listOpenings(auditor: Caller, from: number): Promise<OpenedLeaf[]> {
  const found: OpenedLeaf[] = [];
  for (let at: number | null = from; at !== null;) {
    const page: Page = must(await auditor.call(readOpenings, { input: { from: at } }));
    for (const record of page.records) {
      if (record.index !== null) found.push({ ...record, index: record.index });
    }
    at = page.next;
  }
  return found;
}

/** The numbers of those leaves that are not what their opening says, by the entries that the node publishes. */
export async function listUnproved(
  caller: Caller,
  size: number,
  leaves: readonly OpenedLeaf[],
): Promise<number[]> {
  const bundles = new Map<number, readonly Uint8Array[]>();
  const wrong: number[] = [];
  for (const leaf of leaves) {
    const index = Math.floor(leaf.index / TILE_WIDTH);
    const bundle = bundles.get(index) ?? (await fetchBundle(caller, size, index));
    bundles.set(index, bundle);
    const published = Buffer.from(bundle[leaf.index % TILE_WIDTH] ?? []);
    if (!published.equals(leafOf(leaf))) wrong.push(leaf.index);
  }
  return wrong;
}

async function fetchBundle(caller: Caller, size: number, index: number): Promise<Uint8Array[]> {
  const path = tilePath('entries', index, tileWidth(size, 'entries', index));
  return parseEntryBundle(must(await caller.read(`/api/log/${path}`)));
}

/** Leaves show the hour only. */
function leafOf({ kind, time, salt, detail }: OpenedLeaf): Uint8Array {
  const event = { kind, time: `${time.slice(0, 13)}:00:00Z` };
  return formatLeaf(makeLeaf(sha256, event, fromBase64Url(salt) ?? new Uint8Array(0), detail));
}
