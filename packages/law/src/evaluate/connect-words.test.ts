/** How a state is connected to the person, in words, and whether a treaty reaches it. */
import { expect, test } from 'vitest';
import type { Finding } from '../index.ts';
import { assessSmall, provision } from '../testing/small-law.ts';

function find(own: object, facts: object, asOf = '2026-06-15'): Finding | undefined {
  const rule = provision({ id: 'P', versions: [{ from: '2000', when: 'always' }], ...own });
  return assessSmall([rule], facts, { asOf, in: ['AA', 'BB-N', 'BB-S', 'INT'] }).findings.find(
    ({ provision: id }) => id === 'P',
  );
}

const decided = (state: string): object => ({ identification: { decisions: [{ state }] } });

test.each<[string, object, string]>([
  ['presence', { location: 'AA' }, 'the person is in Aaland'],
  ['nationality', { nationality: ['AA'] }, 'the person has the nationality of Aaland'],
  ['place-of-acts', { exploitationPlaces: ['AA'] }, 'acts of exploitation happened in Aaland'],
  ['prosecuting', { offences: [{ jurisdiction: 'AA' }] }, 'the person is accused in Aaland'],
  ['convicting', { convictions: [{ jurisdiction: 'AA' }] }, 'the person was convicted in Aaland'],
  [
    'identifying',
    decided('AA'),
    'an authority of Aaland decides whether the person was trafficked',
  ],
  [
    'requested',
    { extradition: { requestedState: 'AA' } },
    'Aaland was asked to hand the person over',
  ],
  [
    'requesting',
    { extradition: { requestingState: 'AA' } },
    'Aaland asked for the person to be handed over',
  ],
  ['employer', { employer: { state: 'AA' } }, 'the employer was sent by Aaland'],
])(
  '%s is said in the reasons, and while it is not known it is asked',
  (connection, facts, words) => {
    const own = { connects: [connection] };
    const known = find(own, facts);
    expect(known).toMatchObject({ result: 'engaged', jurisdiction: 'AA', missing: [] });
    const [connections] = known?.trace.of ?? [];
    expect(connections).toMatchObject({
      node: 'any',
      label: 'how this state is connected to the person',
    });
    expect(connections?.of).toMatchObject([{ node: 'connection', label: words, value: 'yes' }]);
    // Some other fact connects the state, so that the law is looked at; this connection is not known.
    const other = connection === 'presence' ? decided('AA') : { location: 'AA' };
    const open = find(own, other);
    expect(open).toMatchObject({ result: 'cannot-say' });
    expect(open?.missing.length).toBeGreaterThan(0);
    expect(open?.trace.of[0]?.of).toMatchObject([{ label: `whether ${words}`, value: 'unknown' }]);
  },
);

test('what connects nobody is no law for this person, and one connection of two is enough', () => {
  expect(
    find({ connects: ['presence'] }, { location: 'BB-N', nationality: ['AA'] }),
  ).toBeUndefined();
  const two = find(
    { connects: ['presence', 'nationality'] },
    { location: 'BB-N', nationality: ['AA'] },
  );
  expect(two).toMatchObject({ result: 'engaged', jurisdiction: 'AA' });
  expect(two?.trace.of[0]?.of.map(({ label, value }) => [label, value])).toEqual([
    ['the person is not in Aaland', 'no'],
    ['the person has the nationality of Aaland', 'yes'],
  ]);
});

test('a law that anybody may rely on asks for no connection', () => {
  const any = find({ connects: ['any'] }, {});
  expect(any).toMatchObject({ result: 'engaged', missing: [] });
  expect(any?.trace.of[0]?.of).toMatchObject([
    { node: 'connection', label: 'the law of Aaland may always be relied on', facts: [] },
  ]);
});

test('somebody whom nobody accuses is not asked for accusations, and only for those', () => {
  const accused = { connects: ['prosecuting'] };
  expect(find(accused, { location: 'AA', accusedOrAtRisk: false })).toBeUndefined();
  expect(find(accused, { location: 'AA', accusedOrAtRisk: true })?.missing).toEqual(['offences']);
  expect(find(accused, { location: 'AA' })?.missing).toEqual(['offences']);
  const convicted = { connects: ['convicting'] };
  expect(find(convicted, { location: 'AA', accusedOrAtRisk: false })?.missing).toEqual([
    'convictions',
  ]);
});

test('judged one by one, each accusation connects its own state alone', () => {
  const own = { connects: ['prosecuting'], each: 'offences', extent: ['AA', 'BB-N'] };
  const rule = provision({ id: 'P', versions: [{ from: '2000', when: 'always' }], ...own });
  const offences = [{ jurisdiction: 'AA' }, { jurisdiction: 'BB-N' }, {}];
  const found = assessSmall([rule], { offences }).findings.filter(
    ({ provision: id }) => id === 'P',
  );
  expect(found.map(({ jurisdiction, about, result }) => [jurisdiction, about, result])).toEqual([
    ['AA', 'offences[0]', 'engaged'],
    ['AA', 'offences[2]', 'cannot-say'],
    ['BB-N', 'offences[1]', 'engaged'],
    ['BB-N', 'offences[2]', 'cannot-say'],
  ]);
  expect(found[1]?.missing).toEqual(['offences[].jurisdiction']);
});

test.each([
  ['2014-12-31', undefined, undefined],
  ['2015-01-01', 'engaged', 'Aaland is among the parties to a treaty'],
])('a treaty with a first day reaches a party on %s: %s', (asOf, result, label) => {
  const found = find({ extent: ['TREATY'] }, { location: 'AA' }, asOf);
  expect(found?.result).toBe(result);
  if (label !== undefined)
    expect(found?.trace.of[1]?.of).toMatchObject([{ node: 'extent', label }]);
});

test.each([
  ['2012-12-31', 'engaged'],
  ['2013-01-01', undefined],
])('a treaty that a party left reaches it until its last day: on %s %s', (asOf, result) => {
  expect(find({ extent: ['LEFT'] }, { location: 'AA' }, asOf)?.result).toBe(result);
});

test('a rule of all states says that nobody checked this one, and a rule of two treaties either', () => {
  const all = find({ extent: ['ALL'] }, { location: 'AA' });
  expect(all?.trace.of[1]).toMatchObject({ node: 'any', label: 'reach', value: 'yes' });
  expect(all?.trace.of[1]?.of).toMatchObject([
    { label: 'Aaland is taken to be among the all states: check' },
  ]);
  const both = find({ extent: ['LEFT', 'SOME'] }, { location: 'AA' });
  expect(both?.trace.of[1]?.of.map(({ label, value }) => [label, value])).toEqual([
    ['Aaland is not among the parties to an older treaty', 'no'],
    ['Aaland is among the parties, partly checked', 'yes'],
  ]);
  expect(find({ extent: ['SOME'] }, { location: 'BB-N' })).toBeUndefined();
});

test('a year in which a state joined leaves open whether the treaty bound it on the day', () => {
  const versions = [{ from: '2000', anchor: 'started', when: 'always' }];
  const on = (startedOn: string): string | undefined =>
    find({ extent: ['LEFT'], versions }, { location: 'AA', startedOn })?.result;
  expect(on('2012')).toBe('engaged');
  expect(on('2013')).toBeUndefined();
  const joined = (startedOn: string): string | undefined =>
    find({ extent: ['TREATY'], versions }, { location: 'AA', startedOn })?.result;
  expect(joined('2014')).toBeUndefined();
  expect(joined('2015')).toBe('engaged');
});
