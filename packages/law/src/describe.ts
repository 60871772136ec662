import type { Condition, DateRule, FactDefinition, FactTest, Packs, Provision } from './model.ts';
import { vocabularyKey } from './facts/vocabulary.ts';
import { capital, endSentence, lower, valueInWords } from './wording.ts';

/** One line of a condition in words, and how deep it stands under the others. */
export interface ConditionLine {
  readonly depth: number;
  readonly text: string;
}

/**
 * A condition in words, a line for each part, so that a lawyer can read it without reading a pack.
 *
 * Shape: `depth` counts from 0; "all of these" and "any of these" stand above their parts.
 */
export function describeCondition(
  packs: Packs,
  condition: Condition,
  each?: string,
): readonly ConditionLine[] {
  return listLines(condition, { packs, list: each, depth: 0, negated: false });
}

interface Place {
  readonly packs: Packs;
  readonly list: string | undefined;
  readonly depth: number;
  readonly negated: boolean;
}

function listLines(condition: Condition, place: Place): readonly ConditionLine[] {
  const { packs, depth, negated } = place;
  const inner = { ...place, depth: depth + 1, negated: false };
  const line = (text: string): ConditionLine => {
    return { depth, text: negated ? `it is not so that ${lower(text)}` : text };
  };
  switch (condition.kind) {
    case 'not':
      return listLines(condition.of, { ...place, negated: !negated });
    case 'all':
    case 'any': {
      const of = condition.of.flatMap((part) => listLines(part, inner));
      const head = condition.kind === 'all' ? 'all of these' : 'any of these';
      return [{ depth, text: `${negated ? `not ${head}` : head}:` }, ...of];
    }
    case 'some': {
      const label = packs.vocabulary.lists.get(condition.list)?.label ?? condition.list;
      const where = listLines(condition.where, { ...inner, list: condition.list });
      return [line(`among ${lower(label)}, one for which:`), ...where];
    }
    default:
      return [line(describeLeaf(condition, place))];
  }
}

function describeLeaf(
  condition: Exclude<Condition, { kind: 'not' | 'all' | 'any' | 'some' }>,
  { packs, list }: Place,
): string {
  switch (condition.kind) {
    case 'always':
      return 'it applies to everybody within its reach';
    case 'fact':
      return describeFact(packs, condition.path, condition.test, list);
    case 'age': {
      const event = packs.anchors.get(condition.at)?.label ?? condition.at;
      const span =
        condition.under === undefined
          ? `${String(condition.atLeast ?? 0)} or over`
          : `under ${String(condition.under)}`;
      const presumed =
        condition.presume === undefined ? '' : `; in doubt as presumed for ${condition.presume}`;
      return `the person was ${span} at ${event}${presumed}`;
    }
    case 'decision': {
      const kinds = condition.of.map((kind) => kind.replaceAll('-', ' ')).join(' or ');
      const by = condition.by === 'here' ? ' by this state' : '';
      return `the last ${kinds} decision${by} is ${condition.result}`;
    }
    case 'here':
      return `${labelOf(packs, condition.path, list)} includes this state`;
    case 'listed':
      return `the offence is in the list “${packs.lists.get(condition.list)?.title ?? condition.list}”`;
    case 'open':
      return `a human decides “${findAsked(packs, condition.test)}”`;
    case 'concept':
      return packs.concepts.get(condition.name)?.title ?? condition.name;
    case 'provision':
      return `${condition.id} is engaged`;
  }
}

function definitionOf(
  packs: Packs,
  path: string,
  list: string | undefined,
): FactDefinition | undefined {
  const key = vocabularyKey(packs.vocabulary, path, list);
  return key === undefined ? undefined : packs.vocabulary.facts.get(key);
}

function labelOf(packs: Packs, path: string, list: string | undefined): string {
  return definitionOf(packs, path, list)?.label ?? path;
}

function findAsked(packs: Packs, id: string): string {
  const tests = [...packs.provisions.values()].flatMap(({ openTests }) => openTests);
  return tests.find((test) => test.id === id)?.ask ?? id;
}

function describeFact(
  packs: Packs,
  path: string,
  test: FactTest,
  list: string | undefined,
): string {
  const definition = definitionOf(packs, path, list);
  const label = definition?.label ?? path;
  const words = (values: readonly (string | number | boolean)[]): string =>
    definition === undefined ? values.join(', ') : valueInWords(definition, values, packs);
  switch (test.op) {
    case 'true':
      return label;
    case 'is':
      return `${label}: ${words([test.value])}`;
    case 'isNot':
      return `${label}: anything but ${words([test.value])}`;
    case 'in':
    case 'includesAny':
      return `${label}: one of ${words(test.values)}`;
    case 'includes':
      return `${label}: among others ${words(test.values)}`;
    case 'before':
      return `${label}: before ${test.date}`;
    case 'onOrAfter':
      return `${label}: on or after ${test.date}`;
    case 'beforeEvent':
      return `${label}: before ${packs.anchors.get(test.event)?.label ?? test.event}`;
    case 'atLeast':
      return `${label}: ${String(test.amount)} or more`;
    case 'lessThan':
      return `${label}: less than ${String(test.amount)}`;
    case 'happened':
      return `${label}: a day that has come`;
    case 'present':
      return `${label}: at least one`;
  }
}

/** A way to reach a date in words, from event to day: `30 days after the decision`. */
export function describeDateRule(packs: Packs, rule: DateRule): string {
  const event = (name: string): string => packs.anchors.get(name)?.label ?? name;
  switch (rule.kind) {
    case 'add': {
      const amount = Math.abs(rule.amount);
      const unit = amount === 1 ? rule.unit.replace(/s$/, '') : rule.unit;
      const less = rule.lessOneDay ? ' less one day' : '';
      const how =
        rule.amount < 0 ? 'before' : rule.countFirstDay ? 'beginning with the day of' : 'after';
      const moved =
        rule.lastDay === undefined ? '' : `, moved to the ${rule.lastDay.replaceAll('-', ' ')}`;
      return `${String(amount)} ${unit.replace('-', ' ')}${less} ${how} ${event(rule.from)}${moved}`;
    }
    case 'event':
      return `the day of ${event(rule.from)}`;
    case 'age':
      return `the day the person turns ${String(rule.years)}`;
    case 'open':
      return `${rule.standard}, counted from ${event(rule.from)}; the law gives no number`;
    case 'later-of':
    case 'earlier-of': {
      const parts = rule.of.map((part) => describeDateRule(packs, part)).join('; or ');
      return `the ${rule.kind === 'later-of' ? 'later' : 'earlier'} of: ${parts}`;
    }
  }
}

/** What a rule stops an authority from doing, in one sentence; none where that was not recorded. */
export function describeStages(stages: Provision['stages']): string | undefined {
  if (stages.length === 0) return undefined;
  const words = { decide: 'deciding', prepare: 'preparing', enforce: 'enforcing' } as const;
  const all = ['decide', 'prepare', 'enforce'] as const;
  const name = (list: readonly (keyof typeof words)[]): string =>
    list.map((stage) => words[stage]).join(' and ');
  const free = all.filter((stage) => !stages.includes(stage));
  const stopped = `While it holds, it stops ${name(all.filter((stage) => stages.includes(stage)))}`;
  return endSentence(
    free.length === 0 ? stopped : `${stopped}. ${capital(name(free))} may go on meanwhile`,
  );
}
