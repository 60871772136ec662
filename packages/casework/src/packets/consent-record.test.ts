import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { basisRecord, BasisRecord, consentRecord, ConsentRecord } from './index.ts';
import type { ConsentToRecord } from './index.ts';
import { consented, id, NOW, question, SOON } from './testing/sample.ts';

const CODES = ['account.work', 'health.needs'];
const INPUT: ConsentToRecord = {
  receipt: id(40),
  asked: question(CODES),
  codes: CODES,
  changes: [
    {
      status: 'https://w3id.org/dpv#ConsentGiven',
      at: NOW,
      entity: id(4),
      attestedBy: 'person-key',
      inOwnWords: 'They help with my wages (demo).',
    },
  ],
  controller: {
    organisation: id(10),
    name: 'Agency (demo)',
    country: 'GB-EAW',
    contact: 'through the mailbox',
    node: 'gb.example',
  },
  withdrawal: 'Press Stop in your mailbox (demo).',
};

/** The members that the standard calls mandatory, as the published guide lists them. */
const MANDATORY = {
  header: ['schema_version', 'record_id', 'receipt_id', 'pii_principal_id'],
  processing: [
    ...['privacy_notice', 'language', 'purpose', 'pii_information', 'pii_controllers'],
    ...['storage_locations', 'retention_period', 'jurisdiction', 'recipient_third_parties'],
    'withdrawal_method',
  ],
  party: ['party_id', 'address', 'name', 'contact', 'party_type'],
  event: ['event_time', 'validity_duration', 'entity_id', 'event_type', 'event_state'],
};

test('a consent record has every mandatory field of the standard, and none of them is empty', () => {
  const record = consentRecord(INPUT);
  const places: [readonly string[], object][] = [
    [MANDATORY.header, record],
    [MANDATORY.processing, record.processing],
    ...record.parties.map((party): [string[], object] => [MANDATORY.party, party]),
    ...record.events.map((event): [string[], object] => [MANDATORY.event, event]),
  ];
  for (const [names, place] of places) {
    for (const name of names) {
      const value = (place as Readonly<Record<string, unknown>>)[name];
      expect(value, name).toBeTruthy();
      if (typeof value === 'object') expect(Object.keys(value ?? {}).length).toBeGreaterThan(0);
    }
  }
  expect(record.processing.pii_information.map(({ pii_type }) => pii_type)).toEqual(CODES);
  expect(record.record_id).toBe(INPUT.asked.statement.authorisation);
  expect(record.processing.retention_period.until).toBe(SOON);
});

test('health, and what somebody says was done to them, are marked as special categories', () => {
  const { processing } = consentRecord(INPUT);
  expect(processing.pii_information.every((each) => each.special_category)).toBe(true);
  const plain = consentRecord({ ...INPUT, codes: ['cover.languages'] });
  expect(plain.processing.pii_information[0]?.special_category).toBe(false);
});

test('what is unknown about whom the other desk must tell is in the record as unknown', () => {
  expect(consentRecord(INPUT).processing.privacy_notice.disclosure).toBe('unknown');
});

test('a record without a change of status, a controller or a withdrawal is none', () => {
  expect(() => consentRecord({ ...INPUT, changes: [] })).toThrow();
  expect(() => consentRecord({ ...INPUT, withdrawal: ' ' })).toThrow();
  expect(() => consentRecord({ ...INPUT, codes: [] })).toThrow();
});

test('no basis but consent can be written as consent, and consent as no other basis', () => {
  const { statement } = consented(['basis.statement', 'safety.alert']);
  const input = {
    record: id(41),
    conversation: id(4),
    statement: { ...statement, basis: { kind: 'vital-interest' as const } },
    reason: 'Somebody followed her today (demo).',
    secondMember: id(14),
    at: NOW,
  };
  const record = basisRecord(input);
  expect(record.lawful_basis).toBe('https://w3id.org/dpv#VitalInterestOfDataSubject');
  expect(ConsentRecord.safeParse(record).success).toBe(false);
  expect(BasisRecord.safeParse(consentRecord(INPUT)).success).toBe(false);
  expect(() => basisRecord({ ...input, statement })).toThrow();
  for (const basis of ['consent', 'no-person', 'https://w3id.org/dpv#Consent']) {
    expect(BasisRecord.safeParse({ ...record, basis }).success).toBe(false);
    expect(BasisRecord.safeParse({ ...record, lawful_basis: basis }).success).toBe(false);
  }
});

test('the published JSON Schemas of both records are the ones that are enforced', async () => {
  for (const [name, schema] of [
    ['consent-record', ConsentRecord],
    ['basis-record', BasisRecord],
  ] as const) {
    const url = new URL(`../../../../docs/formats/${name}.schema.json`, import.meta.url);
    const published = JSON.parse(await readFile(url, 'utf8')) as unknown;
    expect(published).toEqual(z.toJSONSchema(schema, { io: 'input' }));
  }
});
