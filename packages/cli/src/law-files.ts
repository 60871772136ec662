import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { isScenarioFile, parsePacks, parseScenario } from '@amparo/law';
import type { LawError, PackFile, Packs, ParsedPacks, Scenario } from '@amparo/law';
import { isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { Alias, Document } from 'yaml';
import { parseAmended } from './law-amend.ts';

/** The folder of packs that ships with the project. */
export const LAW_PACKS = resolve(import.meta.dirname, '../../../law-packs');

export type LoadedLaw =
  | {
      readonly ok: true;
      readonly packs: Packs;
      readonly scenarios: readonly Scenario[];
      readonly files: readonly PackFile[];
      /** What may be a slip and stops nothing. */
      readonly doubts: readonly LawError[];
    }
  | { readonly ok: false; readonly errors: readonly LawError[] };

/**
 * Loads every pack and scenario below a folder.
 *
 * Shape: each `.yaml` file is one `PackFile`, named relative to the folder, in alphabetical order.
 * Refuses with every error of every file: `pack/yaml` for what is not YAML, then what `parsePacks`
 * and `parseScenario` refuse. Throws when the folder cannot be read.
 */
export async function loadLaw(folder: string = LAW_PACKS): Promise<LoadedLaw> {
  const errors: LawError[] = [];
  const files: PackFile[] = [];
  for (const path of await listYaml(folder)) {
    const read = readYaml(relative(folder, path), await readFile(path, 'utf8'));
    if (read.ok) files.push(read.file);
    else errors.push(...read.errors);
  }
  if (errors.length > 0) return { ok: false, errors };
  const parsed = parsePacks(files);
  const scenarios = files.filter((file) => isScenarioFile(file.content)).map(parseScenario);
  for (const scenario of scenarios) if (!scenario.ok) errors.push(...scenario.errors);
  if (!parsed.ok) errors.push(...parsed.errors);
  if (!parsed.ok || errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    packs: parsed.packs,
    scenarios: scenarios.flatMap((scenario) => (scenario.ok ? [scenario.scenario] : [])),
    files,
    doubts: parsed.doubts,
  };
}

/** A change of the law: another folder of packs, or an amendment laid over them. */
export interface Change {
  readonly to: string | undefined;
  readonly amend: string | undefined;
}

export type TwoLoaded =
  | { readonly ok: true; readonly before: Packs; readonly after: Packs }
  | { readonly ok: false; readonly errors: readonly LawError[] };

/**
 * Loads the law as it is and as it would be; refuses as `loadLaw` does, and what `parseAmended` refuses.
 * Throws when a folder or the amendment cannot be read.
 */
export async function loadTwoLaws(folder: string | undefined, change: Change): Promise<TwoLoaded> {
  const before = await loadLaw(folder);
  if (!before.ok) return before;
  const after =
    change.amend === undefined
      ? await loadLaw(change.to)
      : await loadAmended(before.files, change.amend);
  return after.ok ? { ok: true, before: before.packs, after: after.packs } : after;
}

async function loadAmended(files: readonly PackFile[], path: string): Promise<ParsedPacks> {
  const read = readYaml(path, await readFile(path, 'utf8'));
  return read.ok ? parseAmended(files, read.file) : read;
}

/** Every pack file below a folder, in alphabetical order. */
export async function listYaml(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

type ReadYaml =
  | { readonly ok: true; readonly file: PackFile }
  | { readonly ok: false; readonly errors: readonly LawError[] };

/** Reads one YAML text and keeps the lines, so that an error can say where it is. */
function readYaml(file: string, text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      ok: false,
      errors: document.errors.map((error) => ({
        code: 'pack/yaml',
        file,
        line: lines.linePos(error.pos[0]).line,
        path: '',
        message: 'This is not YAML that can be read.',
        remedy: error.message.split('\n')[0] ?? '',
      })),
    };
  }
  const lineOf = (path: readonly (string | number)[]): number | undefined => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range !== null && node.range !== undefined) {
        return lines.linePos(node.range[0]).line;
      }
    }
    return undefined;
  };
  const alias = findBrokenAlias(document);
  if (alias !== undefined) {
    return { ok: false, errors: [wordAlias(file, alias, lines)] };
  }
  return { ok: true, file: { file, content: document.toJS() as unknown, lineOf } };
}

/** An alias such as `*name` that no anchor `&name` before it gives a meaning. */
function findBrokenAlias(document: Document.Parsed): Alias | undefined {
  let broken: Alias | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      broken = alias;
      return visit.BREAK;
    },
  });
  return broken;
}

function wordAlias(file: string, { source, range }: Alias, lines: LineCounter): LawError {
  return {
    code: 'pack/yaml',
    file,
    ...(range == null ? {} : { line: lines.linePos(range[0]).line }),
    path: '',
    message: `"*${source}" repeats something that is nowhere called "&${source}" before it in this file.`,
    remedy: `Write "&${source}" where the part to repeat first stands, or write the part out.`,
  };
}
