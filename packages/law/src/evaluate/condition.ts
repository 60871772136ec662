import type { FactUse } from '../finding.ts';
import type { Condition, FactEntry, FactTest, OpenTest } from '../model.ts';
import type { Wording } from '../wording.ts';
import { placeInWords, roleInWords } from '../wording.ts';
import { judgeAge } from './age.ts';
import { findAnchorDate } from './anchor.ts';
import { findAnsweringDecision, findTestAnswer, isDecided, judgeLeaf } from './leaves.ts';
import { isRecords, lookUp, useOf } from './scene.ts';
import type { FoundFact, Scene } from './scene.ts';
import { join, leaf, negate } from './truth.ts';
import type { Truth } from './truth.ts';

/** Answers a condition in a scene with yes, no or unknown, and says what would settle it. */
export function evaluate(condition: Condition, scene: Scene): Truth {
  switch (condition.kind) {
    case 'always':
      return leaf('always', 'it applies to everybody within its reach', 'yes');
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
      return evaluateHere(condition, scene);
    case 'listed':
      return evaluateListed(condition, scene);
    case 'open':
      return evaluateOpen(condition, scene);
    case 'concept':
      return evaluateConcept(condition.name, scene);
    case 'provision':
      return evaluateReference(condition.id, scene);
  }
}

function usesOf(scene: Scene, found: readonly FoundFact[]): readonly FactUse[] {
  return found.map((one) => useOf(one, scene.packs));
}

function evaluateFact(condition: Extract<Condition, { kind: 'fact' }>, scene: Scene): Truth {
  const found = lookUp(scene, condition.path);
  return leaf('fact', found.definition.label, judgeLeaf(condition, scene), {
    facts: usesOf(scene, [found]),
    missing: [found.key, ...listEventMissing(condition.test, scene)],
  });
}

function listEventMissing(test: FactTest, scene: Scene): readonly string[] {
  return test.op === 'beforeEvent' ? findAnchorDate(scene, test.event).missing : [];
}

function evaluateAge(condition: Extract<Condition, { kind: 'age' }>, scene: Scene): Truth {
  const { tri, how, reading, presumption, missing } = judgeAge(scene, condition);
  const label = wordAge(condition, scene);
  const facts = usesOf(scene, reading.facts);
  if (how === 'argued') {
    const claim = label[tri];
    const argued = [`age is contested; this is argued in case the court finds that ${claim}`];
    return leaf('age', `it is contested that ${claim}`, tri, { facts, argued });
  }
  if (how === 'presumed' && presumption !== undefined) {
    const node = leaf('age', tri === 'yes' ? `it is presumed that ${label.yes}` : label, tri, {
      facts,
      missing,
      presumptions: tri === 'yes' ? [presumption.note] : [],
    });
    return { ...node, trace: { ...node.trace, of: [presumption.trace] } };
  }
  return leaf('age', label, tri, { facts, missing });
}

function wordAge(condition: Extract<Condition, { kind: 'age' }>, scene: Scene): Wording {
  const anchor = scene.packs.anchors.get(condition.at);
  const event = anchor?.label ?? condition.at;
  const verb = anchor?.today === true ? 'is' : 'was';
  const years = condition.under ?? condition.atLeast ?? 0;
  const under = `the person ${verb} under ${String(years)} at ${event}`;
  const over = `the person ${verb} ${String(years)} or over at ${event}`;
  const [yes, no] = condition.under === undefined ? [over, under] : [under, over];
  return { yes, no, unknown: `whether ${yes}` };
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
  const by = condition.by === 'here' ? ` by ${placeInWords(scene.packs, scene.country)}` : '';
  const key = 'identification.decisions';
  const tri = judgeLeaf(condition, scene);
  const record = findAnsweringDecision(condition, scene);
  const result = record?.get('result')?.value;
  const label = {
    yes: `a ${condition.result} ${kinds} decision${by} was made`,
    no: `the last ${kinds} decision${by} is not ${condition.result}`,
    unknown: `whether a ${condition.result} ${kinds} decision${by} was made`,
  };
  if (record === undefined || result === undefined) {
    return leaf('decision', label, tri, { missing: [key] });
  }
  const definition = scene.packs.vocabulary.facts.get(`${key}[].result`);
  const on = record.get('madeOn')?.value;
  const fact = {
    fact: `${key}[].result`,
    label: definition?.label ?? key,
    value: result,
    words: String(result).replaceAll('-', ' '),
    ...(typeof on === 'string' ? { on } : {}),
    class: definition?.class ?? '',
  };
  return leaf('decision', label, tri, { facts: [fact] });
}

function evaluateHere(condition: Extract<Condition, { kind: 'here' }>, scene: Scene): Truth {
  const found = lookUp(scene, condition.path);
  const place = placeInWords(scene.packs, scene.country);
  const { label } = found.definition;
  const words = {
    yes: `${label} includes ${place}`,
    no: `${label} does not include ${place}`,
    unknown: `whether ${label.charAt(0).toLowerCase()}${label.slice(1)} includes ${place}`,
  };
  const facts = usesOf(scene, [found]);
  return leaf('here', words, judgeLeaf(condition, scene), { facts, missing: [found.key] });
}

function evaluateListed(condition: Extract<Condition, { kind: 'listed' }>, scene: Scene): Truth {
  const list = scene.packs.lists.get(condition.list);
  if (list === undefined) throw new Error(`no such list: ${condition.list}`);
  const code = lookUp(scene, 'offence.code');
  const checked = lookUp(scene, 'offence.excludedList');
  const words = {
    yes: `the offence is in the list “${list.title}”`,
    no: `the offence is not in the list “${list.title}”`,
    unknown: `whether the offence is in the list “${list.title}”`,
  };
  return leaf('listed', words, judgeLeaf(condition, scene), {
    facts: usesOf(scene, [code, checked]),
    missing: code.entry?.value === undefined ? [code.key, checked.key] : [checked.key],
  });
}

function evaluateOpen(condition: Extract<Condition, { kind: 'open' }>, scene: Scene): Truth {
  const { ask, of } = findOpenTest(scene, condition.test);
  const answer = findTestAnswer(condition.test, scene);
  const tri = judgeLeaf(condition, scene);
  const openTests = isDecided(answer) ? [] : [condition.test];
  if (typeof answer?.value !== 'boolean') return leaf('open', ask, tri, { openTests });
  const said = answer.value ? 'yes' : 'no';
  const label = `the question left to ${roleInWords(of)}, “${ask}”, was answered ${said}`;
  const facts = [useOfAnswer(condition.test, ask, answer, scene)];
  return leaf('open', label, tri, { facts, openTests });
}

/** An answer to an open test as it appears in a trace: who gave it, when, and who disputes it. */
function useOfAnswer(test: string, ask: string, answer: FactEntry, scene: Scene): FactUse {
  const { source, by, on, asserted, disputedBy } = answer;
  return {
    fact: `tests.${test}`,
    label: ask,
    value: answer.value === true,
    words: answer.value === true ? 'yes' : 'no',
    ...(source === undefined ? {} : { source }),
    ...(by === undefined ? {} : { by }),
    ...(on === undefined ? {} : { on }),
    ...(asserted === undefined ? {} : { asserted }),
    ...(disputedBy === undefined ? {} : { disputedBy }),
    class: answer.class ?? scene.packs.vocabulary.classes[0] ?? '',
  };
}

function findOpenTest(scene: Scene, id: string): Pick<OpenTest, 'ask' | 'of'> {
  for (const provision of scene.packs.provisions.values()) {
    const test = provision.openTests.find((candidate) => candidate.id === id);
    if (test !== undefined) return test;
  }
  throw new Error(`no such open test: ${id}`);
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
  if (scene.open.includes(id)) return leaf('provision', provision.title, 'unknown');
  const truth = scene.judge(provision, scene);
  return {
    ...truth,
    trace: {
      node: 'provision',
      label: provision.title,
      value: truth.tri,
      facts: [],
      of: [truth.trace],
    },
  };
}
