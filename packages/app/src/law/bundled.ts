/** The law packs that were built into this release (without the scenarios, which test them), parsed once. Loaded only when something asks. */
import { parsePacks } from '@amparo/law';
import type { PackFile, Packs } from '@amparo/law';
import { parse } from 'yaml';

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
  const files = Object.entries(texts).map(([path, text]): PackFile => ({
    file: path.slice(ROOT.length),
    content: parse(text) as unknown,
  }));
  const parsed = parsePacks(files);
  if (parsed.ok) return parsed.packs;
  const [first] = parsed.errors;
  throw new Error(`Law packs: ${first?.file ?? ''} ${first?.path ?? ''} ${first?.message ?? ''}`);
}
