import { type Bytes } from '../bytes.ts';
import { GENESIS_HEAD } from '../chain.ts';
import { type DrawerKey, drawerKey, newShare } from '../drawer.ts';
import type { EntryHeader } from '../entry-header.ts';
import { SealRefusal, type SealRefusalCode } from '../refusal.ts';

/** A header of an entry in drawer `drawer-1`, version 1, with whatever a test changes. */
export function sampleHeader(changes: Partial<EntryHeader> = {}): EntryHeader {
  return {
    entry: 'entry-1',
    file: 'file-1',
    drawer: 'drawer-1',
    version: 1,
    author: 'member-1',
    device: 'device-1',
    time: '2026-03-01T09:30:00Z',
    seen: { position: 0, head: GENESIS_HEAD },
    checkpoint: { size: 7, root: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
    ...changes,
  };
}

/** A fresh key for `drawer-1`, version 1, or for another place. */
export function freshDrawer(place: Partial<DrawerKey> = {}): Promise<DrawerKey> {
  const { drawer = 'drawer-1', version = 1 } = place;
  return drawerKey({ holderShare: newShare(), nodeShare: newShare(), drawer, version });
}

/** The code with which something refused. A value instead of a refusal, or a fault, fails the test. */
export async function refusalOf(attempt: () => unknown): Promise<SealRefusalCode> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof SealRefusal) return error.code;
    throw error;
  }
  throw new Error('It gave a value where a refusal was expected.');
}

/** The same bytes with one bit of one byte changed. */
export function withFlippedBit(bytes: Bytes, at: number, bit = 0): Bytes {
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ (1 << bit);
  return changed;
}

export function fromHex(hex: string): Bytes {
  const digits = hex.replace(/\s/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
