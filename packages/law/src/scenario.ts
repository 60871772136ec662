import { assess } from './assess.ts';
import { findDateSpan } from './dates.ts';
import { parseFacts } from './facts/parse.ts';
import type { Assessment, Finding } from './finding.ts';
import type { LawError, PackFile, Packs } from './model.ts';
import {
  findDate,
  findText,
  isObject,
  readList,
  readObject,
  readText,
  readTexts,
  readVerified,
} from './packs/reader.ts';
import type { Reading, YamlObject } from './packs/reader.ts';

/** A decided case, or an invented story, with what the packs must say about it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly file: string;
  readonly steps: readonly ScenarioStep[];
}

export interface ScenarioStep {
  readonly name: string;
  readonly asOf: string;
  /** Facts known from this step on; they add to those of the steps before. */
  readonly facts: YamlObject;
  readonly expect: readonly Expectation[];
}

/** What one finding must look like. `result: absent` means that no finding may be shown. */
export interface Expectation {
  readonly provision: string;
  readonly in: string | undefined;
  readonly result: string;
  readonly because: readonly string[];
  readonly missing: readonly string[];
  readonly unless: readonly string[];
  readonly presumes: readonly string[];
  readonly due: readonly { readonly rule: string; readonly date: string | null }[];
  /** Deadlines that must not be shown: they are over, or a decision went the other way. */
  readonly notDue: readonly string[];
  readonly contrary: readonly string[];
}

export interface ScenarioOutcome {
  readonly id: string;
  readonly ok: boolean;
  readonly failures: readonly string[];
}

export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly errors: readonly LawError[] };

/** Reads one scenario file; refuses it with every error at once, as `parsePacks` does. */
export function parseScenario(file: PackFile): ParsedScenario {
  const reading: Reading = { file, errors: [] };
  const keys = ['scenario', 'title', 'citation', 'fictional', 'outcome', 'steps', 'verified'];
  const content = readObject(reading, file.content, [], keys);
  readVerified(reading, content, []);
  const scenario: Scenario = {
    id: readText(reading, content, 'scenario', []),
    title: readText(reading, content, 'title', []),
    citation: readText(reading, content, 'citation', []),
    file: file.file,
    steps: readList(reading, content, 'steps', []).map((step, index) =>
      readStep(reading, step, index),
    ),
  };
  if (scenario.steps.length === 0 || scenario.steps.some((step) => step.expect.length === 0)) {
    reading.errors.push({
      code: 'scenario/expects-nothing',
      file: file.file,
      path: 'steps',
      message: 'Every step of a scenario must expect something.',
      remedy: 'Add "expect:" with at least one provision and result.',
    });
  }
  return reading.errors.length > 0 ? { ok: false, errors: reading.errors } : { ok: true, scenario };
}

function readStep(reading: Reading, value: unknown, index: number): ScenarioStep {
  const path = ['steps', index];
  const step = readObject(reading, value, path, ['name', 'asOf', 'facts', 'expect']);
  return {
    name: findText(reading, step, 'name', path) ?? `step ${String(index + 1)}`,
    asOf: findDate(reading, step, 'asOf', path) ?? '',
    facts: isObject(step['facts']) ? step['facts'] : {},
    expect: readList(reading, step, 'expect', path).map((item, at) =>
      readExpectation(reading, item, [...path, 'expect', at]),
    ),
  };
}

function readExpectation(
  reading: Reading,
  value: unknown,
  path: readonly (string | number)[],
): Expectation {
  const keys = [
    'provision',
    'in',
    'result',
    'because',
    'missing',
    'unless',
    'presumes',
    'due',
    'notDue',
    'contrary',
  ];
  const item = readObject(reading, value, path, keys);
  return {
    provision: readText(reading, item, 'provision', path),
    in: findText(reading, item, 'in', path),
    result: readText(reading, item, 'result', path),
    because: readTexts(reading, item, 'because', path),
    missing: readTexts(reading, item, 'missing', path),
    unless: readTexts(reading, item, 'unless', path),
    presumes: readTexts(reading, item, 'presumes', path),
    contrary: readTexts(reading, item, 'contrary', path),
    notDue: readTexts(reading, item, 'notDue', path),
    due: readList(reading, item, 'due', path).map((entry, index) => {
      const at = [...path, 'due', index];
      const due = readObject(reading, entry, at, ['rule', 'date']);
      const rule = readText(reading, due, 'rule', at);
      return {
        rule,
        date: due['date'] === null ? null : (findDate(reading, due, 'date', at) ?? ''),
      };
    }),
  };
}

/** Runs a scenario against the packs and says, sentence by sentence, what came out differently. */
export function runScenario(packs: Packs, scenario: Scenario): ScenarioOutcome {
  const failures: string[] = [];
  let facts: YamlObject = {};
  for (const step of scenario.steps) {
    facts = { ...facts, ...step.facts };
    const parsed = parseFacts(facts, packs);
    if (!parsed.ok) {
      failures.push(
        ...parsed.errors.map((error) => `${step.name}: ${error.path}: ${error.message}`),
      );
      continue;
    }
    if (findDateSpan(step.asOf) === undefined) {
      failures.push(`${step.name}: asOf is missing`);
      continue;
    }
    const assessment = assess({ packs, facts: parsed.facts, asOf: step.asOf });
    for (const expectation of step.expect) {
      failures.push(
        ...listDifferences(packs, assessment, expectation).map((text) => `${step.name}: ${text}`),
      );
    }
  }
  return { id: scenario.id, ok: failures.length === 0, failures };
}

function listDifferences(
  packs: Packs,
  assessment: Assessment,
  expected: Expectation,
): readonly string[] {
  const name = expected.provision;
  if (!packs.provisions.has(name)) return [`${name} is in no pack`];
  const found = assessment.findings.filter(
    (finding) =>
      finding.provision === name &&
      (expected.in === undefined || finding.jurisdiction === expected.in),
  );
  if (expected.result === 'absent') {
    return found.length === 0 ? [] : [`${name} must not be shown`];
  }
  if (found.length === 0) return [`${name} is not shown`];
  const results = found.map((finding) => listFindingDifferences(finding, expected));
  return results.find((differences) => differences.length === 0) ?? results[0] ?? [];
}

function listFindingDifferences(finding: Finding, expected: Expectation): readonly string[] {
  const name = `${finding.provision} in ${finding.jurisdiction}`;
  const text = finding.because.join(' ').toLowerCase();
  const lacks = (what: string, wanted: readonly string[], given: readonly string[]): string[] =>
    wanted
      .filter((item) => !given.includes(item))
      .map((item) => `${name}: ${what} lacks "${item}" (has ${given.join(', ') || 'none'})`);
  return [
    ...(finding.result === expected.result
      ? []
      : [
          `${name} is ${finding.result}, expected ${expected.result} (${finding.because.join(' ')})`,
        ]),
    ...expected.because
      .filter((part) => !text.includes(part.toLowerCase()))
      .map((part) => `${name}: no reason says "${part}" (${finding.because.join(' ')})`),
    ...lacks('missing', expected.missing, finding.missing),
    ...lacks(
      'unless',
      expected.unless,
      finding.exceptionsNotExcluded.map(({ id }) => id),
    ),
    ...lacks(
      'presumptions',
      expected.presumes,
      finding.presumptions.map(({ by }) => by),
    ),
    ...expected.contrary
      .filter((part) => !finding.contrary.some((authority) => authority.includes(part)))
      .map((part) => `${name}: no contrary authority names "${part}"`),
    ...expected.due.flatMap(({ rule, date }) => {
      const due = finding.due.find((candidate) => candidate.rule === rule);
      if (due === undefined) return [`${name}: no deadline "${rule}"`];
      return due.date === date
        ? []
        : [`${name}: "${rule}" falls on ${String(due.date)}, expected ${String(date)}`];
    }),
    ...expected.notDue
      .filter((rule) => finding.due.some((due) => due.rule === rule))
      .map((rule) => `${name}: the deadline "${rule}" must not be shown`),
  ];
}
