import { expect, test } from 'vitest';
import { assessSmall, findP, provision } from './testing/small-law.ts';

const HERE = { location: 'AA' };

function resultOf(own: object, facts: object, asOf = '2026-06-15'): string {
  return findP(assessSmall([provision({ id: 'P', ...own })], { ...HERE, ...facts }, { asOf }))
    .result;
}

test('an unknown fact never becomes a no', () => {
  expect(resultOf({}, {})).toBe('cannot-say');
  expect(resultOf({ versions: [{ from: '2010', when: { not: 'signs' } }] }, {})).toBe('cannot-say');
  expect(resultOf({}, { signs: { unknown: 'refused' } })).toBe('cannot-say');
  expect(resultOf({}, { signs: false })).toBe('not-engaged');
  expect(resultOf({}, { signs: true })).toBe('engaged');
});

test('one known no settles "all" and one known yes settles "any", whatever else is unknown', () => {
  const all = { versions: [{ from: '2010', when: { all: ['signs', 'other'] } }] };
  const any = { versions: [{ from: '2010', when: { any: ['signs', 'other'] } }] };
  expect(resultOf(all, { signs: false })).toBe('not-engaged');
  expect(resultOf(any, { signs: true })).toBe('engaged');
  expect(resultOf(all, { signs: true })).toBe('cannot-say');
});

test('what is missing names only the facts that could still settle it', () => {
  const when = { all: ['signs', { any: ['other', 'helps'] }] };
  const finding = findP(
    assessSmall([provision({ id: 'P', versions: [{ from: '2010', when }] })], {
      ...HERE,
      signs: true,
    }),
  );
  expect([...finding.missing].sort()).toEqual(['helps', 'other']);
  expect(finding.questions.map(({ fact }) => fact).sort()).toEqual(['helps', 'other']);
});

test('a fact the person refused to give stays missing and is not asked again', () => {
  const finding = findP(
    assessSmall([provision({ id: 'P' })], { ...HERE, signs: { unknown: 'refused' } }),
  );
  expect(finding.missing).toEqual(['signs']);
  expect(finding.questions).toEqual([]);
});

test('an exception that nothing rules out stays visible and leaves the answer open', () => {
  const exceptions = [
    { id: 'E', label: 'somebody is excluded', when: 'excluded', effect: 'defeats', source: 's. 2' },
  ];
  const [open, met, ruledOut] = [{}, { excluded: true }, { excluded: false }].map((facts) =>
    findP(assessSmall([provision({ id: 'P', exceptions })], { ...HERE, signs: true, ...facts })),
  );
  expect(open?.result).toBe('cannot-say');
  expect(open?.because).toContain('Applies unless: somebody is excluded.');
  expect(open?.exceptionsNotExcluded.map(({ id }) => id)).toEqual(['E']);
  expect(met?.result).toBe('not-engaged');
  expect(ruledOut?.result).toBe('engaged');
});

test('an exception at somebody’s discretion never takes the right away by itself', () => {
  const exceptions = [
    { id: 'E', label: 'they may limit it', when: 'excluded', effect: 'discretion', source: 's. 2' },
  ];
  const finding = findP(
    assessSmall([provision({ id: 'P', exceptions })], { ...HERE, signs: true, excluded: true }),
  );
  expect(finding.result).toBe('engaged');
  expect(finding.exceptionsMet.map(({ id }) => id)).toEqual(['E']);
});

test('an exception to an exception lifts it, and what is not known about it stays open', () => {
  const exceptions = [
    { id: 'E', label: 'excluded', when: 'excluded', effect: 'defeats', source: 's. 2' },
    { id: 'F', label: 'helping', when: 'helps', effect: 'lifts', of: 'E', source: 's. 3' },
    { id: 'G', label: 'other', when: 'other', effect: 'lifts', of: 'F', source: 's. 4' },
  ];
  const judge = (facts: object): string => resultOf({ exceptions }, { signs: true, ...facts });
  expect(judge({ excluded: false })).toBe('engaged');
  expect(judge({ excluded: true, helps: false })).toBe('not-engaged');
  expect(judge({ excluded: true })).toBe('cannot-say');
  expect(judge({ excluded: true, helps: true, other: false })).toBe('engaged');
  expect(judge({ excluded: true, helps: true })).toBe('cannot-say');
  expect(judge({ excluded: true, helps: true, other: true })).toBe('not-engaged');
});

test('the law of a place that has nothing to do with the person is not shown', () => {
  const north = provision({
    id: 'P',
    extent: ['BB-N'],
    connects: ['prosecuting'],
    each: 'offences',
  });
  const south = { signs: true, offences: [{ jurisdiction: 'BB-S' }] };
  expect(assessSmall([north], south).findings.some(({ provision: id }) => id === 'P')).toBe(false);
  expect(
    findP(assessSmall([north], { signs: true, offences: [{ jurisdiction: 'BB-N' }] })).result,
  ).toBe('engaged');
});

test('federal law applies where the person is, but not to an accusation before a state court', () => {
  const presence = provision({ id: 'P', extent: ['BB-F'] });
  const accused = provision({ id: 'P', extent: ['BB-F'], connects: ['prosecuting'] });
  expect(findP(assessSmall([presence], { signs: true, location: 'BB-S' })).jurisdiction).toBe(
    'BB-F',
  );
  const state = assessSmall([accused], { signs: true, offences: [{ jurisdiction: 'BB-S' }] });
  expect(state.findings.some(({ provision: id }) => id === 'P')).toBe(false);
});

test('a caller can hide a state but never connect one', () => {
  const rule = provision({ id: 'P' });
  const hidden = assessSmall([rule], { ...HERE, signs: true }, { in: ['BB-N'] });
  expect(hidden.findings).toEqual([]);
  const elsewhere = assessSmall([rule], { signs: true, location: 'BB-N' }, { in: ['AA'] });
  expect(elsewhere.findings.some(({ provision: id }) => id === 'P')).toBe(false);
});

test('an unknown place leaves the law of that place open and asks for the place', () => {
  const finding = findP(assessSmall([provision({ id: 'P' })], { signs: true }, { in: ['AA'] }));
  expect(finding.result).toBe('cannot-say');
  expect(finding.missing).toEqual(['location']);
});

test('nobody knowing the place, a rule for all states still answers and asks for the place', () => {
  const finding = findP(assessSmall([provision({ id: 'P', extent: ['ALL'] })], { signs: true }));
  expect(finding.jurisdiction).toBe('INT');
  expect(finding.result).toBe('cannot-say');
  expect(finding.missing).toContain('location');
});

test('a treaty binds its members from their day, and nobody claims to know the others', () => {
  const treaty = provision({ id: 'P', extent: ['TREATY'] });
  const partly = provision({ id: 'P', extent: ['SOME'] });
  const facts = { ...HERE, signs: true };
  expect(findP(assessSmall([treaty], facts)).result).toBe('engaged');
  expect(
    assessSmall([treaty], facts, { asOf: '2014-12-31' }).findings.map((f) => f.provision),
  ).not.toContain('P');
  expect(
    assessSmall([partly], { signs: true, location: 'BB-N' }).findings.map((f) => f.provision),
  ).not.toContain('P');
  expect(findP(assessSmall([treaty], facts, { asOf: '2015-01-01' })).result).toBe('engaged');
});

test('whether a treaty bound the state is asked about the day of the event, not of today', () => {
  const own = {
    extent: ['TREATY', 'LEFT'],
    connects: ['prosecuting'],
    each: 'offences',
    versions: [{ from: '2000', anchor: 'act', when: 'signs' }],
  };
  const on = (actDate: unknown): string | undefined =>
    assessSmall([provision({ id: 'P', ...own })], {
      signs: true,
      offences: [{ jurisdiction: 'AA', actDate }],
    }).findings.find(({ provision: id }) => id === 'P')?.result;
  // A member of one until the end of 2012, of the other since 2015.
  expect(on('2012-12-31')).toBe('engaged');
  expect(on('2013-01-01')).toBeUndefined();
  expect(on('2014-12-31')).toBeUndefined();
  expect(on('2015-01-01')).toBe('engaged');
  expect(on({ unknown: 'not-asked' })).toBe('cannot-say');
});

test('a day in a gap between two versions has no law, and a day after it has the later one', () => {
  const own = {
    connects: ['prosecuting'],
    each: 'offences',
    versions: [
      { from: '2012-01-01', to: '2014-12-31', anchor: 'act', when: 'signs' },
      { from: '2018-01-01', anchor: 'act', when: 'signs' },
    ],
  };
  const on = (actDate: string): string =>
    resultOf(own, { signs: true, offences: [{ jurisdiction: 'AA', actDate }] });
  expect(on('2014-12-31')).toBe('engaged');
  expect(on('2015-01-01')).toBe('not-engaged');
  expect(on('2017-12-31')).toBe('not-engaged');
  expect(on('2018-01-01')).toBe('engaged');
  expect(on('2020')).toBe('engaged');
  expect(on('2014')).toBe('engaged');
});

test('the version of the law is that of its event: the day before, on and after', () => {
  const own = {
    connects: ['prosecuting'],
    each: 'offences',
    versions: [
      { from: '2012-01-01', to: '2019-12-31', anchor: 'act', when: 'signs' },
      { from: '2020-01-01', anchor: 'act', when: 'other' },
    ],
  };
  const on = (actDate: string): string =>
    resultOf(own, { signs: true, other: false, offences: [{ jurisdiction: 'AA', actDate }] });
  expect(on('2011-12-31')).toBe('not-engaged');
  expect(on('2012-01-01')).toBe('engaged');
  expect(on('2019-12-31')).toBe('engaged');
  expect(on('2020-01-01')).toBe('not-engaged');
});

test('a year that straddles two versions leaves the answer open and asks for the day', () => {
  const own = {
    connects: ['prosecuting'],
    each: 'offences',
    versions: [{ from: '2015-07-31', anchor: 'act', when: 'signs' }],
  };
  const offences = (actDate: unknown): object => ({
    signs: true,
    offences: [{ jurisdiction: 'AA', actDate }],
  });
  expect(resultOf(own, offences('2015'))).toBe('cannot-say');
  expect(resultOf(own, offences('2014'))).toBe('not-engaged');
  expect(resultOf(own, offences('2016'))).toBe('engaged');
  expect(resultOf(own, offences({ unknown: 'not-asked' }))).toBe('cannot-say');
});

test('law that is enacted but not in force, repealed or paused never reads as engaged', () => {
  const state = (name: string): string =>
    resultOf({ versions: [{ from: '2010', state: name, when: 'signs' }] }, { signs: true });
  expect(state('enacted')).toBe('not-engaged');
  expect(state('not-commenced')).toBe('not-engaged');
  expect(state('repealed')).toBe('not-engaged');
  expect(state('paused')).toBe('cannot-say');
  expect(state('transposition-due')).toBe('engaged');
});

test('each accusation is judged by itself', () => {
  const own = provision({
    id: 'P',
    connects: ['prosecuting'],
    each: 'offences',
    versions: [{ from: '2010', anchor: 'act', when: 'offence.nexus.forced' }],
  });
  const offences = [
    { jurisdiction: 'AA', actDate: '2020-01-01', nexus: { forced: true } },
    { jurisdiction: 'AA', actDate: '2020-01-01', nexus: { forced: false } },
  ];
  const findings = assessSmall([own], { ...HERE, offences }).findings.filter(
    ({ provision: id }) => id === 'P',
  );
  expect(findings.map(({ about, result }) => [about, result])).toEqual([
    ['offences[0]', 'engaged'],
    ['offences[1]', 'not-engaged'],
  ]);
});

test('a list counts by the day of the act, and what is in neither part of it stays open', () => {
  const own = {
    connects: ['prosecuting'],
    each: 'offences',
    versions: [{ from: '2010', anchor: 'act', when: { listed: 'LIST' } }],
  };
  const judge = (code: string, actDate: string, excludedList?: boolean): string =>
    resultOf(own, {
      offences: [
        {
          jurisdiction: 'AA',
          code,
          actDate,
          ...(excludedList === undefined ? {} : { excludedList }),
        },
      ],
    });
  expect(judge('Murder', '2015-01-01')).toBe('engaged');
  expect(judge('piracy', '2019-12-31')).toBe('not-engaged');
  expect(judge('piracy', '2020-01-01')).toBe('engaged');
  expect(judge('Theft', '2015-01-01')).toBe('not-engaged');
  expect(judge('burglary', '2015-01-01')).toBe('cannot-say');
  expect(judge('burglary', '2015-01-01', true)).toBe('engaged');
  expect(judge('murder', '2015-01-01', false)).toBe('cannot-say');
});

test('a decision that nobody has made is awaited, not refused', () => {
  const own = {
    versions: [{ from: '2010', when: { decision: 'first', result: 'positive', by: 'here' } }],
  };
  const decided = (state: string, result: string): object => ({
    identification: { decisions: [{ state, kind: 'first', result }] },
  });
  expect(resultOf(own, {})).toBe('cannot-say');
  expect(resultOf(own, { identification: { decisions: [] } })).toBe('cannot-say');
  expect(resultOf(own, decided('BB', 'positive'))).toBe('cannot-say');
  expect(resultOf(own, decided('AA', 'pending'))).toBe('cannot-say');
  expect(resultOf(own, decided('AA', 'positive'))).toBe('engaged');
  expect(resultOf(own, decided('AA', 'negative'))).toBe('not-engaged');
});

test('a finding belongs in the drawer of its most protected fact', () => {
  const own = provision({
    id: 'P',
    connects: ['prosecuting'],
    each: 'offences',
    versions: [{ from: '2010', anchor: 'act', when: { all: ['signs', 'offence.nexus.forced'] } }],
  });
  const offence = { jurisdiction: 'AA', actDate: '2020-01-01' };
  const withNexus = { ...HERE, signs: true, offences: [{ ...offence, nexus: { forced: true } }] };
  expect(findP(assessSmall([own], withNexus)).class).toBe('high');
  expect(findP(assessSmall([own], { ...HERE, signs: true, offences: [offence] })).class).toBe(
    'low',
  );
});

test('a rule that refers to itself in a circle is left open instead of going round', () => {
  const one = provision({ id: 'P', versions: [{ from: '2010', when: { provision: 'Q' } }] });
  const two = provision({ id: 'Q', versions: [{ from: '2010', when: { provision: 'P' } }] });
  expect(findP(assessSmall([one, two], HERE)).result).toBe('cannot-say');
});

test('an open test is left to a human role, and counts once that role has decided', () => {
  const tests = [
    { id: 'fair', ask: 'Is it fair?', of: 'court', for: ['A v B'], against: ['C v D'] },
  ];
  const own = { tests, versions: [{ from: '2010', when: { all: ['signs', { open: 'fair' }] } }] };
  const finding = findP(assessSmall([provision({ id: 'P', ...own })], { ...HERE, signs: true }));
  expect(finding.result).toBe('cannot-say');
  expect(finding.openTests[0]?.authorityAgainst).toEqual(['C v D']);
  expect(resultOf(own, { signs: true, tests: { fair: { value: true, by: 'court' } } })).toBe(
    'engaged',
  );
  expect(resultOf(own, { signs: true, tests: { fair: false } })).toBe('not-engaged');
  expect(resultOf({ ...own, defence: true }, { signs: true })).toBe('engaged');
});
