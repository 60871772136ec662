/**
 * Which release of the law this node has pinned. It is read when the node starts: signed by somebody whom the
 * operator trusts, the law that lies here byte for byte, and never an earlier one than before.
 */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decidePin, type LawPin } from '@amparo/casework/law-pins';
import { type LawRelease, parseRelease, type ReleaseFile } from '@amparo/law';
import { LedgerRefusal, openNote, parseNote } from '@amparo/ledger';
import { verifyWithoutContext } from '@amparo/seal';
import { sha256 } from '../bytes.ts';
import type { NodeConfig } from '../config.ts';
import type { Database } from '../db/handle.ts';
import { recordLeaf } from '../ledger/index.ts';
import { ok } from '../outcome.ts';
import { StartRefusal } from '../refusal.ts';
import { findLastPin, insertPin, type LawPinRow } from './store.ts';

export interface PinDeps {
  /** As `amparo_keeper`. */
  readonly keeper: Database;
  readonly config: Pick<NodeConfig, 'lawRelease' | 'lawKeys'>;
  readonly now: Date;
}

const LAW_PACKS = fileURLToPath(new URL('../../../../law-packs/', import.meta.url));

/**
 * Pins the release that the operator names; null where none is named, and then every screen says so.
 *
 * Refuses: `StartRefusal` `law/unreadable`, `law/unsigned`, `law/older` than one that this node ever pinned, and
 * `law/other` when the law that lies here is not the one that was signed.
 */
export async function settleLawPin({ keeper, config, now }: PinDeps): Promise<LawPin | null> {
  if (config.lawRelease === null) return null;
  const before = await findLastPin(keeper.as({ kind: 'keeper' }));
  const note = await readNote(config.lawRelease);
  const signed = await openRelease(note, config.lawKeys);
  const decision = decidePin({
    signed,
    here: await hashLaw(),
    before: before === undefined ? null : releaseOf(before),
  });
  if (decision.state === 'older') {
    throw new StartRefusal(
      'law/older',
      `The release of the law ${signed.version} is not later than the one that this node has pinned.`,
    );
  }
  if (decision.state === 'other') {
    throw new StartRefusal(
      'law/other',
      `The law that lies here is not the release ${signed.version} that was signed: ${decision.file} differs.`,
    );
  }
  const row = before?.note === note ? before : await keepPin(keeper, note, now);
  return { note, keys: [...config.lawKeys], pinnedAt: row.pinned_at.toISOString() };
}

async function keepPin(keeper: Database, note: string, now: Date): Promise<LawPinRow> {
  const kept = await keeper.as({ kind: 'keeper' }).commit(async (tx) => {
    const row = await insertPin(tx, note, now);
    await recordLeaf(tx, { kind: 'law-pinned', now, about: { object: row.pin } });
    return ok(row);
  });
  if (!kept.ok) throw new Error(kept.refusal.code);
  return kept.value;
}

async function readNote(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new StartRefusal('law/unreadable', `The release of the law ${path} cannot be read.`);
  }
}

async function openRelease(note: string, keys: readonly string[]): Promise<LawRelease> {
  try {
    const { text } = await openNote(note, keys, { hash: sha256, verify: verifyWithoutContext });
    return readRelease(text);
  } catch (error) {
    if (!(error instanceof LedgerRefusal)) throw error;
    throw new StartRefusal(
      'law/unsigned',
      'No key of AMPARO_LAW_KEYS signed the release of the law, or a signature on it does not hold.',
    );
  }
}

function readRelease(text: string): LawRelease {
  const read = parseRelease(text);
  if (read.ok) return read.release;
  throw new StartRefusal('law/unreadable', `This is no release of the law. ${read.message}`);
}

/** What was pinned was read when it was. */
function releaseOf({ note }: LawPinRow): LawRelease {
  return readRelease(parseNote(note).text);
}

async function hashLaw(): Promise<ReleaseFile[]> {
  const names = await readdir(LAW_PACKS, { recursive: true });
  return Promise.all(
    names
      .filter((name) => name.endsWith('.yaml'))
      .map(async (file) => ({
        file,
        hash: sha256(await readFile(`${LAW_PACKS}${file}`)).toString('base64'),
      })),
  );
}
