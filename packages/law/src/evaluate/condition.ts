import { dateSpan, findDateSpan } from '../dates.ts';
import type { DateSpan } from '../dates.ts';
import type { Presumption } from '../finding.ts';
import type { Condition, FactTest, Scalar, Tri } from '../model.ts';
import { codeOf } from '../names.ts';
import { anyOf, triOf } from '../tri.ts';
import { readAgeTest } from './age.ts';
import { findAnchorDate, findStandingDecision } from './anchor.ts';
import { countryOf, findDateFact, isRecords, lookUp, useOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { join, leaf, negate } from './truth.ts';
import type { Truth } from './truth.ts';

/** Answers a condition in a scene with yes, no or unknown, and says what would settle it. */
export function evaluate(condition: Condition, scene: Scene): Truth {
  switch (condition.kind) {
    case 'always':
      return leaf('always', 'applies to everybody within its reach', 'yes');
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => evaluate(part, scene));
      return join(condition.kind, condition.label ?? condition.kind, parts);
    }
    case 'not':
      return negate(evaluate(condition.of, { ...scene, negated: !scene.negated }));
    case 'fact':
      return evaluateFact(condition, scene);
    case 'age':
      return evaluateAge(condition, scene);
    case 'some':
      return evaluateSome(condition, scene);
    case 'decision':
      return evaluateDecision(condition, scene);
    case 'here':
      return evaluateHere(condition.path, scene);
    case 'listed':
      return evaluateListed(condition.list, scene);
    case 'open':
      return evaluateOpen(condition.test, scene);
    case 'concept':
      return evaluateConcept(condition.name, scene);
    case 'provision':
      return evaluateReference(condition.id, scene);
  }
}

function evaluateFact(condition: Extract<Condition, { kind: 'fact' }>, scene: Scene): Truth {
  const found = lookUp(scene, condition.path);
  const value = found.entry?.value;
  const tri = value === undefined ? 'unknown' : testValue(condition.test, value, scene);
  return leaf('fact', found.definition.label, tri, {
    facts: [useOf(found)],
    missing: [found.key, ...listEventMissing(condition.test, scene)],
  });
}

function listEventMissing(test: FactTest, scene: Scene): readonly string[] {
  return test.op === 'beforeEvent' ? findAnchorDate(scene, test.event).missing : [];
}

function testValue(test: FactTest, value: Scalar | readonly Scalar[], scene: Scene): Tri {
  const values = Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar];
  switch (test.op) {
    case 'true':
      return triOf(values.includes(true));
    case 'is':
      return triOf(values.includes(test.value));
    case 'isNot':
      return triOf(!values.includes(test.value));
    case 'in':
    case 'includes':
    case 'includesAny':
      return triOf(test.values.some((wanted) => values.includes(wanted)));
    case 'before':
    case 'onOrAfter':
      return testDate(test, String(value));
    case 'beforeEvent':
      return testBeforeEvent(String(value), findAnchorDate(scene, test.event).span);
    case 'present':
      return triOf(values.length > 0);
    case 'happened': {
      const span = findDateSpan(String(value));
      if (span === undefined || span.first > scene.asOf) return 'no';
      return span.last <= scene.asOf ? 'yes' : 'unknown';
    }
    case 'atLeast':
    case 'lessThan':
      return testAmount(test, value as Scalar);
  }
}

function testDate(test: Extract<FactTest, { op: 'before' | 'onOrAfter' }>, value: string): Tri {
  const span = findDateSpan(value);
  const limit = dateSpan(test.date).first;
  if (span === undefined) return 'unknown';
  if (span.last < limit) return triOf(test.op === 'before');
  return span.first >= limit ? triOf(test.op === 'onOrAfter') : 'unknown';
}

function testBeforeEvent(value: string, event: DateSpan | undefined): Tri {
  const span = findDateSpan(value);
  if (span === undefined || event === undefined) return 'unknown';
  if (span.last < event.first) return 'yes';
  return span.first >= event.last ? 'no' : 'unknown';
}

/** A number, or an age that may be a bound such as "<18". */
function testAmount(test: Extract<FactTest, { op: 'atLeast' | 'lessThan' }>, value: Scalar): Tri {
  const text = String(value);
  const number = Number(text.replace(/[^0-9.-]/g, ''));
  const least = text.startsWith('<') ? 0 : number;
  const most = text.startsWith('<') ? number - 1 : text.startsWith('>=') ? Infinity : number;
  if (test.op === 'lessThan') {
    return most < test.amount ? 'yes' : least >= test.amount ? 'no' : 'unknown';
  }
  return least >= test.amount ? 'yes' : most < test.amount ? 'no' : 'unknown';
}

function evaluateAge(condition: Extract<Condition, { kind: 'age' }>, scene: Scene): Truth {
  const reading = readAgeTest(scene, condition);
  const label = describeAge(condition, scene);
  const facts = reading.facts.map(useOf);
  if (reading.disputed === 'yes') return evaluateDisputedAge(condition, scene, { label, facts });
  // Until somebody says that nobody disputes it, a recorded age may not close a door that a
  // presumption or the court would open.
  const mayReopen = condition.presume !== undefined || scene.arguing;
  if (reading.recorded === 'no' && reading.disputed === 'unknown' && mayReopen) {
    return leaf('age', label, 'unknown', { facts, missing: ['ageDisputed'] });
  }
  const missing =
    reading.disputed === 'unknown' ? [...reading.missing, 'ageDisputed'] : reading.missing;
  return leaf('age', label, reading.recorded, { facts, missing });
}

function evaluateDisputedAge(
  condition: Extract<Condition, { kind: 'age' }>,
  scene: Scene,
  about: { readonly label: string; readonly facts: ReturnType<typeof useOf>[] },
): Truth {
  const { label, facts } = about;
  if (scene.arguing) {
    const tri = scene.negated ? 'no' : 'yes';
    const argued = [`age is contested, so this is argued in case the court finds: ${label}`];
    return leaf('age', `${label} (contested)`, tri, { facts, argued });
  }
  const presumption =
    condition.presume === undefined ? undefined : findPresumption(scene, condition.presume);
  if (presumption === undefined) {
    return leaf('age', `${label} (contested)`, 'unknown', { facts, missing: ['dateOfBirth'] });
  }
  const tri = presumption.truth.tri === 'yes' ? 'yes' : 'unknown';
  const joined = leaf('age', `${label} (presumed)`, tri, {
    facts,
    missing: presumption.truth.tri === 'unknown' ? presumption.truth.missing : ['dateOfBirth'],
    presumptions: tri === 'yes' ? [presumption.note] : [],
  });
  return { ...joined, trace: { ...joined.trace, of: [presumption.truth.trace] } };
}

/** The first rule of this state that presumes a child for this purpose, best answer first. */
function findPresumption(
  scene: Scene,
  purpose: string,
): { readonly truth: Truth; readonly note: Presumption } | undefined {
  const found = [...scene.packs.provisions.values()].flatMap((provision) => {
    const rule = provision.presumes;
    if (rule?.purpose !== purpose || scene.open.includes(provision.id)) return [];
    const truth = scene.judge(provision, { ...scene, record: undefined });
    return [{ truth, note: { ...rule, by: provision.id } }];
  });
  const best = (['yes', 'unknown'] as const).flatMap((tri) =>
    found.filter(({ truth }) => truth.tri === tri),
  );
  return best[0];
}

function describeAge(condition: Extract<Condition, { kind: 'age' }>, scene: Scene): string {
  const event = scene.packs.anchors.get(condition.at)?.label ?? condition.at;
  return condition.under === undefined
    ? `aged ${String(condition.atLeast ?? 0)} or over at ${event}`
    : `under ${String(condition.under)} at ${event}`;
}

function evaluateSome(condition: Extract<Condition, { kind: 'some' }>, scene: Scene): Truth {
  const label = scene.packs.vocabulary.lists.get(condition.list)?.label ?? condition.list;
  const records = scene.facts.lists.get(condition.list);
  if (!isRecords(records)) return leaf('some', label, 'unknown', { missing: [condition.list] });
  if (records.length === 0) return leaf('some', `${label}: none`, 'no');
  const parts = records.map((entries, index) =>
    evaluate(condition.where, { ...scene, record: { list: condition.list, index, entries } }),
  );
  return join('any', label, parts);
}

function evaluateDecision(
  condition: Extract<Condition, { kind: 'decision' }>,
  scene: Scene,
): Truth {
  const kinds = condition.of.map((kind) => kind.replaceAll('-', ' ')).join(' or ');
  const by = condition.by === 'here' ? ` by ${scene.country}` : '';
  const label = `${condition.result} ${kinds} decision${by}`;
  const key = 'identification.decisions';
  const { record, unclear } = findStandingDecision(scene, condition.of, condition.by);
  const result = record?.get('result')?.value;
  if (unclear || result === undefined || result === 'pending') {
    return leaf('decision', label, 'unknown', { missing: [key] });
  }
  const definition = scene.packs.vocabulary.facts.get(`${key}[].result`);
  const fact = {
    fact: `${key}[].result`,
    label: definition?.label ?? key,
    value: result,
    class: definition?.class ?? '',
  };
  const on = record?.get('madeOn')?.value;
  const facts = [typeof on === 'string' ? { ...fact, on } : fact];
  return leaf('decision', label, triOf(result === condition.result), { facts });
}

function evaluateHere(path: string, scene: Scene): Truth {
  const found = lookUp(scene, path);
  const value = found.entry?.value;
  const label = `${found.definition.label}: ${scene.jurisdiction}`;
  const facts = [useOf(found)];
  if (value === undefined) return leaf('here', label, 'unknown', { facts, missing: [found.key] });
  const codes = (Array.isArray(value) ? value : [value]).map(String);
  const tri = triOf(
    codes.some(
      (code) => code === scene.jurisdiction || countryOf(scene.packs, code) === scene.country,
    ),
  );
  return leaf('here', label, tri, { facts });
}

function evaluateListed(listId: string, scene: Scene): Truth {
  const list = scene.packs.lists.get(listId);
  if (list === undefined) throw new Error(`no such list: ${listId}`);
  const code = lookUp(scene, 'offence.code');
  const checked = lookUp(scene, 'offence.excludedList');
  const byList = findInList(scene, listId, code.entry?.value);
  const byLawyer =
    typeof checked.entry?.value === 'boolean' ? triOf(checked.entry.value) : 'unknown';
  // A list and a lawyer who contradict each other leave the question open.
  const tri =
    byList === byLawyer || byLawyer === 'unknown'
      ? byList
      : byList === 'unknown'
        ? byLawyer
        : 'unknown';
  return leaf('listed', `the offence is in the list "${list.title}"`, tri, {
    facts: [useOf(code), useOf(checked)],
    missing: code.entry?.value === undefined ? [code.key, checked.key] : [checked.key],
  });
}

function findInList(scene: Scene, listId: string, value: unknown): Tri {
  const list = scene.packs.lists.get(listId);
  if (list === undefined || typeof value !== 'string') return 'unknown';
  const code = codeOf(value);
  const act = findDateFact(scene, 'offence.actDate');
  const entries = list.entries.filter((entry) => entry.codes.includes(code));
  if (entries.length === 0) return list.absent.includes(code) ? 'no' : 'unknown';
  return anyOf(
    entries.map((entry) => {
      const from = dateSpan(entry.from).first;
      const to = entry.to === undefined ? Infinity : dateSpan(entry.to).last;
      if (act === undefined) return 'unknown';
      if (act.first >= from && act.last <= to) return 'yes';
      return act.last < from || act.first > to ? 'no' : 'unknown';
    }),
  );
}

function evaluateOpen(test: string, scene: Scene): Truth {
  const answer = scene.facts.tests.get(test)?.value;
  const label = findOpenTestQuestion(scene, test);
  if (typeof answer === 'boolean') return leaf('open', label, triOf(answer));
  const tri = scene.arguing ? (scene.negated ? 'no' : 'yes') : 'unknown';
  return leaf('open', label, tri, { openTests: [test] });
}

function findOpenTestQuestion(scene: Scene, id: string): string {
  for (const provision of scene.packs.provisions.values()) {
    const test = provision.openTests.find((candidate) => candidate.id === id);
    if (test !== undefined) return test.ask;
  }
  return id;
}

function evaluateConcept(name: string, scene: Scene): Truth {
  const concept = scene.packs.concepts.get(name);
  if (concept === undefined) throw new Error(`no such concept: ${name}`);
  if (scene.open.includes(name)) return leaf('concept', concept.title, 'unknown');
  const inner = evaluate(concept.when, { ...scene, open: [...scene.open, name] });
  return {
    ...inner,
    trace: {
      node: 'concept',
      label: concept.title,
      value: inner.tri,
      facts: [],
      of: [inner.trace],
    },
  };
}

function evaluateReference(id: string, scene: Scene): Truth {
  const provision = scene.packs.provisions.get(id);
  if (provision === undefined) throw new Error(`no such provision: ${id}`);
  if (scene.open.includes(id)) return leaf('provision', id, 'unknown');
  const truth = scene.judge(provision, scene);
  return {
    ...truth,
    trace: { node: 'provision', label: id, value: truth.tri, facts: [], of: [truth.trace] },
  };
}
