import { fromBase64Url, toBase64Url } from '../base64.ts';
import { textOf, utf8 } from '../bytes.ts';
import { canonicalJson } from '../canonical-json.ts';
import { openLeaf, parseLeaf, SALT_BYTES } from '../leaf.ts';
import type { Hash } from '../merkle-tree.ts';
import { LedgerRefusal } from '../refusal.ts';
import { OPENINGS_FILE } from './files.ts';
import type { Findings } from './report.ts';

/** What makes one leaf readable: its number, its salt, and the detail it commits to. */
export type Opening = {
  readonly index: number;
  readonly salt: Uint8Array;
  readonly detail: unknown;
};

/** The `openings.jsonl` of an export: a line of canonical JSON for each opening. */
export function formatOpenings(openings: readonly Opening[]): Uint8Array {
  return utf8(openings.map((opening) => `${formatOpening(opening)}\n`).join(''));
}

/** Reads openings, by leaf number. Lines that are not exactly as written, or out of order, are reported. */
export function readOpenings(
  bytes: Uint8Array | undefined,
  findings: Findings,
): Map<number, Opening> {
  const openings = new Map<number, Opening>();
  let last = -1;
  const lines = splitLines(bytes ?? new Uint8Array(0), findings);
  lines.forEach((line, at) => {
    const opening = parseOpening(line);
    if (opening === undefined || opening.index <= last) {
      findings.add('log/malformed', `${OPENINGS_FILE}:${at + 1}`);
      return;
    }
    last = opening.index;
    openings.set(opening.index, opening);
  });
  return openings;
}

/** Whether an entry of the log is a leaf that this opening opens. */
export function isOpenedBy(hash: Hash, entry: Uint8Array, opening: Opening): boolean {
  try {
    return openLeaf(hash, parseLeaf(entry), opening.salt, opening.detail);
  } catch (error) {
    if (error instanceof LedgerRefusal) return false;
    throw error;
  }
}

function formatOpening({ index, salt, detail }: Opening): string {
  return canonicalJson({ index, salt: toBase64Url(salt), detail });
}

function splitLines(bytes: Uint8Array, findings: Findings): string[] {
  try {
    const lines = textOf(bytes, 'leaf/malformed').split('\n');
    if (lines.pop() !== '') findings.add('log/malformed', OPENINGS_FILE);
    return lines;
  } catch (error) {
    if (!(error instanceof LedgerRefusal)) throw error;
    findings.add('log/malformed', OPENINGS_FILE);
    return [];
  }
}

function parseOpening(line: string): Opening | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    const { index, salt: encoded, detail } = value as Record<keyof Opening, unknown>;
    const salt = typeof encoded === 'string' ? fromBase64Url(encoded) : undefined;
    if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0) return undefined;
    if (salt?.length !== SALT_BYTES || detail === undefined) return undefined;
    return formatOpening({ index, salt, detail }) === line ? { index, salt, detail } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof LedgerRefusal) return undefined;
    throw error;
  }
}
