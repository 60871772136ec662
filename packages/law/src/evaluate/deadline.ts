import {
  addMonths,
  addWorkingDays,
  birthday,
  dateSpan,
  formatDay,
  isWorkingDay,
} from '../dates.ts';
import type { WorkingCalendar } from '../dates.ts';
import { describeDateRule } from '../describe.ts';
import { listOpenPoints } from '../explain.ts';
import type { Due } from '../finding.ts';
import type { DateRule, DeadlineRule, PauseRule, Provision, ProvisionVersion } from '../model.ts';
import { capital, joinSentences } from '../wording.ts';
import { findBirthSpan } from './age.ts';
import { findAnchorDate } from './anchor.ts';
import { evaluate } from './condition.ts';
import type { Scene } from './scene.ts';

type SumRule = Extract<DateRule, { kind: 'add' }>;

/** A date as far as it can be worked out, with the sum in words. */
interface Reckoning {
  readonly day: number | undefined;
  readonly start: number | undefined;
  readonly words: string;
  readonly standard: string | undefined;
  readonly missing: readonly string[];
  readonly doubtful: boolean;
}

/** True when the official text of this time limit, as it stands now, was read, and not only that of the rule around it. */
function isRead({ verified }: Provision, deadline: DeadlineRule): boolean {
  return (
    verified.level === 'official' && verified.asAt === undefined && deadline.level === undefined
  );
}

/** Works out every deadline of a provision that this scene does not rule out. */
export function listDue(
  provision: Provision,
  version: ProvisionVersion,
  scene: Scene,
): readonly Due[] {
  return provision.deadlines.flatMap((deadline) => {
    if (deadline.version !== undefined && deadline.version !== version.from) return [];
    const applies = deadline.when === undefined ? undefined : evaluate(deadline.when, scene);
    if (applies?.tri === 'no') return [];
    const reckoned = withPauses(deadline, scene, reckon(deadline.rule, scene));
    const unsure =
      applies?.tri === 'unknown'
        ? `Whether it applies depends on: ${listOpenPoints(applies.trace).join('; ')}`
        : '';
    return [
      {
        rule: deadline.id,
        label: deadline.label,
        kind: deadline.kind,
        start: reckoned.start === undefined ? null : formatDay(reckoned.start),
        date: reckoned.day === undefined ? null : formatDay(reckoned.day),
        openStandard: reckoned.standard ?? null,
        arithmetic: joinSentences([capital(reckoned.words), unsure, `Source: ${deadline.source}`]),
        possible: !isRead(provision, deadline) || reckoned.doubtful || unsure !== '',
        missing: [...new Set([...reckoned.missing, ...(applies?.missing ?? [])])],
      },
    ];
  });
}

function withPauses(deadline: DeadlineRule, scene: Scene, reckoned: Reckoning): Reckoning {
  return (deadline.pausedWhile ?? []).reduce<Reckoning>((current, pause) => {
    const truth = evaluate(pause.when, scene);
    if (truth.tri === 'no') return current;
    if (truth.tri === 'unknown') {
      return {
        ...current,
        words: joinSentences([current.words, `Time may stand still: ${pause.label}`]),
        missing: [...current.missing, ...truth.missing],
        doubtful: true,
      };
    }
    const over = addPause(pause, scene, current);
    return (
      over ?? {
        ...current,
        day: undefined,
        standard: `time does not run: ${pause.label}`,
        words: joinSentences([current.words, `Time does not run now: ${pause.label}`]),
      }
    );
  }, reckoned);
}

/** The date with the days of a pause that is over added; none while the pause lasts or is not dated. */
function addPause(pause: PauseRule, scene: Scene, reckoned: Reckoning): Reckoning | undefined {
  const { day, start } = reckoned;
  if (pause.from === undefined || pause.until === undefined) return undefined;
  const from = findAnchorDate(scene, pause.from);
  const until = findAnchorDate(scene, pause.until);
  if (day === undefined || from.span === undefined || until.span === undefined) return undefined;
  // Days that may not have counted are not given away: the shortest pause is the safe one.
  const first = Math.max(from.span.last, start ?? from.span.last);
  const isLate = first > day;
  const days = isLate ? 0 : Math.max(0, until.span.first - first);
  const partial = from.span.first !== from.span.last || until.span.first !== until.span.last;
  const sum = `Time stood still for ${countDays(days)}, from ${formatDay(first)} to ${formatDay(until.span.first)}: ${pause.label}`;
  const reached = `So it falls on ${formatDay(day + days)}`;
  return {
    ...reckoned,
    day: day + days,
    words: days === 0 ? reckoned.words : joinSentences([reckoned.words, sum, reached]),
    doubtful: reckoned.doubtful || partial,
  };
}

function countDays(days: number): string {
  return days === 1 ? '1 day' : `${String(days)} days`;
}

function reckon(rule: DateRule, scene: Scene): Reckoning {
  switch (rule.kind) {
    case 'add':
      return reckonSum(rule, scene);
    case 'event':
      return reckonEvent(rule, scene);
    case 'open': {
      const event = findAnchorDate(scene, rule.from);
      const start = event.span?.first;
      return {
        day: undefined,
        start,
        words: `${rule.standard}, counted from ${event.label}; the law gives no number`,
        standard: rule.standard,
        missing: event.missing,
        doubtful: false,
      };
    }
    case 'age':
      return reckonBirthday(rule.years, scene);
    case 'later-of':
    case 'earlier-of':
      return reckonChoice(rule, scene);
  }
}

function unknownStart(words: string, missing: readonly string[]): Reckoning {
  return {
    day: undefined,
    start: undefined,
    words: `${words}, whose day is not known`,
    standard: words,
    missing,
    doubtful: false,
  };
}

function reckonEvent(rule: Extract<DateRule, { kind: 'event' }>, scene: Scene): Reckoning {
  const event = findAnchorDate(scene, rule.from);
  if (event.span === undefined) {
    return unknownStart(event.label, event.missing);
  }
  const day = event.span.last;
  return {
    day,
    start: event.span.first,
    words: `the day of ${event.label}: ${formatDay(day)}`,
    standard: undefined,
    missing: [],
    doubtful: event.span.first !== event.span.last,
  };
}

function reckonSum(rule: SumRule, scene: Scene): Reckoning {
  const event = findAnchorDate(scene, rule.from);
  const words = describeDateRule(scene.packs, rule);
  if (event.span === undefined) return unknownStart(words, event.missing);
  // Where only a month or a year is known, the earliest possible day is the safe one.
  const start = event.span.first;
  const partial = event.span.first !== event.span.last;
  const calendar = findWorkingCalendar(rule, scene);
  const reached = addDuration(start, rule, calendar);
  const moved = moveToWorkingDay(reached, rule, calendar);
  const notes = [
    moved.day === reached.day
      ? ''
      : `Nobody works on that day; the ${moved.day > reached.day ? 'next' : 'last'} working day is ${formatDay(moved.day)}`,
    partial ? 'The start is not known to the day; the earliest possible one was taken' : '',
    moved.covered ? '' : 'The list of holidays does not reach that far: check them',
  ].filter((note) => note !== '');
  return {
    day: moved.day,
    start,
    words: [`${words} (${formatDay(start)}): ${formatDay(reached.day)}`, ...notes].join('. '),
    standard: undefined,
    missing: partial ? event.missing : [],
    doubtful: partial || !moved.covered,
  };
}

interface Reached {
  readonly day: number;
  /** False when the list of holidays does not reach that far. */
  readonly covered: boolean;
}

function findWorkingCalendar(rule: SumRule, scene: Scene): WorkingCalendar | undefined {
  const calendar =
    rule.calendar === undefined ? undefined : scene.packs.calendars.get(rule.calendar);
  if (calendar === undefined) return undefined;
  return {
    weekend: calendar.weekend,
    holidays: new Set([...calendar.holidays.keys()].map((day) => dateSpan(day).first)),
    first: dateSpan(calendar.from).first,
    last: dateSpan(calendar.to).last,
  };
}

function addDuration(start: number, rule: SumRule, calendar: WorkingCalendar | undefined): Reached {
  const less = (rule.countFirstDay ? 1 : 0) + (rule.lessOneDay ? 1 : 0);
  switch (rule.unit) {
    case 'working-days':
      if (calendar === undefined) throw new Error('working days need a calendar');
      return addWorkingDays(start, rule.amount, calendar, rule.countFirstDay);
    case 'hours':
      return { day: start + Math.floor(rule.amount / 24), covered: true };
    case 'days':
      return { day: start + rule.amount - less, covered: true };
    case 'weeks':
      return { day: start + rule.amount * 7 - less, covered: true };
    case 'months':
      return { day: addMonths(start, rule.amount) - less, covered: true };
    case 'years':
      return { day: addMonths(start, rule.amount * 12) - less, covered: true };
  }
}

/** Moves a last day on which nobody works to the next or last working day, where the rule says so. */
function moveToWorkingDay(
  reached: Reached,
  rule: SumRule,
  calendar: WorkingCalendar | undefined,
): Reached {
  if (rule.lastDay === undefined || calendar === undefined) return reached;
  const step = rule.lastDay === 'next-working-day' ? 1 : -1;
  let { day } = reached;
  while (!isWorkingDay(day, calendar)) day += step;
  const covered = reached.covered && day >= calendar.first && day <= calendar.last;
  return { day, covered };
}

function reckonBirthday(years: number, scene: Scene): Reckoning {
  const birth = findBirthSpan(scene);
  const words = `the day the person turns ${String(years)}`;
  if (birth === undefined || !Number.isFinite(birth.first)) {
    return unknownStart(words, ['dateOfBirth']);
  }
  const day = birthday(birth.first, years);
  return {
    day,
    start: birth.first,
    words: `${words}: ${formatDay(day)}`,
    standard: undefined,
    missing: birth.first === birth.last ? [] : ['dateOfBirth'],
    doubtful: birth.first !== birth.last,
  };
}

function reckonChoice(
  rule: Extract<DateRule, { kind: 'later-of' | 'earlier-of' }>,
  scene: Scene,
): Reckoning {
  const parts = rule.of.map((part) => reckon(part, scene));
  const later = rule.kind === 'later-of';
  const known = parts.filter((part) => part.day !== undefined);
  const days = known.map((part) => part.day ?? 0);
  const best = days.length === 0 ? undefined : later ? Math.max(...days) : Math.min(...days);
  const complete = known.length === parts.length;
  const words = `the ${later ? 'later' : 'earlier'} of: ${parts.map((part) => part.words).join('; or ')}`;
  const bound = best === undefined ? '' : `. Not ${later ? 'before' : 'after'} ${formatDay(best)}`;
  const day = complete || !later ? best : undefined;
  return {
    day,
    start: parts.find((part) => part.start !== undefined)?.start,
    words: complete ? words : `${words}${bound}`,
    standard: day === undefined ? `${words}${bound}` : undefined,
    missing: parts.flatMap((part) => part.missing),
    doubtful: !complete || parts.some((part) => part.doubtful),
  };
}
