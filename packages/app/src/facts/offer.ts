/** Which facts may be recorded by whom, and which records of a list there are. Pure. */
import { recordIds } from '@amparo/casework/facts';
import type { RecordedFacts } from '@amparo/casework/facts';
import type { DeskKind } from '@amparo/casework/directory';
import type { DrawerClass } from '@amparo/casework/grants';
import type { FactDefinition, Vocabulary } from '@amparo/law';
import { plainLetters } from '../files/search.ts';

/** A desk of the member and the drawer classes that it has open in this file. */
export interface Holding {
  readonly kind: DeskKind;
  readonly classes: readonly DrawerClass[];
}

/**
 * True when one of these desks may record a fact: it may ask, it holds the drawer, and what touches
 * an accusation's why is left to a legal desk.
 */
export function mayRecord(definition: FactDefinition, holdings: readonly Holding[]): boolean {
  return holdings.some(
    ({ kind, classes }) =>
      (definition.class !== 'privileged' || kind === 'legal') &&
      definition.mayAsk.includes(kind) &&
      classes.some((each) => each === definition.class),
  );
}

/** The facts that may be recorded here, those that match the words first typed. */
export function offeredFacts(
  vocabulary: Vocabulary,
  holdings: readonly Holding[],
  query: string,
): readonly FactDefinition[] {
  const wanted = plainLetters(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  return [...vocabulary.facts.values()].filter((definition) => {
    if (!mayRecord(definition, holdings)) return false;
    const text = plainLetters(`${definition.label} ${definition.question} ${definition.key}`);
    return wanted.every((word) => text.includes(word));
  });
}

/** The list that a key belongs to, such as `offences` for `offences[].code`; null for a plain fact. */
export function listOf(key: string): string | null {
  const at = key.indexOf('[].');
  return at < 0 ? null : key.slice(0, at);
}

/** The fact by which a question about a whole list begins: its first field. */
export function firstFieldOf(vocabulary: Vocabulary, key: string): string {
  if (vocabulary.facts.has(key)) return key;
  const fields = [...vocabulary.facts.keys()].filter((each) => listOf(each) === key);
  return fields[0] ?? key;
}

export interface RecordName {
  readonly item: string;
  readonly number: number;
  /** What tells it apart: the first text that was recorded of it. */
  readonly hint: string;
}

/** The records of a list, numbered as findings number them. */
export function recordsOf(facts: RecordedFacts, list: string): readonly RecordName[] {
  return recordIds(facts, list).map((item, index) => ({
    item,
    number: index + 1,
    hint: hintOf(facts, item),
  }));
}

function hintOf(facts: RecordedFacts, item: string): string {
  for (const { event, state } of facts) {
    if (event.item !== item || state !== 'current' || !('value' in event.answer)) continue;
    if (typeof event.answer.value === 'string') return event.answer.value;
  }
  return '';
}

/** The record that a finding's `about`, such as `offences[0]`, speaks of. */
export function itemOfAbout(facts: RecordedFacts, about: string | null): string | null {
  const match = about === null ? null : /^(.+)\[(\d+)\]$/.exec(about);
  const [, list, index] = match ?? [];
  if (list === undefined || index === undefined) return null;
  return recordIds(facts, list)[Number(index)] ?? null;
}
