/** The law packs of this release as a worker needs them: parsed and checked when the portal is built. */
import { readdirSync, readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { parsePacks } from '@amparo/law';
import type { PackFile, Packs } from '@amparo/law';

const LAW_PACKS = new URL('../../../../../law-packs/', import.meta.url);

/**
 * Reads every pack of this release; the scenarios, which test them, are no law.
 *
 * Shape: parsed packs as bytes of the structured clone algorithm, which keeps maps; reading them
 * takes some milliseconds where parsing the texts takes a second. Throws when a pack is broken.
 */
export async function buildLaw(): Promise<Uint8Array> {
  // A node that only serves does not need the parser in memory.
  const { parse } = await import('yaml');
  const names = readdirSync(LAW_PACKS, { recursive: true, encoding: 'utf8' }).toSorted();
  const files = names
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('scenarios/'))
    .map((file): PackFile => ({ file, content: parse(readText(file)) as unknown }));
  const parsed = parsePacks(files);
  if (!parsed.ok) {
    const [first] = parsed.errors;
    throw new Error(`Law packs: ${first?.file ?? ''} ${first?.path ?? ''} ${first?.message ?? ''}`);
  }
  return serialize(parsed.packs);
}

function readText(file: string): string {
  return readFileSync(new URL(file, LAW_PACKS), 'utf8');
}

/** The packs of bytes that {@link buildLaw} made on this machine; of nothing else. */
export function openLaw(bytes: Uint8Array): Packs {
  return deserialize(bytes) as Packs;
}
