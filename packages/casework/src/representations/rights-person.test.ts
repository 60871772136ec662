import { expect, test } from 'vitest';
import type { FactEntry, Facts, Place } from '@amparo/law';
import { readRightsLetterPerson } from './rights-person.ts';

const TODAY = '2026-11-23';

const place = (code: string, country: string, also: readonly string[] = []): Place => ({
  code,
  name: code,
  country,
  choose: [],
  also,
});
const places = new Map(
  [place('GB-EAW', 'GB'), place('RO', 'RO'), place('US-WI', 'US', ['US-FED'])].map((each) => [
    each.code,
    each,
  ]),
);
const facts = (values: Record<string, FactEntry['value']>, offences: object[] = []): Facts => ({
  entries: entriesOf(values),
  lists: new Map([
    ['offences', offences.map((fields) => entriesOf(fields as Record<string, string>))],
  ]),
  tests: new Map(),
});
const entriesOf = (values: Record<string, FactEntry['value']>): Facts['entries'] =>
  new Map(
    Object.entries(values).map(([key, value]) => [key, value === undefined ? {} : { value }]),
  );

test('the law of a place is that of its part, its country and what applies there as well', () => {
  const read = (location: string) =>
    readRightsLetterPerson(facts({ location }), places, TODAY).places;
  expect(read('GB-EAW')).toEqual(['GB-EAW', 'GB']);
  expect(read('RO')).toEqual(['RO']);
  expect(read('US-WI')).toEqual(['US-WI', 'US', 'US-FED']);
  expect(readRightsLetterPerson(facts({}), places, TODAY).places).toEqual([]);
});

test('at home is the country of one of their passports, in whichever part of it', () => {
  const isAtHome = (location: string, nationality: readonly string[]) =>
    readRightsLetterPerson(facts({ location, nationality }), places, TODAY).isAtHome;
  expect(isAtHome('GB-EAW', ['VN', 'GB'])).toBe(true);
  expect(isAtHome('GB-EAW', ['VN'])).toBe(false);
  expect(readRightsLetterPerson(facts({ nationality: ['RO'] }), places, TODAY).isAtHome).toBe(
    false,
  );
});

test('accused is whoever may be, or has a case that is not decided; its next days are kept in order', () => {
  const of = (values: object, ...offences: object[]) =>
    readRightsLetterPerson(facts(values as Record<string, boolean>, offences), places, TODAY);
  expect(of({}).isAccused).toBe(false);
  expect(of({ accusedOrAtRisk: true }).isAccused).toBe(true);
  expect(of({}, { stage: 'arrested' }).isAccused).toBe(true);
  expect(of({}, { code: 'theft' }).isAccused).toBe(true);
  expect(of({}, { stage: 'served' }).isAccused).toBe(false);
  const days = of({}, { nextHearing: '2026-12-02' }, { nextHearing: '2026-12-01' }).nextDates;
  expect(days).toEqual(['2026-12-01', '2026-12-02']);
});

test('who may be under 18: they say so, somebody has reason to think so, or it is disputed', () => {
  const of = (values: Record<string, FactEntry['value']>) =>
    readRightsLetterPerson(facts(values), places, TODAY).mayBeChild;
  expect(of({ claimedAge: 16 })).toBe(true);
  expect(of({ claimedAge: '<18' })).toBe(true);
  expect(of({ reasonsToBelieveChild: true })).toBe(true);
  expect(of({ ageDisputed: true })).toBe(true);
  expect(of({ claimedAge: 19, ageDisputed: false })).toBe(false);
  expect(of({ claimedAge: '>=18' })).toBe(false);
  expect(of({ dateOfBirth: '2008-11-24' })).toBe(true);
  expect(of({ dateOfBirth: '2008-11-23' })).toBe(false);
  expect(of({ dateOfBirth: '2008' })).toBe(true);
  expect(of({ dateOfBirth: '2007' })).toBe(false);
  expect(of({})).toBe(false);
});

test('a list that somebody would not talk about is no accusation', () => {
  const refused: Facts = {
    ...facts({}),
    lists: new Map([['offences', { unknown: 'refused' }]]),
  };
  expect(readRightsLetterPerson(refused, places, TODAY).isAccused).toBe(false);
});
