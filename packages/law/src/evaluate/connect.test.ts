import { expect, test } from 'vitest';
import { assess, parseFacts } from '../index.ts';
import type { Assessment, Finding } from '../index.ts';
import { assessSmall, findP, loadSmall, provision } from '../testing/small-law.ts';

const always = { versions: [{ from: '2010', when: 'always' }] };

function resultIn(state: string, own: object, facts: object): string {
  const found = assessSmall([provision({ id: 'P', ...always, ...own })], facts, { in: [state] });
  return found.findings.find(({ provision: id }) => id === 'P')?.result ?? 'absent';
}

test.each<[string, object, object, object]>([
  ['presence', { location: 'AA' }, { location: 'BB-N' }, {}],
  ['nationality', { nationality: ['BB', 'AA'] }, { nationality: ['BB'] }, {}],
  ['residence', { permanentResidence: ['AA'] }, { permanentResidence: [] }, {}],
  ['living', { livesIn: 'AA' }, { livesIn: 'BB' }, { permanentResidence: ['AA'] }],
  ['place-of-acts', { exploitationPlaces: ['AA'] }, { exploitationPlaces: ['BB-N'] }, {}],
  [
    'prosecuting',
    { offences: [{ jurisdiction: 'BB-N' }, { jurisdiction: 'AA' }] },
    { offences: [{ jurisdiction: 'BB-N' }] },
    {},
  ],
  [
    'prosecuting',
    { offences: [{ jurisdiction: 'AA' }] },
    { accusedOrAtRisk: false },
    { accusedOrAtRisk: true },
  ],
  [
    'convicting',
    { convictions: [{ jurisdiction: 'AA' }] },
    { convictions: [] },
    { accusedOrAtRisk: false },
  ],
  [
    'identifying',
    { identification: { decisions: [{ state: 'AA' }] } },
    { identification: { decisions: [{ state: 'BB' }] } },
    { identification: { decisions: [{ kind: 'first' }] } },
  ],
  [
    'requested',
    { extradition: { requestedState: 'AA' } },
    { extradition: { requestedState: 'BB-N' } },
    {},
  ],
  [
    'requesting',
    { extradition: { requestingState: 'AA' } },
    { extradition: { requestingState: 'BB' } },
    {},
  ],
  ['employer', { employer: { state: 'AA' } }, { employer: { state: 'BB' } }, {}],
])('%s connects by its own fact, and only by that', (connection, yes, no, unknown) => {
  const own = { connects: [connection] };
  expect(resultIn('AA', own, yes)).toBe('engaged');
  expect(resultIn('AA', own, no)).toBe('absent');
  expect(resultIn('AA', own, unknown)).toBe('cannot-say');
});

test('one connection of several is enough, and one unknown one keeps the law in sight', () => {
  const own = { connects: ['presence', 'nationality'] };
  expect(resultIn('AA', own, { location: 'BB-N', nationality: ['AA'] })).toBe('engaged');
  expect(resultIn('AA', own, { location: 'BB-N' })).toBe('cannot-say');
  expect(resultIn('AA', own, { location: 'BB-N', nationality: ['BB'] })).toBe('absent');
});

test('a part of a country is reached through the country where a fact names only that', () => {
  const own = { connects: ['nationality'], extent: ['BB-N'] };
  expect(resultIn('BB-N', own, { nationality: ['BB'] })).toBe('engaged');
  expect(resultIn('BB-N', own, { nationality: ['AA'] })).toBe('absent');
});

function statesOf(facts: object): readonly string[] {
  const rule = provision({ id: 'P', ...always, extent: ['ALL'], connects: ['any'] });
  const { findings } = assessSmall([rule], facts);
  return findings.filter(({ provision: id }) => id === 'P').map(({ jurisdiction }) => jurisdiction);
}

test('the states follow from the facts, each once, in the order of the connections', () => {
  expect(statesOf({ location: 'AA', nationality: ['AA'] })).toEqual(['AA']);
  expect(
    statesOf({ nationality: ['AA'], location: 'BB-N', offences: [{ jurisdiction: 'AA' }] }),
  ).toEqual(['BB-N', 'AA']);
});

test('a country with several systems is the part that another fact names', () => {
  expect(statesOf({ nationality: ['BB'] })).toEqual(['BB']);
  expect(statesOf({ nationality: ['BB'], location: 'BB-N' })).toEqual(['BB-N']);
});

test('an authority that decides for a whole country decides in all its parts', () => {
  const decided = { identification: { decisions: [{ state: 'BB' }] } };
  expect(statesOf(decided)).toEqual(['BB-N', 'BB-S']);
  expect(statesOf({ ...decided, location: 'BB-S' })).toEqual(['BB-S', 'BB-F']);
});

test('who is bound by a treaty is known, not known, or left out by name', () => {
  const reach = (extent: string, location: string): string =>
    resultIn(location, { extent: [extent] }, { location });
  expect(reach('TREATY', 'AA')).toBe('engaged');
  expect(reach('TREATY', 'BB-N')).toBe('absent');
  expect(reach('SOME', 'AA')).toBe('engaged');
  expect(reach('SOME', 'BB-N')).toBe('absent');
  expect(reach('ALL', 'BB-N')).toBe('engaged');
  expect(reach('LEFT', 'AA')).toBe('absent');
});

function becauseOf(extent: string, location: string): string {
  const rule = provision({ id: 'P', ...always, extent: [extent] });
  return findP(assessSmall([rule], { location })).because.join(' ');
}

test('how far a treaty was checked is said in the reasons', () => {
  expect(becauseOf('TREATY', 'AA')).toContain('Aaland is among the parties to a treaty.');
  expect(becauseOf('ALL', 'BB-N')).toContain('Beland is taken to be among the all states: check.');
  expect(becauseOf('AA', 'AA')).not.toContain('among');
});

test('a treaty whose parties nobody checked leaves the answer open for a state it does not name', () => {
  const packs = loadSmall([provision({ id: 'P', ...always, extent: ['SOME'] })]);
  const place = { code: 'CC', name: 'Ceeland', country: 'CC', choose: [], also: [] };
  const places = new Map([...packs.extents.places, ['CC', place]]);
  const law = { ...packs, extents: { ...packs.extents, places } };
  const parsed = parseFacts({ location: 'CC' }, law);
  if (!parsed.ok) throw new Error('refused');
  const finding = findP(assess({ packs: law, facts: parsed.facts, asOf: '2026-06-15' }));
  expect(finding.result).toBe('cannot-say');
  expect(finding.because.join(' ')).toContain(
    'Nobody has checked whether Ceeland is among the parties, partly checked.',
  );
});

test('a rule of two extents reaches where either does', () => {
  const own = { extent: ['TREATY', 'BB-N'] };
  expect(resultIn('AA', own, { location: 'AA' })).toBe('engaged');
  expect(resultIn('BB-N', own, { location: 'BB-N' })).toBe('engaged');
  expect(resultIn('BB-S', own, { location: 'BB-S' })).toBe('absent');
});

test('a rule for some states is not shown while nobody knows any state', () => {
  const shown = (extent: string): readonly Finding[] => {
    const found: Assessment = assessSmall(
      [provision({ id: 'P', ...always, extent: [extent] })],
      {},
    );
    return found.findings.filter(({ provision: id }) => id === 'P');
  };
  expect(shown('ALL').map(({ jurisdiction, result }) => [jurisdiction, result])).toEqual([
    ['INT', 'cannot-say'],
  ]);
  for (const extent of ['AA', 'TREATY', 'SOME']) expect(shown(extent)).toEqual([]);
});
