import { basisRecord, consentRecord } from '@amparo/casework/packets';
import type { ConsentChange, PacketAsked, PacketStatement } from '@amparo/casework/packets';
import { expect, test } from 'vitest';
import { recordLines, recordsOf } from './record-lines.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const AT = '2026-05-01T10:00:00.000Z';
const LATER = '2026-05-09T10:00:00.000Z';
const TO = { node: 'ro.example', organisation: id(20), desk: id(21) };
const CODES = ['cover.languages', 'money.unpaid-wages'];

const ASKED: PacketAsked = {
  ...{ v: 1, kind: 'packet/asked', deskName: 'Lawyers (demo)', organisationName: 'House (demo)' },
  statement: {
    ...{ authorisation: id(3), kind: 'packet', drawer: id(4), to: TO, codes: CODES },
    ...{ askedBy: id(12), askedAt: AT, expiresAt: '2026-07-01T00:00:00.000Z' },
  },
  ...{ deskKind: 'legal', country: 'RO', enforces: { immigration: false, police: false } },
  fields: CODES.map((code) => ({ code, words: 'Words (demo).' })),
  ...{ why: 'Wages (demo).', ifYes: 'Read (demo).', ifNo: 'Nothing (demo).' },
  ...{ disclosure: { known: false }, language: 'ro' },
};

const change = (status: string, more: Partial<ConsentChange> = {}): ConsentChange => ({
  status: `https://w3id.org/dpv#${status}` as ConsentChange['status'],
  ...{ at: AT, entity: id(4), attestedBy: 'person-key', inOwnWords: null },
  ...more,
});

const consent = (codes: readonly string[], changes: readonly ConsentChange[]) =>
  consentRecord({
    ...{ receipt: id(40), asked: ASKED, codes, changes, withdrawal: 'Press Stop (demo).' },
    controller: {
      ...{ organisation: id(10), name: 'Agency (demo)', country: 'GB' },
      ...{ contact: 'gb.example', node: 'gb.example' },
    },
  });

const basis = (signedAt?: string) =>
  basisRecord({
    ...{ record: id(41), conversation: id(4), reason: 'Somebody followed her (demo).' },
    statement: {
      ...{ packet: id(1), codes: ['safety.alert'], to: TO, member: id(12) },
      basis: { kind: 'vital-interest' },
    } as unknown as PacketStatement,
    ...{ secondMember: id(14), at: AT, ...(signedAt !== undefined && { signedAt }) },
  });

test('a record reads as what was said, with the fields of that moment and not of today', () => {
  const records = [
    consent(CODES, [change('ConsentGiven')]),
    consent(
      ['cover.languages'],
      [
        change('ConsentGiven'),
        change('ConsentWithdrawn', { at: LATER, codes: ['money.unpaid-wages'] }),
      ],
    ),
  ];
  expect(recordLines(records)).toEqual([
    { key: 'record.given', at: AT, codes: CODES },
    { key: 'record.withdrawn.part', at: LATER, codes: ['money.unpaid-wages'] },
  ]);
});

test('who ended it is told apart: the person, or a desk that took its question back', () => {
  const ended = (entity: string) =>
    recordLines([
      consent(CODES, [change('ConsentGiven'), change('ConsentWithdrawn', { at: LATER, entity })]),
    ]).at(-1)?.key;
  expect(ended(id(4))).toBe('record.withdrawn');
  expect(ended(id(12))).toBe('record.withdrawn.desk');
  expect(recordLines([consent(CODES, [change('ConsentRefused')])])).toMatchObject([
    { key: 'record.refused' },
  ]);
});

test('another basis is stated, and signed only once somebody has', () => {
  expect(recordLines([basis()]).map(({ key }) => key)).toEqual(['record.stated']);
  expect(recordLines([basis(), basis(LATER)])).toMatchObject([
    { key: 'record.stated', at: AT, codes: ['safety.alert'] },
    { key: 'record.signed', at: LATER },
  ]);
  expect(recordLines([])).toEqual([]);
});

test('each card shows the records of its own question or packet and no other', () => {
  const records = [consent(CODES, [change('ConsentGiven')]), basis()];
  expect(recordsOf(records, { authorisation: id(3) })).toEqual([records[0]]);
  expect(recordsOf(records, { packet: id(1) })).toEqual([records[1]]);
  expect(recordsOf(records, { authorisation: id(99) })).toEqual([]);
});
