import { describeStages } from './describe.ts';
import type { FactUse, Finding, TraceNode } from './finding.ts';
import type { Provision, Tri } from './model.ts';
import type { ProvisionTruth } from './evaluate/provision.ts';
import {
  capital,
  endSentence,
  joinSentences,
  listProvenance,
  lower,
  roleInWords,
} from './wording.ts';

/** The steps that carried an answer: leaves with that answer, below steps with that answer. */
function listDecidingSteps(trace: TraceNode, value: Tri): readonly TraceNode[] {
  if (trace.value !== value) return [];
  if (trace.node === 'not' || trace.node === 'exception') {
    const turned = value === 'unknown' ? 'unknown' : value === 'yes' ? 'no' : 'yes';
    const inner = trace.of.flatMap((step) => listDecidingSteps(step, turned));
    return inner.length > 0 ? inner : [trace];
  }
  const inner = trace.of.flatMap((step) => listDecidingSteps(step, value));
  // A presumed age is said itself, and then why it is presumed.
  return trace.of.length === 0 || trace.node === 'age' ? [trace, ...inner] : inner;
}

/** Steps whose label is the name of a fact; every other label is a sentence of its own. */
const NAMED_BY_FACT: readonly string[] = ['fact', 'some'];

/** The open tests that somebody answered, wherever they stand in the reasoning. */
function listAnswered(trace: TraceNode): readonly TraceNode[] {
  const own = trace.node === 'open' && trace.facts.length > 0 ? [trace] : [];
  return [...own, ...trace.of.flatMap(listAnswered)];
}

function describeStep(step: TraceNode): string {
  const used = step.facts.filter((fact) => fact.value !== undefined);
  const label = capital(step.label);
  if (used.length === 0 || step.node === 'connection') return endSentence(label);
  if (NAMED_BY_FACT.includes(step.node)) {
    return endSentence(`${label}: ${used.map(describeUse).join('; ')}`);
  }
  if (step.node === 'decision') {
    const on = used.flatMap((use) => (use.on === undefined ? [] : [use.on]));
    return endSentence(on.length === 0 ? label : `${label} (${on.join(', ')})`);
  }
  if (step.node === 'open') {
    const about = used.flatMap(listProvenance);
    return endSentence(about.length === 0 ? label : `${label} (${about.join(', ')})`);
  }
  const said = step.node === 'here' && step.value === 'yes' ? used.filter(hasProvenance) : used;
  if (said.length === 0) return endSentence(label);
  const facts = said.map(
    (use) => `${lower(use.label)}: ${[wordsOf(use), ...listProvenance(use)].join(', ')}`,
  );
  return endSentence(`${label} (${facts.join('; ')})`);
}

function hasProvenance(use: FactUse): boolean {
  return listProvenance(use).length > 0;
}

function describeUnknown(step: TraceNode): string {
  if (step.node === 'extent' || step.node === 'state') return endSentence(capital(step.label));
  return endSentence(`Not known yet: ${lower(step.label)}`);
}

function wordsOf(use: FactUse): string {
  return use.words ?? String(use.value);
}

function describeUse(use: FactUse): string {
  const about = listProvenance(use);
  return about.length === 0 ? wordsOf(use) : `${wordsOf(use)} (${about.join(', ')})`;
}

/** What an answer that is not known yet hangs on, for a sentence such as "It depends on: …". */
export function listOpenPoints(trace: TraceNode): readonly string[] {
  const steps = listDecidingSteps(trace, 'unknown');
  return [...new Set(steps.map((step) => lower(step.label)))];
}

/** Why a provision came out as it did, in sentences. */
export function explainTruth(provision: Provision, judged: ProvisionTruth): readonly string[] {
  const { truth } = judged;
  const deciding = listDecidingSteps(truth.trace, truth.tri);
  // Who answered an open test is said even while something else is still open.
  const steps = truth.tri === 'unknown' ? [...deciding, ...listAnswered(truth.trace)] : deciding;
  const seen = new Set<string>();
  // An open test that nobody answered is named with its role, below; plain reach goes without saying.
  const sentences = steps
    .filter((step) => (step.node !== 'open' || step.facts.length > 0) && step.node !== 'reach')
    .map((step) =>
      truth.tri === 'unknown' && step.node !== 'open' ? describeUnknown(step) : describeStep(step),
    )
    .filter((sentence) => !seen.has(sentence) && seen.add(sentence));
  return [
    ...sentences,
    ...(truth.tri !== 'no' && judged.timeNote !== undefined ? [endSentence(judged.timeNote)] : []),
    ...explainState(judged),
    ...truth.presumptions.map((rule) =>
      endSentence(
        `For ${rule.purpose}, treated as a ${rule.that} under ${rule.by}, until ${rule.until}`,
      ),
    ),
    ...truth.argued.map((point) => endSentence(capital(point))),
    ...explainTests(provision, judged),
    ...judged.notExcluded.map((exception) => endSentence(`Applies unless: ${exception.label}`)),
    ...judged.met
      .filter((exception) => exception.effect !== 'defeats')
      .map((exception) => endSentence(`May be limited: ${exception.label}`)),
  ];
}

function explainState(judged: ProvisionTruth): readonly string[] {
  if (judged.truth.tri === 'no') return [];
  if (judged.version.state === 'transposition-due') {
    return [
      'States had to put this into their own law by then; whether this one did is a separate question.',
    ];
  }
  return [];
}

function explainTests(provision: Provision, judged: ProvisionTruth): readonly string[] {
  return provision.openTests
    .filter((test) => judged.truth.openTests.includes(test.id))
    .map((test) => endSentence(`Left to ${roleInWords(test.of)}: ${test.ask}`));
}

/**
 * A finding in plain sentences, for a page or a letter.
 * A "no" reads "this law may not help; others may"; a defence reads "available to argue".
 */
export function explainFinding(finding: Finding): readonly string[] {
  return [
    endSentence(`${finding.title} (${finding.jurisdiction}): ${explainResult(finding)}`),
    finding.summary,
    ...finding.because,
    ...(finding.result === 'not-engaged' ? [] : explainDuty(finding)),
    ...finding.due.map((due) => explainDue(due)),
    ...finding.doesNotDecide.map((limit) => endSentence(`This does not decide ${limit}`)),
    ...finding.contrary.map((authority) =>
      endSentence(`Contrary or later authority: ${authority}`),
    ),
    explainMark(finding),
  ];
}

function explainResult(finding: Finding): string {
  switch (finding.result) {
    case 'engaged':
      return finding.defence ? 'available to argue' : 'engaged on these facts';
    case 'not-engaged':
      return 'this law may not help; others may';
    case 'cannot-say':
      return 'cannot be said yet';
  }
}

function explainDuty(finding: Finding): readonly string[] {
  const stages = describeStages(finding.stages);
  return [
    ...(stages === undefined ? [] : [stages]),
    joinSentences([
      `Owed by: ${finding.owes}`,
      `May be invoked by: ${finding.invokedBy}`,
      `Before: ${finding.before}`,
    ]),
    endSentence(`${finding.defence ? 'If it succeeds' : 'If it is breached'}: ${finding.remedy}`),
  ];
}

function explainDue(due: Finding['due'][number]): string {
  if (due.date === null) return joinSentences([due.label, due.arithmetic]);
  return due.possible
    ? joinSentences([
        `Possible deadline, check with a lawyer by ${due.date}: ${due.label}`,
        due.arithmetic,
      ])
    : joinSentences([`${due.label}: ${due.date}`, due.arithmetic]);
}

function explainMark(finding: Finding): string {
  const { level, where, on, asAt } = finding.verified;
  const state = asAt === undefined ? '' : `, in its state of ${asAt}`;
  const day = on === undefined ? state : ` on ${on}${state}`;
  if (level === 'official') return endSentence(`Checked against the official text${day}: ${where}`);
  if (level === 'secondary') return endSentence(`Checked only in another source${day}: ${where}`);
  return 'Written from memory: a lawyer must check it before anybody relies on it.';
}
