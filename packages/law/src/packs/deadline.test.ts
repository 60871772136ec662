/** A way to reach a date that cannot be read is refused with its place and what to write instead. */
import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import { provision, smallFiles } from '../testing/small-law.ts';

function refusalsOf(rule: unknown): readonly string[] {
  const deadline = { id: 'D', label: 'l', kind: 'open-standard', rule, source: 's' };
  const parsed = parsePacks(smallFiles([provision({ id: 'P', deadlines: [deadline] })]));
  if (parsed.ok) return [];
  return parsed.errors.map(({ code, path, message, remedy }) => {
    return `${code} ${path.replace('provisions[1]', 'P')}: ${message} ${remedy}`;
  });
}

const DATE_RULE =
  'This way to reach a date cannot be read. Write add: "30 days" or subtract: "7 days", with a calendar for working days or lastDay; or laterOf, earlierOf, event, birthday, open.';
const EVENTS =
  'Use one of today, now, act, started, pause-start, pause-end, first-decision, last-decision.';
const NO_LIST = 'must be a list. Write one item a line, each beginning with "- ".';
const NO_FLAG = 'must be true or false. Write true or false without quotes.';
const NO_OBJECT = 'must be a set of named values. Write it as "name: value" lines; the names are';
const CHOOSE = 'Choose one of them.';

test.each<[unknown, readonly string[]]>([
  [{ add: 'soon', from: 'started' }, [`pack/date-rule P.deadlines[0].rule: ${DATE_RULE}`]],
  [{ add: 'in 3 days', from: 'started' }, [`pack/date-rule P.deadlines[0].rule: ${DATE_RULE}`]],
  [{ add: '3 days or so', from: 'started' }, [`pack/date-rule P.deadlines[0].rule: ${DATE_RULE}`]],
  [{ add: '3 moons', from: 'started' }, [`pack/date-rule P.deadlines[0].rule: ${DATE_RULE}`]],
  [
    { add: '1 day', subtract: '1 day', from: 'started' },
    [`pack/date-rule P.deadlines[0].rule: ${DATE_RULE}`],
  ],
  [{ add: '1 working-day', from: 'started' }, [`pack/date-rule P.deadlines[0].rule: ${DATE_RULE}`]],
  [
    { add: '1 day', from: 'started', lastDay: 'next-working-day' },
    [`pack/date-rule P.deadlines[0].rule: ${DATE_RULE}`],
  ],
  [
    { add: '1 day', from: 'started', calendar: 'aa', lastDay: 'monday' },
    [
      `pack/not-a-choice P.deadlines[0].rule.lastDay: "lastDay" must be one of next-working-day, previous-working-day. ${CHOOSE}`,
    ],
  ],
  [
    { add: '1 day', from: 'started', calendar: 'bb' },
    [
      'pack/leads-nowhere P: deadlines[0]: This names the calendar "bb", which does not exist. Did you mean "aa"?',
    ],
  ],
  [
    { laterOf: [{ add: '1 day', from: 'started', calendar: 'bb' }] },
    [
      'pack/leads-nowhere P: deadlines[0]: This names the calendar "bb", which does not exist. Did you mean "aa"?',
    ],
  ],
  [
    { earlierOf: [{ add: '1 day', from: 'started', calendar: 'bb' }] },
    [
      'pack/leads-nowhere P: deadlines[0]: This names the calendar "bb", which does not exist. Did you mean "aa"?',
    ],
  ],
  [{ laterOf: 'x' }, [`pack/not-a-list P.deadlines[0].rule.laterOf: "laterOf" ${NO_LIST}`]],
  [
    { laterOf: [{ evnt: 'x', birthday: 18 }] },
    [
      'pack/unknown-key P.deadlines[0].rule.laterOf[0].evnt: "evnt" is not a name that can stand here. Did you mean "event"?',
    ],
  ],
  [
    { add: '1 day', from: 'strated' },
    [`pack/anchor P.deadlines[0].rule.from: "strated" is not an event with a date. ${EVENTS}`],
  ],
  [
    { add: '1 day' },
    [
      'pack/missing P.deadlines[0].rule.from: "from" is missing. Add "from:" with a text.',
      `pack/anchor P.deadlines[0].rule.from: "" is not an event with a date. ${EVENTS}`,
    ],
  ],
  [
    { event: 'x' },
    [`pack/anchor P.deadlines[0].rule.event: "x" is not an event with a date. ${EVENTS}`],
  ],
  [
    { add: '1 day', from: 'started', countFirstDay: 1, lessOneDay: 'x' },
    [
      `pack/not-a-flag P.deadlines[0].rule.countFirstDay: "countFirstDay" ${NO_FLAG}`,
      `pack/not-a-flag P.deadlines[0].rule.lessOneDay: "lessOneDay" ${NO_FLAG}`,
    ],
  ],
  [
    7,
    [
      `pack/not-an-object P.deadlines[0].rule: provisions[1].deadlines[0].rule ${NO_OBJECT} add, subtract, from, countFirstDay, lessOneDay, calendar, lastDay, laterOf, earlierOf, open, event, birthday.`,
      'pack/missing P.deadlines[0].rule.from: "from" is missing. Add "from:" with a text.',
      `pack/anchor P.deadlines[0].rule.from: "" is not an event with a date. ${EVENTS}`,
      `pack/date-rule P.deadlines[0].rule: ${DATE_RULE}`,
    ],
  ],
])('the date rule %j is refused, with what to write', (rule, refusals) => {
  expect(refusalsOf(rule)).toEqual(refusals);
});
