import { addMonths, addWorkingDays, birthday, dateSpan, formatDay } from '../dates.ts';
import type { Due } from '../finding.ts';
import type { Calendar, DateRule, DeadlineRule, Provision, ProvisionVersion } from '../model.ts';
import { findBirthSpan } from './age.ts';
import { findAnchorDate } from './anchor.ts';
import { evaluate } from './condition.ts';
import type { Scene } from './scene.ts';

/** A date as far as it can be worked out, with the sum in words. */
interface Reckoning {
  readonly day: number | undefined;
  readonly start: number | undefined;
  readonly words: string;
  readonly standard: string | undefined;
  readonly missing: readonly string[];
  readonly doubtful: boolean;
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
    const unsure = applies?.tri === 'unknown' ? ` Only if: ${applies.trace.label}.` : '';
    return [
      {
        rule: deadline.id,
        label: deadline.label,
        kind: deadline.kind,
        start: reckoned.start === undefined ? null : formatDay(reckoned.start),
        date: reckoned.day === undefined ? null : formatDay(reckoned.day),
        openStandard: reckoned.standard ?? null,
        arithmetic: `${capital(reckoned.words)}.${unsure} Source: ${deadline.source}.`,
        possible: provision.verified.level !== 'official' || reckoned.doubtful || unsure !== '',
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
        words: `${current.words}. Time may stand still: ${pause.label}`,
        missing: [...current.missing, ...truth.missing],
        doubtful: true,
      };
    }
    return {
      ...current,
      day: undefined,
      standard: `time does not run: ${pause.label}`,
      words: `${current.words}. Time does not run now: ${pause.label}`,
    };
  }, reckoned);
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

function reckonSum(rule: Extract<DateRule, { kind: 'add' }>, scene: Scene): Reckoning {
  const event = findAnchorDate(scene, rule.from);
  const words = describeSum(rule, event.label);
  if (event.span === undefined) return unknownStart(words, event.missing);
  // Where only a month or a year is known, the earliest possible day is the safe one.
  const start = event.span.first;
  const partial = event.span.first !== event.span.last;
  const calendar =
    rule.calendar === undefined ? undefined : scene.packs.calendars.get(rule.calendar);
  const reached = addDuration(start, rule, calendar);
  const notes = [
    partial ? 'The start is not known to the day; the earliest possible one was taken' : '',
    reached.covered ? '' : 'The list of holidays does not reach that far: check them',
  ].filter((note) => note !== '');
  return {
    day: reached.day,
    start,
    words: [`${words} (${formatDay(start)}): ${formatDay(reached.day)}`, ...notes].join('. '),
    standard: undefined,
    missing: partial ? event.missing : [],
    doubtful: partial || !reached.covered,
  };
}

function describeSum(rule: Extract<DateRule, { kind: 'add' }>, label: string): string {
  const unit = rule.amount === 1 ? rule.unit.replace(/s$/, '') : rule.unit;
  const less = rule.lessOneDay ? ' less one day' : '';
  const how = rule.countFirstDay ? 'beginning with the day of' : 'after';
  return `${String(rule.amount)} ${unit.replace('-', ' ')}${less} ${how} ${label}`;
}

function addDuration(
  start: number,
  rule: Extract<DateRule, { kind: 'add' }>,
  calendar: Calendar | undefined,
): { readonly day: number; readonly covered: boolean } {
  const less = (rule.countFirstDay ? 1 : 0) + (rule.lessOneDay ? 1 : 0);
  switch (rule.unit) {
    case 'working-days': {
      if (calendar === undefined) throw new Error('working days need a calendar');
      const working = {
        weekend: calendar.weekend,
        holidays: new Set([...calendar.holidays.keys()].map((day) => dateSpan(day).first)),
        first: dateSpan(calendar.from).first,
        last: dateSpan(calendar.to).last,
      };
      return addWorkingDays(start, rule.amount, working, rule.countFirstDay);
    }
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
