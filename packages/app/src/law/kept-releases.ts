/** Earlier releases of the law, kept on this device so that a file stays under the one it stands under. */
import type { ReleaseName } from '@amparo/casework/plan';
import type { SealedStore } from '../client/store.ts';
import { makeHeldLaw } from './held-law.ts';
import type { HeldLaw, LawFileText } from './held-law.ts';

interface Kept extends ReleaseName {
  readonly texts: readonly LawFileText[];
}

/** The releases that a device has, newest last; more would be old law that nobody accepted anew. */
const MOST_KEPT = 4;
const LIST = 'law-releases';

/** Keeps a release; of more than four the one kept longest goes. */
export async function keepRelease(store: SealedStore, law: HeldLaw): Promise<void> {
  const names = await listReleases(store);
  if (names.some(({ digest }) => digest === law.digest)) return;
  const { release, digest, texts } = law;
  await store.put('profile', shelfName(digest), { release, digest, texts } satisfies Kept);
  const all = [...names, { release, digest }];
  const gone = all.slice(0, Math.max(0, all.length - MOST_KEPT));
  for (const old of gone) await store.delete('profile', shelfName(old.digest));
  await store.put('profile', LIST, all.slice(gone.length));
}

/** The releases that this device keeps. */
export async function listReleases(store: SealedStore): Promise<readonly ReleaseName[]> {
  return (await store.get<readonly ReleaseName[]>('profile', LIST)) ?? [];
}

/** Reads a kept release again; undefined where this device has it no longer, or it reads as something else. */
export async function findRelease(
  store: SealedStore,
  digest: string,
): Promise<HeldLaw | undefined> {
  const kept = await store.get<Kept>('profile', shelfName(digest));
  if (kept === undefined) return undefined;
  const { parse } = await import('yaml');
  const law = await makeHeldLaw(kept.texts, parse);
  return law.digest === digest ? law : undefined;
}

/** The release under which this device first showed a file that nobody accepted one for. */
export function findStanding(store: SealedStore, file: string): Promise<ReleaseName | undefined> {
  return store.get<ReleaseName>('profile', `law-of/${file}`);
}

/** Remembers under which release this device shows a file. */
export function keepStanding(
  store: SealedStore,
  file: string,
  { release, digest }: ReleaseName,
): Promise<void> {
  return store.put('profile', `law-of/${file}`, { release, digest });
}

function shelfName(digest: string): string {
  return `law-release/${digest}`;
}
