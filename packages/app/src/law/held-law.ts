/** A release of the law on this device: its packs, and the text that names it (docs/formats/law-release.md). */
import { compareVersions, formatRelease, makeRelease, parsePacks } from '@amparo/law';
import type { LawRelease, PackFile, Packs } from '@amparo/law';
import type { ReleaseName } from '@amparo/casework/plan';

/** One file of the law as it was written. */
export interface LawFileText {
  readonly file: string;
  readonly text: string;
}

/** What a device has of one release. `texts` is what it keeps, so that it can be read again later. */
export interface HeldLaw extends ReleaseName {
  readonly packs: Packs;
  readonly of: LawRelease;
  readonly texts: readonly LawFileText[];
}

/**
 * Reads a release from its files and names it. The name is of what a device needs: scenarios, which test the
 * law, are not part of it. Its day is that of the newest pack. Throws when a pack is broken.
 */
export async function makeHeldLaw(
  texts: readonly LawFileText[],
  parse: (text: string) => unknown,
): Promise<HeldLaw> {
  const packs = readPacks(texts, parse);
  const hashed = await Promise.all(
    texts.map(async ({ file, text }) => ({ file, hash: await hashOf(text) })),
  );
  const release = packs.packs.map(({ version }) => version).reduce(later, '0001-01-01');
  const of = makeRelease(packs, hashed, { version: release });
  return { release, digest: await hashOf(formatRelease(of)), packs, of, texts };
}

/** Reads packs from their files. Throws when one is broken. */
export function readPacks(texts: readonly LawFileText[], parse: (text: string) => unknown): Packs {
  const files = texts.map(({ file, text }): PackFile => ({ file, content: parse(text) }));
  const parsed = parsePacks(files);
  if (parsed.ok) return parsed.packs;
  const [first] = parsed.errors;
  throw new Error(`Law packs: ${first?.file ?? ''} ${first?.path ?? ''} ${first?.message ?? ''}`);
}

function later(one: string, other: string): string {
  return compareVersions(one, other) < 0 ? other : one;
}

async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

/** The packs of which a file differs between two releases, by their id; newly added ones included. */
export function listChangedPacks(before: LawRelease, after: LawRelease): readonly string[] {
  const old = new Map(before.files.map(({ file, hash }) => [file, hash]));
  const now = new Map(after.files.map(({ file, hash }) => [file, hash]));
  const differ = [...new Set([...old.keys(), ...now.keys()])].filter(
    (file) => old.get(file) !== now.get(file),
  );
  const folders = new Set(differ.map((file) => file.split('/')[0] ?? ''));
  return after.packs.map(({ id }) => id).filter((id) => folders.has(id));
}
