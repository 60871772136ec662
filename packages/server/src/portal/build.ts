/** Builds what browsers load: two scripts, one stylesheet, the words. Everything else runs unbuilt. */
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { LANGUAGES } from '@amparo/casework/reports';
import { BUILT } from './built-files.ts';
import type { BuiltFile, Manifest } from './built-files.ts';
import { readCatalogue } from './catalogues.ts';
import { buildLaw } from './rights/built-law.ts';

const HERE = new URL('./', import.meta.url);
/** Files of earlier builds stay this long, for pages that are still open. */
const KEEP_MILLISECONDS = 24 * 3_600_000;

/**
 * Builds the portal into `packages/server/dist/portal`.
 *
 * Shape: file names come from the content, so that a build can run beside a portal that is in use;
 * the manifest is replaced last, at once. The same sources give the same bytes.
 */
export async function buildPortal(): Promise<void> {
  mkdirSync(BUILT, { recursive: true });
  const exitScript = await bundle('exit');
  const words = LANGUAGES.map((language) => {
    const compact = JSON.stringify(JSON.parse(readCatalogue(language)));
    return [language, writeHashed('w', 'json', compact)] as const;
  });
  const manifest: Manifest = {
    exitScript,
    exitScriptHash: createHash('sha256').update(exitScript).digest('base64'),
    style: writeHashed('s', 'css', compactStyle(STYLES.map(readStyle).join('\n'))),
    sealing: writeHashed('a', 'js', await bundle('sealing')),
    stretch: writeHashed('b', 'js', await bundle('stretch')),
    words: Object.fromEntries(words) as Manifest['words'],
    law: writeLaw(await buildLaw()),
  };
  removeOld();
  writeAtOnce('manifest.json', JSON.stringify(manifest));
}

/** One script of `browser/`, with everything it imports, as one classic script. */
async function bundle(name: 'exit' | 'sealing' | 'stretch'): Promise<string> {
  // A node that only serves does not need the bundler in memory.
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    root: fileURLToPath(HERE),
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL(`browser/${name}.ts`, HERE)),
        name: 'portal',
        formats: ['iife'],
      },
    },
  });
  // Without `watch` there is one output for each format.
  const outputs = Array.isArray(result) ? result.flatMap(({ output }) => output) : [];
  const [chunk] = outputs;
  if (outputs.length !== 1 || chunk?.type !== 'chunk') throw new Error(`${name} is not one script`);
  return chunk.code.trim();
}

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;

function writeHashed(letter: string, ending: keyof typeof TYPES, content: string): BuiltFile {
  const bytes = Buffer.from(content, 'utf8');
  const hash = createHash('sha384').update(bytes);
  const integrity = `sha384-${hash.copy().digest('base64')}`;
  const name = `${letter}.${hash.digest('hex').slice(0, 16)}.${ending}`;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeAtOnce(name, bytes);
  writeAtOnce(`${name}.br`, brotliCompressSync(bytes, quality));
  return { path: `/${name}`, type: TYPES[ending], integrity };
}

/** The law is served to nobody: only workers read it. */
function writeLaw(bytes: Uint8Array): string {
  const name = `l.${createHash('sha384').update(bytes).digest('hex').slice(0, 16)}.bin`;
  writeAtOnce(name, bytes);
  return name;
}

function writeAtOnce(name: string, content: string | Uint8Array): void {
  const draft = new URL(`.${name}.${String(process.pid)}`, BUILT);
  writeFileSync(draft, content);
  renameSync(draft, new URL(name, BUILT));
}

/** In this order: what comes later may overrule what came before. */
const STYLES = [
  'tokens',
  'leaving',
  'controls',
  'writing',
  'pages',
  'consent',
  'rights',
  'screens',
] as const;

function readStyle(name: (typeof STYLES)[number]): string {
  return readFileSync(new URL(`style/${name}.css`, HERE), 'utf8');
}

function compactStyle(style: string): string {
  return style
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

function removeOld(): void {
  for (const name of readdirSync(BUILT)) {
    const file = new URL(name, BUILT);
    if (Date.now() - statSync(file).mtimeMs > KEEP_MILLISECONDS) rmSync(file, { force: true });
  }
}
