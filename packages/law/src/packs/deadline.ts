import type { DateRule, DeadlineRule, DueKind, DurationUnit } from '../model.ts';
import { readCondition } from './condition.ts';
import type { ConditionNames } from './condition.ts';
import {
  findDate,
  findText,
  readChoice,
  readFlag,
  readList,
  readObject,
  readText,
  report,
} from './reader.ts';
import type { Path, Reading, YamlObject } from './reader.ts';

const KINDS: readonly DueKind[] = [
  'person-must-act',
  'authority-must-act',
  'protection-lasts',
  'open-standard',
];
const UNITS: readonly DurationUnit[] = [
  'hours',
  'days',
  'working-days',
  'weeks',
  'months',
  'years',
];
const DEADLINE_KEYS = [
  'id',
  'label',
  'kind',
  'version',
  'rule',
  'when',
  'pausedWhile',
  'level',
  'source',
];
/** A time limit may be less sure than its provision, never more. */
const LOWER_LEVELS = ['secondary', 'memory'] as const;
const LAST_DAYS = ['next-working-day', 'previous-working-day'] as const;
const OPEN: DateRule = { kind: 'open', standard: '', from: 'today' };

/** Reads the `deadlines:` of a provision. */
export function readDeadlines(
  reading: Reading,
  object: YamlObject,
  path: Path,
  names: ConditionNames,
): readonly DeadlineRule[] {
  return readList(reading, object, 'deadlines', path).map((item, index) => {
    const here = [...path, 'deadlines', index];
    const deadline = readObject(reading, item, here, DEADLINE_KEYS);
    const version = findDate(reading, deadline, 'version', here);
    const paused = readList(reading, deadline, 'pausedWhile', here).map((pause, pauseIndex) => {
      const at = [...here, 'pausedWhile', pauseIndex];
      const value = readObject(reading, pause, at, ['label', 'when', 'from', 'until']);
      const dated = value['from'] !== undefined || value['until'] !== undefined;
      return {
        ...(dated
          ? {
              from: readAnchor(reading, value, 'from', { path: at, names }),
              until: readAnchor(reading, value, 'until', { path: at, names }),
            }
          : {}),
        label: readText(reading, value, 'label', at),
        when: readCondition(reading, value['when'], [...at, 'when'], names),
      };
    });
    return {
      id: readText(reading, deadline, 'id', here),
      label: readText(reading, deadline, 'label', here),
      kind: readChoice(reading, deadline, 'kind', { path: here, choices: KINDS }),
      rule: readDateRule(reading, deadline['rule'], [...here, 'rule'], names),
      ...(version === undefined ? {} : { version }),
      ...(deadline['when'] === undefined
        ? {}
        : { when: readCondition(reading, deadline['when'], [...here, 'when'], names) }),
      ...(paused.length === 0 ? {} : { pausedWhile: paused }),
      ...(deadline['level'] === undefined
        ? {}
        : { level: readChoice(reading, deadline, 'level', { path: here, choices: LOWER_LEVELS }) }),
      source: readText(reading, deadline, 'source', here),
    };
  });
}

function readDateRule(
  reading: Reading,
  value: unknown,
  path: Path,
  names: ConditionNames,
): DateRule {
  const keys = [
    'add',
    'subtract',
    'from',
    'countFirstDay',
    'lessOneDay',
    'calendar',
    'lastDay',
    'laterOf',
    'earlierOf',
    'open',
    'event',
    'birthday',
  ];
  const rule = readObject(reading, value, path, keys);
  for (const [key, kind] of [
    ['laterOf', 'later-of'],
    ['earlierOf', 'earlier-of'],
  ] as const) {
    if (rule[key] === undefined) continue;
    const of = readList(reading, rule, key, path).map((part, index) =>
      readDateRule(reading, part, [...path, key, index], names),
    );
    return { kind, of };
  }
  if (typeof rule['birthday'] === 'number') return { kind: 'age', years: rule['birthday'] };
  if (rule['event'] !== undefined) {
    return { kind: 'event', from: readAnchor(reading, rule, 'event', { path, names }) };
  }
  const from = readAnchor(reading, rule, 'from', { path, names });
  const standard = findText(reading, rule, 'open', path);
  if (standard !== undefined) return { kind: 'open', standard, from };
  return readSum(reading, rule, path, from);
}

function readSum(reading: Reading, rule: YamlObject, path: Path, from: string): DateRule {
  const given = rule['add'] ?? rule['subtract'];
  const match = /^(\d+) ([a-z-]+)$/.exec(typeof given === 'string' ? given : '');
  const word = match?.[2] ?? '';
  const unit = UNITS.find((name) => name === word || name === `${word}s`);
  const calendar = findText(reading, rule, 'calendar', path);
  const lastDay =
    rule['lastDay'] === undefined
      ? undefined
      : readChoice(reading, rule, 'lastDay', { path, choices: LAST_DAYS });
  const needsCalendar = unit === 'working-days' || lastDay !== undefined;
  const isBoth = rule['add'] !== undefined && rule['subtract'] !== undefined;
  if (match === null || unit === undefined || isBoth || (needsCalendar && calendar === undefined)) {
    report(reading, path, {
      code: 'pack/date-rule',
      message: 'This way to reach a date cannot be read.',
      remedy:
        'Write add: "30 days" or subtract: "7 days", with a calendar for working days or lastDay; or laterOf, earlierOf, event, birthday, open.',
    });
    return OPEN;
  }
  const amount = Number(match[1]);
  return {
    kind: 'add',
    amount: rule['subtract'] === undefined ? amount : -amount,
    unit,
    from,
    countFirstDay: readFlag(reading, rule, 'countFirstDay', path),
    lessOneDay: readFlag(reading, rule, 'lessOneDay', path),
    ...(calendar === undefined ? {} : { calendar }),
    ...(lastDay === undefined ? {} : { lastDay }),
  };
}

function readAnchor(
  reading: Reading,
  rule: YamlObject,
  key: string,
  at: { readonly path: Path; readonly names: ConditionNames },
): string {
  const { path, names } = at;
  const anchor = readText(reading, rule, key, path);
  if (!names.anchors.has(anchor)) {
    report(reading, [...path, key], {
      code: 'pack/anchor',
      message: `"${anchor}" is not an event with a date.`,
      remedy: `Use one of ${[...names.anchors].join(', ')}.`,
    });
  }
  return anchor;
}
