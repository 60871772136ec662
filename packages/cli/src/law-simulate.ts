/** `amparo law simulate`: how many people a change of the law would reach. */
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { Worker } from 'node:worker_threads';
import { UsageError } from './command.ts';
import { loadTwoLaws } from './law-files.ts';
import type { Change } from './law-files.ts';
import { checkExtents, EXIT_INPUT, refuse, report } from './law-output.ts';
import type { LawOptions } from './law-output.ts';
import { addPerson, makeTwoLaws, mergeTally, newTally } from './law-tally.ts';
import type { Tally } from './law-tally.ts';

export interface SimulateOptions extends LawOptions, Change {
  /** A file with one person a line, or "-"; invented people without it. */
  readonly facts: string | undefined;
  readonly people: number;
  readonly seed: number;
}

/** What one thread is asked to count. */
export interface Share {
  readonly packs: string | undefined;
  readonly change: Change;
  readonly asOf: string;
  readonly extents: readonly string[] | undefined;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

/** Fewer people than this are counted at once, without threads. */
const SHARE = 5000;

/** Counts, prints, and gives the exit code; nothing about a single person is printed. */
export async function simulate(options: SimulateOptions): Promise<number> {
  if ((options.to === undefined) === (options.amend === undefined)) {
    throw new UsageError('Which change? Give --to FOLDER or --amend FILE.');
  }
  const laws = await loadTwoLaws(options.packs, options);
  if (!laws.ok) return refuse(laws.errors, options);
  checkExtents(laws.before, options.extents ?? []);
  const two = makeTwoLaws(laws.before, laws.after, options.asOf);
  if (options.facts === undefined) {
    const tally = await countInvented(options);
    return print(tally, options);
  }
  const tally = newTally();
  let line = 0;
  for await (const text of readLines(options.facts)) {
    line += 1;
    if (text.trim() === '') continue;
    const problem = addLine(tally, two, text);
    if (problem === undefined) continue;
    process.stderr.write(`${options.facts}:${String(line)}\n  ${problem}\n`);
    return EXIT_INPUT;
  }
  return print(tally, options);
}

function readLines(path: string): AsyncIterable<string> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  return createInterface({ input, crlfDelay: Infinity });
}

function addLine(
  tally: Tally,
  laws: ReturnType<typeof makeTwoLaws>,
  text: string,
): string | undefined {
  let facts: unknown;
  try {
    facts = JSON.parse(text);
  } catch {
    return 'This line is not JSON. Write one person a line.';
  }
  return addPerson(tally, laws, facts);
}

/** Invents and counts people, on several threads when there are many. */
export async function countInvented(
  options: Pick<SimulateOptions, 'packs' | 'to' | 'amend' | 'asOf' | 'extents' | 'seed' | 'people'>,
  threads: number = Math.min(4, availableParallelism()),
): Promise<Tally> {
  const { packs, to, amend, asOf, extents, seed, people } = options;
  const workers = Math.max(1, Math.min(threads, Math.ceil(people / SHARE)));
  const each = Math.ceil(people / workers);
  const shares = Array.from({ length: workers }, (_, index): Share => {
    const from = index * each;
    const change = { to, amend };
    const count = Math.max(0, Math.min(each, people - from));
    return { packs, change, asOf, extents, seed, from, count };
  });
  const tally = newTally();
  for (const counted of await Promise.all(shares.map(countInThread))) mergeTally(tally, counted);
  return tally;
}

function countInThread(share: Share): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./law-simulate-worker.ts', import.meta.url), {
      workerData: share,
    });
    worker.once('message', (tally: Tally) => {
      resolve(tally);
    });
    worker.once('error', reject);
  });
}

function print(tally: Tally, options: SimulateOptions): number {
  const rules = [...tally.rules]
    .filter(([, { gained, lost }]) => gained + lost > 0)
    .map(([key, counts]) => {
      const [provision = '', jurisdiction = ''] = key.split(' ');
      return { provision, jurisdiction, ...counts };
    })
    .sort((one, other) => other.gained + other.lost - (one.gained + one.lost));
  const { people, gained, lost } = tally;
  const invented = options.facts === undefined ? { seed: options.seed } : null;
  const json = { asOf: options.asOf, people, invented, gained, lost, rules };
  return report(options, wordTally(json), json);
}

function wordTally(result: {
  readonly people: number;
  readonly invented: { readonly seed: number } | null;
  readonly gained: number;
  readonly lost: number;
  readonly rules: readonly {
    readonly provision: string;
    readonly jurisdiction: string;
    readonly before: number;
    readonly after: number;
    readonly gained: number;
    readonly lost: number;
  }[];
}): string {
  const { people, invented, gained, lost, rules } = result;
  const whom = invented === null ? 'people' : 'invented people';
  const lines = rules.map(
    (rule) =>
      `  ${rule.provision} in ${rule.jurisdiction}: engaged for ${String(rule.before)} before, ${String(rule.after)} after; ${String(rule.gained)} gain it, ${String(rule.lost)} lose it`,
  );
  const note =
    invented === null
      ? []
      : [
          `They were drawn by chance from the vocabulary (seed ${String(invented.seed)}): this compares two texts, and says nothing about how many people there are.`,
        ];
  return `${[
    `Of ${String(people)} ${whom}, the change would reach ${String(gained)} with something that does not reach them now; ${String(lost)} would lose something.`,
    ...lines,
    ...note,
  ].join('\n')}\n`;
}
