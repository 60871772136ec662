/** The day before, the day and the day after every edge of a version, and every deadline, of all packs. */
import { assess, parseFacts } from '@amparo/law';
import type { DateRule, Finding, Packs, Provision } from '@amparo/law';
import { expect, test } from 'vitest';
import { loadLaw } from './law-files.ts';
import {
  chooserOf,
  connectedTo,
  makeEngaged,
  placeOf,
  satisfy,
  setAnchor,
} from './testing/satisfy.ts';
import type { Draft } from './testing/satisfy.ts';

const loaded = await loadLaw();
if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
const packs: Packs = loaded.packs;
const provisions = [...packs.provisions.values()];
const TODAY = '2026-11-23';
const DAY = 86_400_000;

type Version = Provision['versions'][number];

/** The day so many days after another, by the platform's calendar. */
function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** The first or last day of a date that may be a month or a year. */
function edgeOf(date: string, which: 'first' | 'last'): string {
  const [year = '', month, day] = date.split('-');
  if (day !== undefined) return date;
  if (which === 'first') return `${year}-${month ?? '01'}-01`;
  return new Date(Date.UTC(Number(year), Number(month ?? '12'), 0)).toISOString().slice(0, 10);
}

/** Rules that other rules rest on: named by them, or presuming something for them. */
const named = new Set(JSON.stringify(provisions).match(/(?<="kind":"provision","id":")[^"]+/g));
const ground = provisions.filter(({ id, presumes }) => presumes !== undefined || named.has(id));

function findingsOf(draft: Draft, asOf: string): readonly Finding[] {
  const parsed = parseFacts(draft.facts, packs);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors[0]));
  // Nothing but the rule at hand, and what it may rest on: there are many days to ask about.
  const few = new Map([...ground, draft.provision].map((one) => [one.id, one]));
  const { findings } = assess({
    packs: { ...packs, provisions: few },
    facts: parsed.facts,
    asOf,
    in: [draft.place],
  });
  return findings.filter(({ provision }) => provision === draft.provision.id);
}

function draftOf(provision: Provision): Draft | undefined {
  const place = placeOf(packs, provision);
  if (place === undefined) return undefined;
  const facts = connectedTo(packs, place);
  const state = packs.extents.places.get(place)?.country ?? place;
  facts['identification'] = { decisions: [{ state }] };
  return { packs, facts, provision, place, choose: chooserOf(1) };
}

/** The version that is law on a day, where all of them follow the same event. */
function versionOn({ versions }: Provision, day: string): Version | undefined {
  return versions.find(
    ({ from, to }) =>
      edgeOf(from, 'first') <= day && (to === undefined || edgeOf(to, 'last') >= day),
  );
}

function listEdges({ versions }: Provision): readonly string[] {
  return [
    ...new Set(
      versions.flatMap(({ from, to }) => {
        const first = edgeOf(from, 'first');
        const last = to === undefined ? [] : [edgeOf(to, 'last')];
        return [first, ...last].flatMap((day) => [-1, 0, 1].map((by) => dayAfter(day, by)));
      }),
    ),
  ].sort();
}

const DORMANT = ['enacted', 'not-commenced', 'repealed'];

test.each(provisions.map((provision) => [provision.id, provision] as const))(
  '%s is judged by the version of the day of its event, before, on and after each edge',
  (id, provision) => {
    const anchors = new Set(provision.versions.map(({ anchor }) => anchor));
    const [anchor = 'today'] = anchors;
    const isToday = packs.anchors.get(anchor)?.today === true;
    // A treaty does not bind a state before its day; the law of a place has no such day.
    const isOwn = provision.extent.some((code) => packs.extents.places.has(code));
    for (const day of listEdges(provision)) {
      if (day < '0100' || anchors.size > 1) continue;
      const draft = draftOf(provision);
      if (draft === undefined) return;
      setAnchor(draft, anchor, day);
      const found = findingsOf(draft, isToday ? day : later(day, TODAY));
      if (found.length === 0 && !isOwn) continue;
      const [finding] = found;
      expect(finding, `${id} on ${day} is not shown`).toBeDefined();
      const version = versionOn(provision, day);
      if (version === undefined) expect(finding?.result, `${id} on ${day}`).toBe('not-engaged');
      else expect(finding?.citations[0]?.version, `${id} on ${day}`).toBe(version.from);
      if (version !== undefined && DORMANT.includes(version.state)) {
        expect(finding?.result, `${id} on ${day}`).toBe('not-engaged');
      }
    }
  },
);

function later(one: string, other: string): string {
  return one > other ? one : other;
}

test.each(provisions.map((provision) => [provision.id, provision] as const))(
  'whoever has %s has it from its first day and not a day earlier',
  (id, provision) => {
    const [first] = provision.versions;
    if (first === undefined || DORMANT.includes(first.state) || first.state === 'paused') return;
    const from = edgeOf(first.from, 'first');
    const isToday = packs.anchors.get(first.anchor)?.today === true;
    if (from < '0100' || new Set(provision.versions.map(({ anchor }) => anchor)).size > 1) return;
    for (let seed = 0; seed < 20; seed += 1) {
      const draft = makeEngaged(packs, provision, first, chooserOf(seed));
      if (draft === undefined) return;
      const on = (day: string): string | undefined => {
        setAnchor(draft, first.anchor, day);
        return findingsOf(draft, isToday ? day : TODAY)[0]?.result;
      };
      if (on(from) !== 'engaged') continue;
      expect(on(dayAfter(from, -1)) ?? 'not-engaged', `${id} the day before ${from}`).toBe(
        'not-engaged',
      );
      return;
    }
  },
);

// What follows works dates out a second time, with the platform's calendar and nothing of the engine.

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function civilOf(text: string): Civil {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}

function addMonths(text: string, months: number): string {
  const { year, month, day } = civilOf(text);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const reached = Math.min(day, last.getUTCDate());
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), reached))
    .toISOString()
    .slice(0, 10);
}

function isFree(day: string, calendarId: string | undefined): boolean {
  const calendar = packs.calendars.get(calendarId ?? '');
  const weekday = new Date(day).getUTCDay() === 0 ? 7 : new Date(day).getUTCDay();
  return calendar?.weekend.includes(weekday) === true || calendar?.holidays.has(day) === true;
}

function addWorking(day: string, rule: Extract<DateRule, { kind: 'add' }>): string {
  const step = rule.amount < 0 ? -1 : 1;
  let at = rule.countFirstDay ? dayAfter(day, -step) : day;
  for (let left = Math.abs(rule.amount); left > 0;) {
    at = dayAfter(at, step);
    if (!isFree(at, rule.calendar)) left -= 1;
  }
  return at;
}

function reach(rule: DateRule, start: string, born: string): string | undefined {
  switch (rule.kind) {
    case 'open':
      return undefined;
    case 'event':
      return start;
    case 'age': {
      const { year, month, day } = civilOf(born);
      return new Date(Date.UTC(year + rule.years, month - 1, day)).toISOString().slice(0, 10);
    }
    case 'later-of':
    case 'earlier-of': {
      const days = rule.of.map((part) => reach(part, start, born));
      const known = days.filter((day) => day !== undefined).sort();
      if (rule.kind === 'earlier-of') return known[0];
      return known.length === days.length ? known.at(-1) : undefined;
    }
    case 'add': {
      const less = (rule.countFirstDay ? 1 : 0) + (rule.lessOneDay ? 1 : 0);
      const { amount } = rule;
      const plain: Readonly<Record<string, () => string>> = {
        hours: () => dayAfter(start, Math.floor(amount / 24)),
        days: () => dayAfter(start, amount - less),
        weeks: () => dayAfter(start, amount * 7 - less),
        months: () => dayAfter(addMonths(start, amount), -less),
        years: () => dayAfter(addMonths(start, amount * 12), -less),
        'working-days': () => addWorking(start, rule),
      };
      let day = plain[rule.unit]?.() ?? '';
      while (rule.lastDay !== undefined && isFree(day, rule.calendar)) {
        day = dayAfter(day, rule.lastDay === 'next-working-day' ? 1 : -1);
      }
      return day;
    }
  }
}

function listAnchors(rule: DateRule): readonly string[] {
  switch (rule.kind) {
    case 'later-of':
    case 'earlier-of':
      return rule.of.flatMap(listAnchors);
    case 'age':
      return [];
    default:
      return [rule.from];
  }
}

// Month ends, a leap day and the days around it, Easter, the turn of a year, and a summer time change.
const STARTS = [
  '2026-01-31',
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2026-04-02',
  '2026-04-03',
  '2026-08-31',
  '2026-10-25',
  '2026-12-31',
  '2025-11-30',
];
const BIRTHS = ['2009-06-15', '2008-02-29'];

const deadlines = provisions.flatMap((provision) =>
  provision.deadlines.map(
    (deadline) => [`${provision.id} ${deadline.id}`, provision, deadline] as const,
  ),
);
const dated = new Set<string>();

type Deadline = Provision['deadlines'][number];

function dueOf(draft: Draft, deadline: Deadline, asOf: string): Finding['due'][number] | undefined {
  const due = findingsOf(draft, asOf).flatMap((finding) => finding.due);
  return due.find(({ rule }) => rule === deadline.id);
}

/** Somebody for whom the deadline runs, as far as one can be made. */
function findPerson(provision: Provision, deadline: Deadline): Draft | undefined {
  const own = provision.versions.find(({ from }) => from === deadline.version);
  const version = own ?? versionOn(provision, TODAY) ?? provision.versions.at(-1);
  if (version === undefined) return undefined;
  const asOf = version.to === undefined ? TODAY : edgeOf(version.to, 'last');
  for (let seed = 0; seed < 20; seed += 1) {
    const draft = makeEngaged(packs, provision, version, chooserOf(seed));
    if (draft === undefined) return undefined;
    if (deadline.when !== undefined) satisfy(draft, deadline.when, true, provision.each);
    for (const { when } of deadline.pausedWhile ?? []) satisfy(draft, when, false, provision.each);
    setAnchor(draft, version.anchor, later(edgeOf(version.from, 'first'), '2012-01-01'));
    if (dueOf(draft, deadline, asOf) !== undefined) return draft;
  }
  return undefined;
}

test.each(deadlines)('%s falls where the calendar says', (name, provision, deadline) => {
  const { rule } = deadline;
  const events = [...new Set(listAnchors(rule))];
  const isToday = (event: string): boolean => packs.anchors.get(event)?.today === true;
  const draft = findPerson(provision, deadline) ?? draftOf(provision);
  if (draft === undefined || (events.some(isToday) && !events.every(isToday))) return;
  const days = STARTS.flatMap((day) => [-1, 0, 1].map((by) => dayAfter(day, by)));
  for (const [index, start] of days.entries()) {
    const born = BIRTHS[index % BIRTHS.length] ?? '';
    if (rule.kind !== 'add') Object.assign(draft.facts, { dateOfBirth: born, ageDisputed: false });
    for (const event of events) setAnchor(draft, event, start);
    const due = dueOf(draft, deadline, events.some(isToday) ? start : later(start, TODAY));
    // Law that is not that of the day, or does not apply on these facts, has no deadline.
    if (due === undefined || due.openStandard?.startsWith('time does not run') === true) continue;
    expect(due.date ?? undefined, `${name} from ${start}`).toBe(reach(rule, start, born));
    if (due.date !== null) dated.add(name);
  }
});

test('nearly every deadline that has a number was worked out twice', () => {
  const numbered = deadlines.filter(
    ([, , { rule }]) => reach(rule, '2026-01-31', '2009-06-15') !== undefined,
  );
  const missed = numbered.map(([name]) => name).filter((name) => !dated.has(name));
  expect(missed.length, missed.join(', ')).toBeLessThan(Math.max(3, numbered.length / 10));
});
