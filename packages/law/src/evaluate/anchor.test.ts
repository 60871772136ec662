import { expect, test } from 'vitest';
import { makeScene } from '../assess.ts';
import { dateSpan } from '../dates.ts';
import { parseFacts } from '../index.ts';
import type { Finding } from '../index.ts';
import { assessSmall, findP, loadSmall, provision } from '../testing/small-law.ts';
import { findAnchorDate } from './anchor.ts';
import type { AnchorDate } from './anchor.ts';

function judge(own: object, facts: object): Finding {
  return findP(assessSmall([provision({ id: 'P', ...own })], { location: 'AA', ...facts }));
}

const decided = (...decisions: readonly object[]): object => ({ identification: { decisions } });
const first = (own: object): object => ({ state: 'AA', kind: 'first', result: 'positive', ...own });
const onDecision = {
  versions: [
    { from: '2010-01-01', to: '2019-12-31', anchor: 'first-decision', when: 'always' },
    { from: '2020-01-01', anchor: 'first-decision', when: 'signs' },
  ],
};

test('a decision is judged by the law of its day, and one that nobody has made by that of today', () => {
  const judged = (...decisions: readonly object[]): string =>
    judge(onDecision, { signs: false, ...decided(...decisions) }).result;
  expect(judged(first({ madeOn: '2019-12-31' }))).toBe('engaged');
  expect(judged(first({ madeOn: '2020-01-01' }))).toBe('not-engaged');
  expect(judged()).toBe('not-engaged');
  expect(judged(first({ state: 'BB', madeOn: '2019-12-31' }))).toBe('not-engaged');
  expect(judged({ kind: 'last', state: 'AA', madeOn: '2019-12-31' })).toBe('not-engaged');
});

test('a decision whose day nobody knows may fall under either law, and its day is asked for', () => {
  const open = judge(onDecision, { signs: false, ...decided(first({})) });
  expect(open.result).toBe('cannot-say');
  expect(open.missing).toContain('identification.decisions[].madeOn');
});

test('whether there was a decision at all is asked only where nobody has said', () => {
  const deadline = {
    deadlines: [
      {
        id: 'D',
        label: 'x',
        kind: 'person-must-act',
        rule: { add: '1 day', from: 'first-decision' },
        source: 's',
      },
    ],
  };
  const missing = (facts: object): readonly string[] | undefined =>
    judge(deadline, { signs: true, ...facts }).due[0]?.missing;
  expect(missing({})).toEqual(['identification.decisions']);
  expect(missing(decided())).toEqual([]);
  expect(missing(decided(first({})))).toEqual(['identification.decisions[].madeOn']);
  expect(missing(decided(first({ madeOn: '2026-01-01' })))).toEqual([]);
});

test('the last decision of a kind stands, whatever was decided before', () => {
  const own = { versions: [{ from: '2010', when: { decision: 'first', result: 'positive' } }] };
  const result = (...decisions: readonly object[]): string =>
    judge(own, decided(...decisions)).result;
  expect(result(first({ result: 'negative' }), first({}))).toBe('engaged');
  expect(result(first({}), first({ result: 'negative' }))).toBe('not-engaged');
  expect(result(first({}), first({ kind: 'last', result: 'negative' }))).toBe('engaged');
});

test('a record that says too little may be a later decision, and leaves the answer open', () => {
  const own = { versions: [{ from: '2010', when: { decision: 'first', result: 'positive' } }] };
  const result = (...decisions: readonly object[]): string =>
    judge(own, decided(...decisions)).result;
  expect(result(first({}), { state: 'AA' })).toBe('cannot-say');
  expect(result(first({}), { kind: 'first' })).toBe('cannot-say');
  expect(result({ state: 'AA' }, first({}))).toBe('engaged');
  expect(result(first({}), { state: 'BB', kind: 'first', result: 'negative' })).toBe('engaged');
});

test('outside "each" a field of a record is meant only when there is one record', () => {
  const own = { versions: [{ from: '2010', when: 'offence.nexus.forced' }] };
  const forced = { jurisdiction: 'AA', nexus: { forced: true } };
  expect(judge(own, { offences: [forced] }).result).toBe('engaged');
  expect(judge(own, { offences: [forced, forced] }).result).toBe('cannot-say');
  expect(judge(own, { offences: [] }).result).toBe('cannot-say');
  expect(judge(own, { offences: { unknown: 'refused' } }).result).toBe('cannot-say');
});

test('the value of one record counts before the general one, which fills in for it', () => {
  const own = {
    connects: ['prosecuting'],
    each: 'offences',
    versions: [{ from: '2010', when: { fact: 'offence.ageAtAct', lessThan: 18 } }],
  };
  const result = (facts: object): string => judge(own, facts).result;
  expect(result({ ageAtAct: 17, offences: [{ jurisdiction: 'AA' }] })).toBe('engaged');
  expect(result({ ageAtAct: 17, offences: [{ jurisdiction: 'AA', ageAtAct: 19 }] })).toBe(
    'not-engaged',
  );
});

test.each<[object, object, string]>([
  [{ fact: 'startedOn', before: '2026-01-01' }, { startedOn: '2025-12-31' }, 'engaged'],
  [{ fact: 'startedOn', before: '2026-01-01' }, { startedOn: '2026-01-01' }, 'not-engaged'],
  [{ fact: 'startedOn', before: '2026-06-01' }, { startedOn: '2026' }, 'cannot-say'],
  [{ fact: 'startedOn', onOrAfter: '2026-01-01' }, { startedOn: '2026-01-01' }, 'engaged'],
  [{ fact: 'startedOn', onOrAfter: '2026-01-01' }, { startedOn: '2025-12-31' }, 'not-engaged'],
  [{ fact: 'startedOn', happened: true }, { startedOn: '2026-06-15' }, 'engaged'],
  [{ fact: 'startedOn', happened: true }, { startedOn: '2026-06-16' }, 'not-engaged'],
  [{ fact: 'startedOn', happened: true }, { startedOn: '2026-06' }, 'cannot-say'],
  [{ fact: 'startedOn', beforeEvent: 'today' }, { startedOn: '2026-06-14' }, 'engaged'],
  [{ fact: 'startedOn', beforeEvent: 'today' }, { startedOn: '2026-06-15' }, 'not-engaged'],
  [{ fact: 'startedOn', beforeEvent: 'today' }, { startedOn: '2026-06' }, 'cannot-say'],
  [{ fact: 'startedOn', beforeEvent: 'pause-start' }, { startedOn: '2026-06-14' }, 'cannot-say'],
  [{ fact: 'amount', atLeast: 5 }, { amount: 5 }, 'engaged'],
  [{ fact: 'amount', atLeast: 5 }, { amount: 4.5 }, 'not-engaged'],
  [{ fact: 'amount', atLeast: -2 }, { amount: -1 }, 'engaged'],
  [{ fact: 'amount', lessThan: 5 }, { amount: 5 }, 'not-engaged'],
  [{ fact: 'amount', lessThan: 5 }, { amount: 4 }, 'engaged'],
  [{ fact: 'ageAtAct', atLeast: 18 }, { ageAtAct: '>=18' }, 'engaged'],
  [{ fact: 'ageAtAct', atLeast: 19 }, { ageAtAct: '>=18' }, 'cannot-say'],
  [{ fact: 'ageAtAct', atLeast: 18 }, { ageAtAct: '<18' }, 'not-engaged'],
  [{ fact: 'ageAtAct', atLeast: 17 }, { ageAtAct: '<18' }, 'cannot-say'],
  [{ fact: 'ageAtAct', lessThan: 18 }, { ageAtAct: '<18' }, 'engaged'],
  [{ fact: 'ageAtAct', lessThan: 17 }, { ageAtAct: '<18' }, 'cannot-say'],
  [{ fact: 'ageAtAct', lessThan: 18 }, { ageAtAct: '>=18' }, 'not-engaged'],
  [{ fact: 'ageAtAct', lessThan: 20 }, { ageAtAct: '>=18' }, 'cannot-say'],
  [{ fact: 'colour', in: ['red'] }, { colour: 'red' }, 'engaged'],
  [{ fact: 'colour', in: ['red'] }, { colour: 'dark-blue' }, 'not-engaged'],
  [{ fact: 'colour', isNot: 'red' }, { colour: 'red' }, 'not-engaged'],
  [{ fact: 'colour', isNot: 'red' }, {}, 'cannot-say'],
  [{ fact: 'signs', is: false }, { signs: false }, 'engaged'],
  [{ fact: 'nationality', includes: 'AA' }, { nationality: ['BB', 'AA'] }, 'engaged'],
  [{ fact: 'nationality', includesAny: ['AA'] }, { nationality: ['BB'] }, 'not-engaged'],
  [{ fact: 'nationality', present: true }, { nationality: [] }, 'not-engaged'],
  [{ fact: 'nationality', present: true }, { nationality: ['BB'] }, 'engaged'],
  [{ here: 'nationality' }, { nationality: ['BB'] }, 'not-engaged'],
  [{ here: 'nationality' }, { nationality: ['BB', 'AA'] }, 'engaged'],
  [{ some: 'convictions', where: 'always' }, {}, 'cannot-say'],
])('%j with %j is %s', (when, facts, result) => {
  expect(judge({ versions: [{ from: '2010', when }] }, facts).result).toBe(result);
});

test('the day of a decision is the one the rule names, and only its own field is asked for', () => {
  const scene = (decisions: unknown, field: string): AnchorDate => {
    const packs = loadSmall();
    const anchors = new Map(packs.anchors);
    anchors.set('told', {
      name: 'told',
      label: 'the notice',
      today: false,
      paths: [],
      decision: { of: ['first'], field: field === 'receivedOn' ? 'receivedOn' : 'madeOn' },
    });
    const parsed = parseFacts(
      decisions === undefined ? {} : { identification: { decisions } },
      packs,
    );
    if (!parsed.ok) throw new Error('refused');
    const request = { packs: { ...packs, anchors }, facts: parsed.facts, asOf: '2026-01-01' };
    const bare = makeScene(request, dateSpan('2026-01-01').first);
    return findAnchorDate({ ...bare, jurisdiction: 'AA', country: 'AA' }, 'told');
  };
  const decided = { state: 'AA', kind: 'first', madeOn: '2025-05-01', receivedOn: '2025-06-01' };
  const plain = { label: 'the notice', missing: [], awaited: false, today: false };
  expect(scene([decided], 'madeOn')).toEqual({ ...plain, span: dateSpan('2025-05-01') });
  expect(scene([decided], 'receivedOn')).toEqual({ ...plain, span: dateSpan('2025-06-01') });
  expect(scene([{ state: 'AA', kind: 'first' }], 'receivedOn')).toEqual({
    ...plain,
    span: undefined,
    missing: ['identification.decisions[].receivedOn'],
  });
  expect(scene([], 'madeOn')).toEqual({ ...plain, span: undefined, awaited: true });
  expect(scene(undefined, 'madeOn')).toEqual({
    ...plain,
    span: undefined,
    awaited: true,
    missing: ['identification.decisions'],
  });
});

test('an event is today, or the day of its fact, or asked for; and one that no pack names is a fault', () => {
  const packs = loadSmall();
  const on = (name: string, facts: object): AnchorDate => {
    const parsed = parseFacts(facts, packs);
    if (!parsed.ok) throw new Error('refused');
    const asOf = '2026-01-01';
    return findAnchorDate(
      makeScene({ packs, facts: parsed.facts, asOf }, dateSpan(asOf).first),
      name,
    );
  };
  const plain = { missing: [], awaited: false, today: false };
  expect(on('now', {})).toEqual({
    ...plain,
    label: 'the present day',
    span: dateSpan('2026-01-01'),
    today: true,
  });
  expect(on('started', { startedOn: '2025' })).toEqual({
    ...plain,
    label: 'the start',
    span: dateSpan('2025'),
  });
  expect(on('started', {})).toEqual({
    ...plain,
    label: 'the start',
    span: undefined,
    missing: ['startedOn'],
  });
  expect(() => on('nothing', {})).toThrow('no such event: nothing');
});
