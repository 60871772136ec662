/** An access log that a person can read: one line for what was one act, day by day. Pure. */
import type { AccessRecord } from '@amparo/casework/log';

export interface LogLine {
  /** The newest record of the act; it speaks for all of them. */
  readonly record: AccessRecord;
  readonly records: readonly AccessRecord[];
  readonly classes: readonly NonNullable<AccessRecord['detail']['class']>[];
}

export interface LogDay {
  readonly day: string;
  readonly lines: readonly LogLine[];
}

const ONE_ACT_MS = 2 * 60_000;

/**
 * Puts records together that are of one kind by one actor, lie within two minutes, and are not
 * parted by anybody else's act: opening a file opens several drawers. Nothing is left out: each line keeps its records.
 */
export function groupRecords(records: readonly AccessRecord[]): readonly LogDay[] {
  const lines: AccessRecord[][] = [];
  for (const record of records) {
    const act = findAct(lines, record);
    if (act === undefined) lines.push([record]);
    else act.push(record);
  }
  const days = new Map<string, LogLine[]>();
  for (const own of lines) {
    const [record] = own;
    if (record === undefined) continue;
    const day = record.time.slice(0, 10);
    const classes = [...new Set(own.flatMap(({ detail }) => detail.class ?? []))];
    days.set(day, [...(days.get(day) ?? []), { record, records: own, classes }]);
  }
  return [...days].map(([day, own]) => ({ day, lines: own }));
}

/** The act a record belongs to: looked for back to where somebody else acted, or two minutes before. */
function findAct(
  lines: readonly AccessRecord[][],
  record: AccessRecord,
): AccessRecord[] | undefined {
  for (const group of lines.toReversed()) {
    const [first] = group;
    if (first?.detail.actor !== record.detail.actor) return undefined;
    if (Math.abs(Date.parse(first.time) - Date.parse(record.time)) > ONE_ACT_MS) return undefined;
    if (isSameAct(group, record)) return group;
  }
  return undefined;
}

function isSameAct(group: readonly AccessRecord[], record: AccessRecord): boolean {
  const [first] = group;
  if (first === undefined) return false;
  return (
    first.kind === record.kind &&
    first.detail.actor === record.detail.actor &&
    first.detail.desk === record.detail.desk &&
    first.time.slice(0, 10) === record.time.slice(0, 10) &&
    Math.abs(Date.parse(first.time) - Date.parse(record.time)) <= ONE_ACT_MS
  );
}

/** The places of these records in the log, as `12` or `12–15, 18`; null while one is not there yet. */
export function placesOf(records: readonly AccessRecord[]): string | null {
  const places = records.map(({ index }) => index);
  if (places.includes(null)) return null;
  const sorted = places.filter((place) => place !== null).sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const place of sorted) {
    const last = runs.at(-1);
    if (last?.[1] === place - 1) last[1] = place;
    else runs.push([place, place]);
  }
  return runs
    .map(([from, to]) => (from === to ? String(from) : `${String(from)}–${String(to)}`))
    .join(', ');
}
