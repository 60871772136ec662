import { assess, explainFinding, runScenario } from '@amparo/law';
import type { Assessment, Facts, Packs } from '@amparo/law';
import { readOptions, suggest, UsageError } from './command.ts';
import { compare, gaps } from './law-compare.ts';
import { explain } from './law-explain.ts';
import { loadLaw } from './law-files.ts';
import type { LoadedLaw } from './law-files.ts';
import {
  EXIT_FAILED,
  readDay,
  readNumber,
  refuse,
  report,
  withFacts,
  wordErrors,
} from './law-output.ts';
import type { LawOptions as Options } from './law-output.ts';
import { changes, release, verifyRelease } from './law-release.ts';
import { simulate } from './law-simulate.ts';

export const usage = `amparo law: which law protects this person, and what to ask next

Usage
  amparo law assess FACTS.json [--in EXTENT,…] [--as-of YYYY-MM-DD] [--json]
      says for every provision that may reach the person whether it is engaged
  amparo law questions FACTS.json [--as-of YYYY-MM-DD] [--json]
      lists what to ask next, the lightest and most useful first
  amparo law compare EXTENT EXTENT… --facts FACTS.json
      puts the law of two or more states side by side, and what being there would add
  amparo law gaps EXTENT --against PACK          holds the law of a state against binding law (CoE, EU, UN)
  amparo law explain PROVISION                   prints one provision in plain words
  amparo law coverage [--json]                   lists every provision and how far it was checked
  amparo law check [--packs FOLDER] [--json]     checks every pack and scenario file
  amparo law test [--packs FOLDER] [--json]      runs every scenario against the packs

When the law changes
  amparo law changes FACTS.json (--to FOLDER | --amend FILE)
      says what another release, or an amendment, changes for this person
  amparo law simulate (--to FOLDER | --amend FILE) [--facts PEOPLE.ndjson | --people N] [--seed N]
      counts how many people the change would reach; people are read one a line, or invented
      in any state that has law packs, or in those of --in
  amparo law release --version DAY [--previous FILE] [--key KEY.pem --name NAME]
      writes the list of packs and files of a release, signed as a note
  amparo law verify RELEASE --trust KEY [--pinned FILE]
      checks that a release is signed, is what lies here, and may follow the one in use

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

const ACTIONS = [
  'assess',
  'questions',
  'compare',
  'gaps',
  'explain',
  'coverage',
  'check',
  'test',
  'changes',
  'simulate',
  'release',
  'verify',
] as const;
type Action = (typeof ACTIONS)[number];

/** How many arguments an action takes after its name, and what is asked when one is missing. */
const ARGUMENTS: Readonly<Partial<Record<Action, string>>> = {
  assess: 'Which facts? Give a file, or -.',
  questions: 'Which facts? Give a file, or -.',
  changes: 'Which facts? Give a file, or -.',
  explain: 'Which provision? Give its id.',
  gaps: 'Which state? Give its code, such as RO.',
  verify: 'Which release? Give its file.',
};

const text = { type: 'string' } as const;
const OPTIONS = {
  json: { type: 'boolean' },
  packs: text,
  in: text,
  'as-of': text,
  facts: text,
  against: text,
  to: text,
  amend: text,
  people: text,
  seed: text,
  version: text,
  previous: text,
  key: text,
  name: text,
  trust: text,
  pinned: text,
} as const;

/** Runs `amparo law`; throws `UsageError` when it was called wrongly. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS);
  const [name = '', ...given] = positionals;
  const action = ACTIONS.find((known) => known === name);
  if (action === undefined) {
    throw new UsageError(`There is no action law ${name}.${suggest(name, ACTIONS)}`);
  }
  const [argument = '', ...rest] = given;
  const missing = ARGUMENTS[action];
  if (missing !== undefined && argument === '') throw new UsageError(missing);
  const extra = action === 'compare' ? undefined : missing === undefined ? given[0] : rest[0];
  if (extra !== undefined) throw new UsageError(`${extra} is one argument too many.`);
  const options: Options = {
    json: values.json === true,
    packs: values.packs,
    asOf: readDay(values['as-of']),
    extents: values.in?.split(',').map((code) => code.trim()),
  };
  const change = { to: values.to, amend: values.amend };
  if (action === 'changes') return changes(argument, { ...options, ...change });
  if (action === 'simulate') {
    const people = readNumber('--people', values.people, { least: 1, most: 1e8, otherwise: 1e6 });
    const seed = readNumber('--seed', values.seed, { least: 0, most: 2 ** 32 - 1, otherwise: 1 });
    return simulate({ ...options, ...change, facts: values.facts, people, seed });
  }
  const law = await loadLaw(options.packs);
  if (!law.ok) return refuse(law.errors, options);
  switch (action) {
    case 'check':
      return report(options, checkSummary(law), { ok: true, errors: [], doubts: law.doubts });
    case 'test':
      return test(law, options);
    case 'coverage':
      return coverage(law.packs, options);
    case 'explain':
      return explain(law.packs, argument, options);
    case 'compare':
      return compare(law.packs, given, { ...options, facts: values.facts });
    case 'gaps':
      return gaps(law.packs, argument, { ...options, against: values.against });
    case 'release': {
      const { version, previous, key, name: signer } = values;
      return release(law.packs, { ...options, version, previous, key, name: signer });
    }
    case 'verify': {
      const { trust, pinned } = values;
      return verifyRelease(law.packs, argument, { ...options, trust, pinned });
    }
    case 'assess':
      return withFacts(law.packs, argument, options, printAssessment);
    case 'questions':
      return withFacts(law.packs, argument, options, ask);
  }
}

function checkSummary(law: LoadedLaw & { readonly ok: true }): string {
  const { packs, provisions } = law.packs;
  const counted = `${String(packs.length)} packs, ${String(provisions.size)} provisions, ${String(law.scenarios.length)} scenarios: nothing wrong.\n`;
  if (law.doubts.length === 0) return counted;
  return `${wordErrors(law.doubts)}${String(law.doubts.length)} places to look at again.\n${counted}`;
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
