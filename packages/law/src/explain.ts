import type { FactUse, Finding, TraceNode } from './finding.ts';
import type { Provision, Tri } from './model.ts';
import type { ProvisionTruth } from './evaluate/provision.ts';

/** The steps that carried an answer: leaves with that answer, below steps with that answer. */
function listDecidingSteps(trace: TraceNode, value: Tri): readonly TraceNode[] {
  if (trace.value !== value) return [];
  if (trace.node === 'not' || trace.node === 'exception') {
    const turned = value === 'unknown' ? 'unknown' : value === 'yes' ? 'no' : 'yes';
    const inner = trace.of.flatMap((step) => listDecidingSteps(step, turned));
    return inner.length > 0 ? inner : [trace];
  }
  if (trace.of.length === 0) return [trace];
  return trace.of.flatMap((step) => listDecidingSteps(step, value));
}

function describeStep(step: TraceNode): string {
  const used = step.facts.filter((fact) => fact.value !== undefined);
  const isPlain = step.node === 'fact' || step.node === 'version' || step.node === 'state';
  const label = step.value === 'no' && !isPlain ? `Not so: ${step.label}` : capital(step.label);
  if (used.length === 0 || step.node === 'connection') return endSentence(label);
  const facts = used.map((use) =>
    use.label === step.label || used.length === 1
      ? describeUse(use)
      : `${use.label.toLowerCase()} ${describeUse(use)}`,
  );
  return endSentence(`${label}: ${facts.join('; ')}`);
}

function endSentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function describeUse(use: FactUse): string {
  const value = Array.isArray(use.value) ? use.value.join(', ') : String(use.value);
  const plain = value === 'true' ? 'yes' : value === 'false' ? 'no' : value;
  const source =
    use.source === undefined
      ? []
      : [use.source === 'document' ? 'from a document' : `as ${use.source}`];
  const by = use.by === undefined ? [] : [`by ${use.by}`];
  const on = use.on === undefined ? [] : [`on ${use.on}`];
  const disputed = use.disputedBy === undefined ? [] : [`disputed by ${use.disputedBy}`];
  const about = [...source, ...by, ...on, ...disputed];
  return about.length === 0 ? plain : `${plain} (${about.join(', ')})`;
}

/** Why a provision came out as it did, in sentences. */
export function explainTruth(provision: Provision, judged: ProvisionTruth): readonly string[] {
  const { truth } = judged;
  const steps = listDecidingSteps(truth.trace, truth.tri);
  const seen = new Set<string>();
  // An open test is named with the role that answers it, below; plain reach goes without saying.
  const sentences = steps
    .filter((step) => step.node !== 'open' && step.node !== 'reach')
    .map((step) =>
      truth.tri === 'unknown' ? endSentence(`Not known yet: ${step.label}`) : describeStep(step),
    )
    .filter((sentence) => !seen.has(sentence) && seen.add(sentence));
  return [
    ...sentences,
    ...(truth.tri !== 'no' && judged.timeNote !== undefined ? [judged.timeNote] : []),
    ...explainState(judged),
    ...truth.presumptions.map(
      (rule) =>
        `For ${rule.purpose}, treated as a ${rule.that} under ${rule.by}, until ${rule.until}.`,
    ),
    ...truth.argued.map((point) => `${capital(point)}.`),
    ...explainTests(provision, judged),
    ...judged.notExcluded.map((exception) => `Applies unless: ${exception.label}.`),
    ...judged.met
      .filter((exception) => exception.effect !== 'defeats')
      .map((exception) => `May be limited: ${exception.label}.`),
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
    .map((test) => `Left to the ${test.of}: ${test.ask}`);
}

/**
 * A finding in plain sentences, for a page or a letter.
 * A "no" reads "this law may not help; others may"; a defence reads "available to argue".
 */
export function explainFinding(finding: Finding): readonly string[] {
  return [
    `${finding.title} (${finding.jurisdiction}): ${explainResult(finding)}.`,
    finding.summary,
    ...finding.because,
    ...(finding.result === 'not-engaged' ? [] : explainDuty(finding)),
    ...finding.due.map((due) => explainDue(due)),
    ...finding.doesNotDecide.map((limit) => `This does not decide ${limit}.`),
    ...finding.contrary.map((authority) => `Contrary or later authority: ${authority}.`),
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
  return [
    `Owed by: ${finding.owes}. May be invoked by: ${finding.invokedBy}. Before: ${finding.before}.`,
    `If it is breached: ${finding.remedy}.`,
  ];
}

function explainDue(due: Finding['due'][number]): string {
  if (due.date === null) return `${due.label}: ${due.arithmetic}`;
  return due.possible
    ? `Possible deadline, check with a lawyer by ${due.date}: ${due.label}. ${due.arithmetic}`
    : `${due.label}: ${due.date}. ${due.arithmetic}`;
}

function explainMark(finding: Finding): string {
  const { level, where, on } = finding.verified;
  const day = on === undefined ? '' : ` on ${on}`;
  if (level === 'official') return `Checked against the official text${day}: ${where}.`;
  if (level === 'secondary') return `Checked only in another source${day}: ${where}.`;
  return 'Written from memory: a lawyer must check it before anybody relies on it.';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
