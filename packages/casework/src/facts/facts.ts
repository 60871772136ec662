/** What is known about a person, folded from the drawers the reader holds, and what may be added. */
import type { FactDefinition, Provision, Vocabulary } from '@amparo/law';
import type { DeskKind } from '../directory/index.ts';
import type { DrawerClass } from '../grants/index.ts';
import { accept, foldEntries, refuse } from '../kernel/index.ts';
import type { Decision, Folded, Id, Instant, OpenedEntry, RefusalCode } from '../kernel/index.ts';
import { FactEvent } from './events.ts';
import type { FactRecorded } from './events.ts';
import { findOpenQuestion } from './open-tests.ts';
import type { OpenQuestion } from './open-tests.ts';

export interface RecordedFact {
  readonly event: FactRecorded;
  readonly author: Id;
  readonly authorName: string;
  readonly at: Instant;
  readonly state: 'current' | 'replaced' | 'withdrawn';
}

/** Facts of one drawer in the order they were recorded. */
export type RecordedFacts = readonly RecordedFact[];

const KINDS: ReadonlySet<string> = new Set(['fact/recorded', 'fact/withdrawn']);

/**
 * Folds one drawer; facts of several drawers are simply put together. With `of`, the drawer's class, what
 * links an accusation to the exploitation is refused anywhere but in the privileged drawer.
 */
export function foldFacts(
  entries: readonly OpenedEntry[],
  of?: DrawerClass,
): Folded<RecordedFacts> {
  return foldEntries<RecordedFacts, FactEvent>(entries, {
    schema: FactEvent,
    initial: [],
    evolve: (facts, event, entry) =>
      isMisplaced(event, of) ? undefined : evolveFacts(facts, event, entry),
    passes: (kind) => !KINDS.has(kind) && kind !== '',
  });
}

/** What a legal desk alone writes: why an accused person acted, and what a court would make of it. */
const PRIVILEGED_KEY = /^(offences|convictions)\[\]\.(nexus|tests)\./;

function isMisplaced(event: FactEvent, of: DrawerClass | undefined): boolean {
  if (of === undefined || of === NEXUS_CLASS || event.kind !== 'fact/recorded') return false;
  return PRIVILEGED_KEY.test(event.key);
}

/** One event further; undefined when a fact comes twice or changes one that is not there. */
export function evolveFacts(
  facts: RecordedFacts,
  event: FactEvent,
  entry: OpenedEntry,
): RecordedFacts | undefined {
  if (entry.byPerson) return undefined;
  if (event.kind === 'fact/withdrawn') return settle(facts, event.fact, 'withdrawn');
  if (facts.some((fact) => fact.event.fact === event.fact)) return undefined;
  const base =
    event.replaces === undefined ? facts : settle(facts, event.replaces, 'replaced', event);
  const fact: RecordedFact = {
    event,
    author: entry.author,
    authorName: entry.authorName,
    at: entry.receivedAt,
    state: 'current',
  };
  return base && [...base, fact];
}

/** Facts that concern what was done under compulsion in relation to an accusation. */
const NEXUS_CLASS: DrawerClass = 'privileged';

export interface FactContext {
  readonly vocabulary: Vocabulary;
  /** The law whose open tests may be answered. */
  readonly provisions: ReadonlyMap<string, Provision>;
  readonly deskKind: DeskKind;
  /** The class of the drawer it would be written to. */
  readonly drawerClass: DrawerClass;
  /** Today at the writer's place. */
  readonly today: string;
  readonly known: RecordedFacts;
}

/**
 * Decides whether a fact may be recorded. Refuses: `fact/unknown-key`, `fact/wrong-drawer`,
 * `fact/legal-desk-only` (nexus facts are dangerous), `fact/other-desk` (an open test is answered by the
 * role that the law names), `fact/reasons`, `fact/value`, `fact/date`, `fact/gone`.
 */
export function decideFact(command: FactCommand, context: FactContext): Decision<FactEvent> {
  const question = findOpenQuestion(context.provisions, command.key);
  const definition = context.vocabulary.facts.get(command.key);
  const own = question?.class ?? definition?.class;
  if (own === undefined) return refuse('fact/unknown-key', command.key);
  if (own === NEXUS_CLASS && context.deskKind !== 'legal') return refuse('fact/legal-desk-only');
  if (own !== context.drawerClass) return refuse('fact/wrong-drawer');
  if (command.key.includes('[]') !== (command.item !== null)) return refuse('fact/value');
  const refused =
    question === undefined
      ? definition && findValueRefusal(definition, command)
      : findAnswerRefusal(question, command, context);
  if (refused !== undefined) return refuse(refused);
  if (command.on > context.today) return refuse('fact/date');
  if (command.replaces !== undefined && !isCurrent(context.known, command.replaces)) {
    return refuse('fact/gone');
  }
  const parsed = FactEvent.safeParse({ ...command, v: 1, kind: 'fact/recorded' });
  return parsed.success ? accept(parsed.data) : refuse('request/malformed');
}

type FactCommand = Omit<FactRecorded, 'v' | 'kind'>;

function findValueRefusal(
  definition: FactDefinition,
  command: FactCommand,
): RefusalCode | undefined {
  const { answer, reasons } = command;
  if (reasons !== undefined) return 'fact/value';
  return 'value' in answer && !isPossible(definition, answer.value) ? 'fact/value' : undefined;
}

/** An open test is answered yes, no or not yet; yes and no for reasons that somebody can read later. */
function findAnswerRefusal(
  question: OpenQuestion,
  { answer, reasons, item }: FactCommand,
  { deskKind, known }: FactContext,
): RefusalCode | undefined {
  if (!question.desks.includes(deskKind)) return 'fact/other-desk';
  // An answer belongs to an accusation that is there; it never makes one.
  if (item !== null && !known.some((fact) => fact.event.item === item)) return 'fact/value';
  if ('unknown' in answer) return answer.unknown === 'unknown' ? undefined : 'fact/value';
  if (typeof answer.value !== 'boolean') return 'fact/value';
  return (reasons ?? '').trim() === '' ? 'fact/reasons' : undefined;
}

/** Decides an undo: the fact stays readable as withdrawn. Refuses `fact/gone`. */
export function decideWithdrawal(known: RecordedFacts, fact: Id): Decision<FactEvent> {
  if (!isCurrent(known, fact)) return refuse('fact/gone');
  return accept({ v: 1, kind: 'fact/withdrawn', fact });
}

/** True when a value has the type, and is among the values, that the vocabulary names. */
export function isPossible(
  definition: FactDefinition,
  value: boolean | number | string | readonly (boolean | number | string)[],
): boolean {
  switch (definition.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0;
    case 'date':
      return typeof value === 'string' && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value);
    case 'age':
      return (
        (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 130) ||
        (typeof value === 'string' && /^(<|>=|about )?\d{1,3}$/.test(value))
      );
    case 'enum':
      return typeof value === 'string' && (definition.values ?? []).includes(value);
    case 'list':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        (definition.of !== 'enum' ||
          value.every((item) => (definition.values ?? []).includes(String(item))))
      );
    case 'country':
      return typeof value === 'string' && /^[A-Z]{2}$/.test(value);
    case 'place':
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
  }
}

function isCurrent(facts: RecordedFacts, id: Id): boolean {
  return facts.some((fact) => fact.event.fact === id && fact.state === 'current');
}

/** Marks one current fact; a replacement must be about the same key and record. */
function settle(
  facts: RecordedFacts,
  id: Id,
  to: 'replaced' | 'withdrawn',
  by?: FactRecorded,
): RecordedFacts | undefined {
  const target = facts.find((fact) => fact.event.fact === id && fact.state === 'current');
  if (target === undefined) return undefined;
  if (by !== undefined && (by.key !== target.event.key || by.item !== target.event.item)) {
    return undefined;
  }
  return facts.map((fact) => (fact === target ? { ...fact, state: to } : fact));
}
