import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { assess, explainFinding, findPlaceProblem, parseFacts, runScenario } from '@amparo/law';
import type { Assessment, Facts, LawError, Packs, Provision } from '@amparo/law';
import { readOptions, suggest, UsageError } from './command.ts';
import { loadLaw } from './law-files.ts';
import type { LoadedLaw } from './law-files.ts';

export const usage = `amparo law: which law protects this person, and what to ask next

Usage
  amparo law assess FACTS.json [--in EXTENT,…] [--as-of YYYY-MM-DD] [--json]
      says for every provision that may reach the person whether it is engaged
  amparo law questions FACTS.json [--as-of YYYY-MM-DD] [--json]
      lists what to ask next, the lightest and most useful first
  amparo law check [--packs FOLDER] [--json]     checks every pack and scenario file
  amparo law test [--packs FOLDER] [--json]      runs every scenario against the packs
  amparo law explain PROVISION                   prints one provision in plain words
  amparo law coverage [--json]                   lists every provision and how far it was checked

Options
  --in       show only these territories, for example GB-EAW,RO; it never adds one
  --as-of    the day on which the question is asked; today without it
  --packs    another folder of packs
  --json     JSON alone on standard output

FACTS.json holds facts about one person as in docs/formats/facts.md; "-" reads standard input.
Exit codes: 0 done, 1 an expectation failed, 2 the input cannot be used.
This is information for people who help. It is no legal advice.

Example
  amparo law assess facts.json --in GB-EAW --as-of 2026-03-20
`;

const EXIT_FAILED = 1;
const EXIT_INPUT = 2;

interface Options {
  readonly json: boolean;
  readonly packs: string | undefined;
  readonly asOf: string;
  readonly extents: readonly string[] | undefined;
}

const ACTIONS = ['assess', 'questions', 'check', 'test', 'explain', 'coverage'] as const;

/** Runs `amparo law`; throws `UsageError` when it was called wrongly. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    json: { type: 'boolean' },
    packs: { type: 'string' },
    in: { type: 'string' },
    'as-of': { type: 'string' },
  });
  const [action = '', argument, ...rest] = positionals;
  if (!ACTIONS.some((known) => known === action)) {
    throw new UsageError(`There is no action law ${action}.${suggest(action, ACTIONS)}`);
  }
  if (rest.length > 0) throw new UsageError(`${String(rest[0])} is one argument too many.`);
  const options: Options = {
    json: values.json === true,
    packs: values.packs,
    asOf: readDay(values['as-of']),
    extents: values.in?.split(',').map((code) => code.trim()),
  };
  const law = await loadLaw(options.packs);
  if (!law.ok) return refuse(law.errors, options);
  if (action === 'check') return report(options, checkSummary(law), { ok: true, errors: [] });
  if (action === 'test') return test(law, options);
  if (action === 'coverage') return coverage(law.packs, options);
  if (argument === undefined) {
    throw new UsageError(
      action === 'explain' ? 'Which provision? Give its id.' : 'Which facts? Give a file, or -.',
    );
  }
  if (action === 'explain') return explain(law.packs, argument, options);
  return withFacts(law.packs, argument, options, action === 'assess' ? printAssessment : ask);
}

function readDay(value: string | undefined): string {
  const day = value ?? new Date().toISOString().slice(0, 10);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(day).toString() !== 'Invalid Date';
  if (isDay && new Date(day).toISOString().startsWith(day)) return day;
  throw new UsageError(`${day} is not a day that exists; write it as YYYY-MM-DD.`);
}

function report(options: Options, text: string, json: unknown, code = 0): number {
  process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : text);
  return code;
}

function refuse(errors: readonly LawError[], options: Options): number {
  const lines = errors.map((error) => {
    const line = error.line === undefined ? '' : `:${String(error.line)}`;
    const where = [`${error.file}${line}`, error.path].filter((part) => part !== '').join(' ');
    return `${where}\n  ${error.message}\n  ${error.remedy}\n`;
  });
  process.stderr.write(lines.join(''));
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, errors }, null, 2)}\n`);
  return EXIT_INPUT;
}

function checkSummary(law: LoadedLaw & { readonly ok: true }): string {
  const { packs, provisions } = law.packs;
  return `${String(packs.length)} packs, ${String(provisions.size)} provisions, ${String(law.scenarios.length)} scenarios: nothing wrong.\n`;
}

function test(law: LoadedLaw & { readonly ok: true }, options: Options): number {
  const scenarios = law.scenarios.map((scenario) => runScenario(law.packs, scenario));
  const failed = scenarios.filter((outcome) => !outcome.ok);
  const lines = scenarios.map(({ id, ok, failures }) =>
    [`${ok ? 'ok    ' : 'FAILED'} ${id}`, ...failures.map((text) => `       ${text}`)].join('\n'),
  );
  const total = `${String(scenarios.length)} scenarios, ${String(failed.length)} failed.`;
  const code = failed.length === 0 ? 0 : EXIT_FAILED;
  return report(options, `${[...lines, total].join('\n')}\n`, { scenarios }, code);
}

function coverage(packs: Packs, options: Options): number {
  const jurisdictions = new Map(packs.packs.map(({ id, jurisdiction }) => [id, jurisdiction]));
  const provisions = [...packs.provisions.values()].flatMap((provision) =>
    [provision.id, ...provision.aliases].map((id) => ({
      id,
      jurisdiction: jurisdictions.get(provision.pack) ?? '',
      category: provision.category,
      verified: provision.verified.level,
    })),
  );
  const lines = provisions.map(({ id, jurisdiction, category, verified }) =>
    [jurisdiction.padEnd(8), id.padEnd(22), category.padEnd(18), verified].join(' '),
  );
  const levels = ['official', 'secondary', 'memory'].map(
    (level) => `${level} ${String(provisions.filter(({ verified }) => verified === level).length)}`,
  );
  return report(options, `${lines.join('\n')}\n${levels.join(', ')}\n`, { provisions });
}

function explain(packs: Packs, id: string, options: Options): number {
  const all = [...packs.provisions.values()];
  const provision = all.find((known) => known.id === id || known.aliases.includes(id));
  if (provision === undefined) {
    const names = all.flatMap((known) => [known.id, ...known.aliases]);
    throw new UsageError(`There is no provision ${id}.${suggest(id, names)}`);
  }
  return report(options, describeProvision(provision), provision);
}

function describeProvision(provision: Provision): string {
  const { verified } = provision;
  const lines = [
    `${provision.id}: ${provision.title}`,
    `${provision.instrument}, ${provision.article}`,
    '',
    provision.summary,
    '',
    `Where: ${provision.extent.join(', ')}. Force: ${provision.force}. Owed by: ${provision.owes}.`,
    `Invoked by: ${provision.invokedBy}. Before: ${provision.before}. If breached: ${provision.remedy}.`,
    ...provision.versions.map(
      ({ from, to, state, note }) =>
        `Version from ${from}${to === undefined ? '' : ` to ${to}`} (${state}). ${note ?? ''}`,
    ),
    ...provision.exceptions.map(({ label, source }) => `Unless: ${label} (${source}).`),
    ...provision.openTests.map(({ ask: question, of }) => `Left to the ${of}: ${question}`),
    ...provision.cliffs.map(
      ({ on, what, challenge }) => `Hangs on ${on}: ${what} Challenge: ${challenge}`,
    ),
    ...provision.doesNotDecide.map((limit) => `Does not decide ${limit}.`),
    ...provision.contrary.map((authority) => `Contrary or later: ${authority}`),
    ...provision.doubts.map((doubt) => `Doubt: ${doubt}`),
    `Checked: ${verified.level}${verified.on === undefined ? '' : `, ${verified.on}`}. ${verified.read} ${verified.where}`,
  ];
  return `${lines.join('\n')}\n`;
}

async function withFacts(
  packs: Packs,
  path: string,
  options: Options,
  act: (packs: Packs, facts: Facts, options: Options) => number,
): Promise<number> {
  for (const code of options.extents ?? []) {
    const problem = findPlaceProblem(packs.extents, code);
    if (problem !== undefined) throw new UsageError(`${problem.message} ${problem.remedy}`);
  }
  const json = await readJson(path);
  const parsed = parseFacts(json, packs);
  if (!parsed.ok) {
    return refuse(
      parsed.errors.map((error) => ({ ...error, file: path })),
      options,
    );
  }
  return act(packs, parsed.facts, options);
}

async function readJson(path: string): Promise<unknown> {
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

function assessWith(packs: Packs, facts: Facts, options: Options): Assessment {
  const { asOf, extents } = options;
  return assess({ packs, facts, asOf, ...(extents === undefined ? {} : { in: extents }) });
}

const ORDER = ['engaged', 'cannot-say', 'not-engaged'] as const;
const HEADINGS = {
  engaged: 'Engaged on these facts',
  'cannot-say': 'Cannot be said yet',
  'not-engaged': 'This law may not help; others may',
} as const;

function printAssessment(packs: Packs, facts: Facts, options: Options): number {
  const assessment = assessWith(packs, facts, options);
  const parts = ORDER.map((result) => {
    const findings = assessment.findings.filter((finding) => finding.result === result);
    const texts = findings.map((finding) => {
      const [first = '', ...others] = explainFinding(finding);
      return [`${finding.provision} ${first}`, ...others.map((line) => `  ${line}`)].join('\n');
    });
    return [`${HEADINGS[result]}: ${String(findings.length)}`, ...texts].join('\n\n');
  });
  return report(options, `${parts.join('\n\n')}\n`, assessment);
}

function ask(packs: Packs, facts: Facts, options: Options): number {
  const assessment = assessWith(packs, facts, options);
  const helps = new Map<string, number>();
  const questions = new Map(
    assessment.findings.flatMap((finding) =>
      finding.questions.map((question) => {
        helps.set(question.fact, (helps.get(question.fact) ?? 0) + 1);
        return [question.fact, question] as const;
      }),
    ),
  );
  const sorted = [...questions.values()].sort(
    (one, other) =>
      one.burden - other.burden || (helps.get(other.fact) ?? 0) - (helps.get(one.fact) ?? 0),
  );
  const lines = sorted.map(
    ({ fact, text, mayAsk, never, document }) =>
      `${text}\n  ${fact}; may ask: ${mayAsk.join(', ')}${never.length === 0 ? '' : `; never: ${never.join(', ')}`}${document === null ? '' : `; or read: ${document}`}`,
  );
  return report(options, `${lines.join('\n')}\n`, { asOf: assessment.asOf, questions: sorted });
}
