/** The built files of the portal, as the workers serve them. */
import { readFileSync } from 'node:fs';
import { LANGUAGES } from '@amparo/casework/reports';
import type { PageFiles } from './pages/page.ts';

/** Where {@link buildPortal} writes. */
export const BUILT = new URL('../../dist/portal/', import.meta.url);

/** One file: its content comes plain and compressed, under a name made from its hash. */
export interface BuiltFile {
  readonly path: string;
  readonly type: string;
  /** `sha384-…`, for the `integrity` of whoever loads it. */
  readonly integrity: string;
}

/** What the build wrote, in `manifest.json`. */
export interface Manifest {
  readonly exitScript: string;
  /** Base64 SHA-256 of the exit script. */
  readonly exitScriptHash: string;
  readonly style: BuiltFile;
  readonly sealing: BuiltFile;
  readonly stretch: BuiltFile;
  readonly words: Readonly<Record<(typeof LANGUAGES)[number], BuiltFile>>;
  /** The name of the file with the law packs. */
  readonly law: string;
}

interface ServedFile {
  readonly type: string;
  readonly plain: Uint8Array;
  readonly brotli: Uint8Array;
}

export interface BuiltPortal {
  readonly files: PageFiles;
  readonly exitScriptHash: string;
  readonly served: ReadonlyMap<string, ServedFile>;
}

function readManifest(): Manifest {
  try {
    return JSON.parse(readFileSync(new URL('manifest.json', BUILT), 'utf8')) as Manifest;
  } catch (cause) {
    throw new Error('The portal is not built yet: call buildPortal() first.', { cause });
  }
}

/** Loads every built file into memory. Throws when one is missing. */
export function loadBuiltPortal(): BuiltPortal {
  const manifest = readManifest();
  const { style, sealing, stretch, words } = manifest;
  const served = [style, sealing, stretch, ...Object.values(words)].map(
    ({ path, type }) => [path, loadFile(path, type)] as const,
  );
  const paths = LANGUAGES.map((language) => [language, words[language].path] as const);
  return {
    files: {
      style: style.path,
      exitScript: manifest.exitScript,
      script: sealing,
      stretch,
      words: Object.fromEntries(paths) as PageFiles['words'],
    },
    exitScriptHash: manifest.exitScriptHash,
    served: new Map(served),
  };
}

/** The law packs as built, for a worker that opens them. Throws when they are missing. */
export function loadBuiltLaw(): Uint8Array {
  return readFileSync(new URL(readManifest().law, BUILT));
}

function loadFile(path: string, type: string): ServedFile {
  const file = new URL(`.${path}`, BUILT);
  return { type, plain: readFileSync(file), brotli: readFileSync(`${file.pathname}.br`) };
}
