/** Recorded facts in the format of docs/formats/facts.md, as the law engine reads them. */
import type { DrawerClass } from '../grants/index.ts';
import type { FactRecorded } from './events.ts';
import type { RecordedFact, RecordedFacts } from './facts.ts';
import { isTestKey } from './open-tests.ts';

/** A recorded fact, with the class of its drawer where the reader knows it. */
type PlacedFact = RecordedFact & { readonly class?: DrawerClass };

interface Branch {
  [key: string]: unknown;
}

/**
 * Turns current facts into one facts document. Where two current facts speak of the same key, the
 * one recorded last counts; an earlier one that disagrees is named as the dispute. An answer to an open
 * test carries the class of the drawer it lies in, so that what rests on it inherits that.
 */
export function factsDocument(facts: readonly PlacedFact[]): Branch {
  const document: Branch = {};
  const records = new Map<string, { list: string; record: Branch }>();
  const current = facts.filter((fact) => fact.state === 'current');
  const ordered = current.toSorted((a, b) => a.at.localeCompare(b.at));
  for (const fact of ordered) {
    const { key, item } = fact.event;
    const mark = key.indexOf('[].');
    if (mark < 0 || item === null) {
      put(document, key.split('.'), entryOf(fact, ordered));
      continue;
    }
    const list = key.slice(0, mark);
    const known = records.get(`${list}|${item}`) ?? { list, record: {} };
    records.set(`${list}|${item}`, known);
    put(known.record, key.slice(mark + 3).split('.'), entryOf(fact, ordered));
  }
  for (const { list, record } of records.values()) {
    const sofar = document[list];
    document[list] = Array.isArray(sofar) ? [...(sofar as unknown[]), record] : [record];
  }
  return document;
}

/** The record ids of a list in the order in which `factsDocument` numbers them. */
export function recordIds(facts: RecordedFacts, list: string): readonly string[] {
  const prefix = `${list}[].`;
  const ids = facts
    .filter((fact) => fact.state === 'current' && fact.event.key.startsWith(prefix))
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map((fact) => fact.event.item);
  return [...new Set(ids.filter((id) => id !== null))];
}

function entryOf(fact: PlacedFact, all: RecordedFacts): Branch {
  const { event } = fact;
  const other = all.find(
    (o) => o !== fact && sameKey(o.event, event) && !sameAnswer(o.event, event),
  );
  const disputedBy = event.disputedBy ?? (other && (other.event.by || other.authorName));
  const isAnswer = isTestKey(event.key);
  // Whoever answers a legal test is named, if only as the member who recorded it.
  const by = event.by === '' && isAnswer ? fact.authorName : event.by;
  return {
    ...event.answer,
    source: event.source,
    on: event.on,
    ...(by === '' ? {} : { by }),
    ...(disputedBy === undefined ? {} : { disputedBy }),
    ...(isAnswer && fact.class !== undefined ? { class: fact.class } : {}),
  };
}

function sameKey(a: FactRecorded, b: FactRecorded): boolean {
  return a.key === b.key && a.item === b.item;
}

function sameAnswer(a: FactRecorded, b: FactRecorded): boolean {
  return JSON.stringify(a.answer) === JSON.stringify(b.answer);
}

function put(branch: Branch, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    branch[head] = value;
    return;
  }
  const next = branch[head];
  const child: Branch = typeof next === 'object' && next !== null ? (next as Branch) : {};
  branch[head] = child;
  put(child, rest, value);
}
