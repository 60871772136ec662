/** What every `amparo law` command shares: its options, how it answers and how it refuses. */
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { findPlaceProblem, parseFacts } from '@amparo/law';
import type { Facts, LawError, Packs } from '@amparo/law';
import { UsageError } from './command.ts';

export const EXIT_FAILED = 1;
export const EXIT_INPUT = 2;

/** The options that several commands read. */
export interface LawOptions {
  readonly json: boolean;
  readonly packs: string | undefined;
  readonly asOf: string;
  readonly extents: readonly string[] | undefined;
}

/** A day as YYYY-MM-DD, today without one; throws `UsageError` for a day that does not exist. */
export function readDay(value: string | undefined): string {
  const day = value ?? new Date().toISOString().slice(0, 10);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(day).toString() !== 'Invalid Date';
  if (isDay && new Date(day).toISOString().startsWith(day)) return day;
  throw new UsageError(`${day} is not a day that exists; write it as YYYY-MM-DD.`);
}

/** A whole number within bounds; throws `UsageError` for anything else. */
export function readNumber(
  name: string,
  value: string | undefined,
  at: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  if (value === undefined) return at.otherwise;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= at.least && number <= at.most) return number;
  throw new UsageError(
    `${name} must be a whole number from ${String(at.least)} to ${String(at.most)}.`,
  );
}

/** Refuses extents that have no legal system of their own, naming the ones to choose from. */
export function checkExtents(packs: Packs, extents: readonly string[]): void {
  for (const code of extents) {
    const problem = findPlaceProblem(packs.extents, code);
    if (problem !== undefined) throw new UsageError(`${problem.message} ${problem.remedy}`);
  }
}

/** Prints the answer, as JSON alone when asked, and gives the exit code. */
export function report(
  options: Pick<LawOptions, 'json'>,
  text: string,
  json: unknown,
  code = 0,
): number {
  process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : text);
  return code;
}

/** Prints what is wrong with the input, each with its place and a remedy. */
export function refuse(errors: readonly LawError[], options: Pick<LawOptions, 'json'>): number {
  process.stderr.write(wordErrors(errors));
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, errors }, null, 2)}\n`);
  return EXIT_INPUT;
}

/** Each error with its place, what is wrong, and what to do about it. */
export function wordErrors(errors: readonly LawError[]): string {
  const lines = errors.map((error) => {
    const line = error.line === undefined ? '' : `:${String(error.line)}`;
    const where = [`${error.file}${line}`, error.path].filter((part) => part !== '').join(' ');
    return `${where}\n  ${error.message}\n  ${error.remedy}\n`;
  });
  return lines.join('');
}

/** Reads one JSON file, or standard input for "-"; throws `UsageError` when it cannot. */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = path === '-' ? await readAll(process.stdin) : await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read.`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

/** Reads facts about one person and gives them to `act`; refuses with every error at once. */
export async function withFacts(
  packs: Packs,
  path: string,
  options: LawOptions,
  act: (packs: Packs, facts: Facts, options: LawOptions) => number,
): Promise<number> {
  checkExtents(packs, options.extents ?? []);
  const parsed = parseFacts(await readJson(path), packs);
  if (parsed.ok) return act(packs, parsed.facts, options);
  return refuse(
    parsed.errors.map((error) => ({ ...error, file: path })),
    options,
  );
}
