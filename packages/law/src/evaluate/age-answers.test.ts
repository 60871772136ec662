/** How a test of age is answered, from what, and what would settle it while it is open. */
import { expect, test } from 'vitest';
import { makeScene } from '../assess.ts';
import { dateSpan, formatDay } from '../dates.ts';
import { parseFacts } from '../index.ts';
import { loadSmall } from '../testing/small-law.ts';
import { findBirthSpan, judgeAge } from './age.ts';
import type { AgeAnswer } from './age.ts';
import type { Scene } from './scene.ts';

const ASOF = '2026-06-15';
const packs = loadSmall();

function sceneOf(facts: object, own: Partial<Scene> = {}): Scene {
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join());
  const scene = makeScene({ packs, facts: parsed.facts, asOf: ASOF }, dateSpan(ASOF).first);
  return { ...scene, jurisdiction: 'AA', country: 'AA', ...own };
}

type Asked = Parameters<typeof judgeAge>[1];

function judge(asked: Omit<Asked, 'kind'>, facts: object, own: Partial<Scene> = {}): AgeAnswer {
  return judgeAge(sceneOf(facts, own), { kind: 'age', ...asked });
}

const CHILD = { at: 'now', under: 18 };
const DOUBTED = { ...CHILD, presume: 'protection' };
const DISPUTE = { ageDisputed: true };

test.each<[Omit<Asked, 'kind'>, object, Partial<Scene>, object]>([
  [
    CHILD,
    { dateOfBirth: '2010-01-01', ageDisputed: false },
    {},
    { tri: 'yes', how: 'recorded', missing: [] },
  ],
  [
    CHILD,
    { dateOfBirth: '2010-01-01' },
    {},
    { tri: 'yes', how: 'recorded', missing: ['ageDisputed'] },
  ],
  [
    CHILD,
    { dateOfBirth: '1990-01-01', ageDisputed: false },
    {},
    { tri: 'no', how: 'recorded', missing: [] },
  ],
  [
    CHILD,
    { ageDisputed: false },
    {},
    { tri: 'unknown', how: 'recorded', missing: ['dateOfBirth'] },
  ],
  [CHILD, {}, {}, { tri: 'unknown', how: 'recorded', missing: ['dateOfBirth', 'ageDisputed'] }],
  [CHILD, DISPUTE, {}, { tri: 'unknown', how: 'open', missing: ['dateOfBirth'] }],
  [CHILD, DISPUTE, { arguing: true }, { tri: 'yes', how: 'argued', missing: [] }],
  [CHILD, DISPUTE, { arguing: true, negated: true }, { tri: 'no', how: 'argued', missing: [] }],
  [DOUBTED, DISPUTE, {}, { tri: 'unknown', how: 'presumed', missing: ['reasonsToBelieveChild'] }],
  [
    DOUBTED,
    { ...DISPUTE, reasonsToBelieveChild: true },
    {},
    { tri: 'yes', how: 'presumed', missing: ['dateOfBirth'] },
  ],
  [
    DOUBTED,
    { ...DISPUTE, reasonsToBelieveChild: false },
    {},
    { tri: 'unknown', how: 'open', missing: ['dateOfBirth'] },
  ],
  [
    { ...CHILD, presume: 'taxes' },
    { ...DISPUTE, reasonsToBelieveChild: true },
    {},
    { tri: 'unknown', how: 'open' },
  ],
  [
    DOUBTED,
    { ...DISPUTE, reasonsToBelieveChild: true },
    { open: ['PRESUME'] },
    { tri: 'unknown', how: 'open' },
  ],
  [DOUBTED, { dateOfBirth: '2010-01-01', ageDisputed: false }, {}, { tri: 'yes', how: 'recorded' }],
  [
    CHILD,
    { dateOfBirth: { value: '1990-01-01', disputedBy: 'a lawyer' } },
    {},
    { tri: 'unknown', how: 'open' },
  ],
  [
    { at: 'act', under: 18 },
    { ageDisputed: false },
    {},
    { tri: 'unknown', missing: ['dateOfBirth', 'offences[].actDate', 'offences[].ageAtAct'] },
  ],
  [
    { at: 'started', under: 18 },
    { ageDisputed: false },
    {},
    { tri: 'unknown', missing: ['dateOfBirth', 'startedOn'] },
  ],
])('%j with %j and %j is answered %j', (asked, facts, own, answer) => {
  expect(judge(asked, facts, own)).toMatchObject(answer);
});

test.each<[Omit<Asked, 'kind'>, unknown, string]>([
  [{ at: 'act', under: 18 }, 17, 'yes'],
  [{ at: 'act', under: 18 }, 18, 'no'],
  [{ at: 'act', under: 18 }, '<18', 'yes'],
  [{ at: 'act', under: 18 }, '<19', 'unknown'],
  [{ at: 'act', under: 18 }, '>=17', 'unknown'],
  [{ at: 'act', under: 18 }, '>=18', 'no'],
  [{ at: 'act', atLeast: 18 }, 18, 'yes'],
  [{ at: 'act', atLeast: 18 }, 17, 'no'],
  [{ at: 'act', atLeast: 18 }, '<18', 'no'],
  [{ at: 'act', atLeast: 18 }, '<19', 'unknown'],
  [{ at: 'act', atLeast: 18 }, '>=18', 'yes'],
  [{ at: 'act', atLeast: 18 }, '>=17', 'unknown'],
])('for %j an age of %j means %s', (asked, ageAtAct, tri) => {
  const offences = [{ jurisdiction: 'AA', ageAtAct }];
  expect(judge(asked, { offences, ageDisputed: false }).tri).toBe(tri);
});

test.each([
  ['2007', 18, 'no'],
  ['2007', 17, 'yes'],
  ['2006', 18, 'no'],
  ['2009', 16, 'yes'],
])('born in %s and %d at the act in June 2025: under 18 is %s', (dateOfBirth, ageAtAct, tri) => {
  const offences = [{ jurisdiction: 'AA', actDate: '2025-06-01', ageAtAct }];
  const facts = { dateOfBirth, offences, ageDisputed: false };
  expect(judge({ at: 'act', under: 18 }, facts).tri).toBe(tri);
});

test('a birthday and an age that contradict each other tell nothing', () => {
  const offences = [{ jurisdiction: 'AA', actDate: '2025-06-01', ageAtAct: 25 }];
  const facts = { dateOfBirth: '2010-01-01', offences, ageDisputed: false };
  expect(judge({ at: 'act', under: 18 }, facts)).toMatchObject({
    tri: 'unknown',
    missing: ['dateOfBirth', 'offences[].ageAtAct'],
  });
  expect(findBirthSpan(sceneOf(facts))).toBeUndefined();
});

test.each<[object, string | undefined, string | undefined]>([
  [{}, undefined, undefined],
  [{ dateOfBirth: '2008' }, '2008-01-01', '2008-12-31'],
  [{ offences: [{ actDate: '2025-06-01', ageAtAct: 17 }] }, '2007-06-02', '2008-06-01'],
  [{ offences: [{ actDate: '2025-06', ageAtAct: 17 }] }, '2007-06-02', '2008-06-30'],
  [{ offences: [{ actDate: '2025-06-01', ageAtAct: '<18' }] }, '2007-06-02', '2025-06-01'],
  [
    { dateOfBirth: '2008', offences: [{ actDate: '2025-06-01', ageAtAct: 17 }] },
    '2008-01-01',
    '2008-06-01',
  ],
  [
    { dateOfBirth: '2007', offences: [{ actDate: '2025-06-01', ageAtAct: 17 }] },
    '2007-06-02',
    '2007-12-31',
  ],
  [{ offences: [{ ageAtAct: 17 }] }, undefined, undefined],
])('from %j the birthday lies between %s and %s', (facts, first, last) => {
  const span = findBirthSpan(sceneOf(facts));
  expect(span === undefined ? undefined : formatDay(span.first)).toBe(first);
  expect(span === undefined ? undefined : formatDay(span.last)).toBe(last);
});

test('an age that is only known to be at least so much leaves the first birthday open', () => {
  const span = findBirthSpan(sceneOf({ offences: [{ actDate: '2025-06-01', ageAtAct: '>=18' }] }));
  expect(span?.first).toBe(-Infinity);
  expect(formatDay(span?.last ?? 0)).toBe('2007-06-01');
});

test('the answer names the facts it was read from, and no empty ones but the dispute', () => {
  const keys = (facts: object): readonly string[] =>
    judge({ at: 'act', under: 18 }, facts).reading.facts.map(({ key }) => key);
  expect(keys({})).toEqual(['ageDisputed']);
  expect(keys({ dateOfBirth: '2010', offences: [{ ageAtAct: 16 }] })).toEqual([
    'offences[].ageAtAct',
    'dateOfBirth',
    'ageDisputed',
  ]);
});
