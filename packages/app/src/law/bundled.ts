/** The law packs that were built into this release (without the scenarios, which test them), parsed once. Loaded only when something asks. */
import { parse } from 'yaml';
import type { Packs } from '@amparo/law';
import { makeHeldLaw, readPacks } from './held-law.ts';
import type { HeldLaw, LawFileText } from './held-law.ts';

const texts = import.meta.glob<string>(
  ['../../../../law-packs/**/*.yaml', '!../../../../law-packs/scenarios/**'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

const ROOT = '../../../../law-packs/';

/** Reads the packs. Throws when a pack of this release is broken: the build tests them. */
export function readBundledPacks(): Packs {
  return readPacks(listTexts(), parse);
}

/** Reads the packs and names their release. Throws as `readBundledPacks` does. */
export function readBundledLaw(): Promise<HeldLaw> {
  return makeHeldLaw(listTexts(), parse);
}

function listTexts(): readonly LawFileText[] {
  return Object.entries(texts).map(([path, text]) => ({ file: path.slice(ROOT.length), text }));
}
