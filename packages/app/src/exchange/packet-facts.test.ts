import { expect, test } from 'vitest';
import type { Packs } from '@amparo/law';
import { documentOf, supposedFacts } from './packet-facts.ts';

const keys = ['nationality', 'wagesWithheld', 'risk.return', 'exploitation', 'dependants'];
const packs = {
  vocabulary: { facts: new Map(keys.map((key) => [key, {}])) },
  extents: {
    places: new Map([
      ['RO', { country: 'RO' }],
      ['MD', { country: 'MD' }],
      ['GB-EAW', { country: 'GB' }],
      ['OM', { country: 'OM' }],
      ['GN', { country: 'GN' }],
      ['GW', { country: 'GW' }],
    ]),
  },
} as unknown as Pick<Packs, 'vocabulary' | 'extents'>;
const read = (code: string, words: string) => supposedFacts(packs, [{ code, words }], ['en', 'ro']);

test('a nationality is read from a name or a code, and from nothing else', () => {
  for (const words of ['Moldova', 'cetățean din Republica Moldova', 'MD']) {
    expect(read('identity.nationality', words), words).toEqual([
      { code: 'identity.nationality', key: 'nationality', value: ['MD'] },
    ]);
  }
  expect(read('identity.nationality', 'not known')).toEqual([]);
});

test('a country inside the name of another is not taken for it', () => {
  const country = (words: string) => read('identity.nationality', words)[0]?.value;
  expect(country('Nationality: Romania')).toEqual(['RO']);
  expect(country('Guinea-Bissau')).toEqual(['GW']);
  expect(country('Guinea')).toEqual(['GN']);
});

test('unpaid wages and worries about going back count once each, whatever the words are', () => {
  expect(read('money.unpaid-wages', 'five months').map(({ key }) => key)).toEqual([
    'wagesWithheld',
  ]);
  expect(read('safety.return-worries', 'x').map(({ key }) => key)).toEqual(['risk.return']);
  expect(read('account.summary', 'wages withheld')).toEqual([]);
});

test('the facts are dated, come from a document, and put the person where the packet was sent from', () => {
  const supposed = read('safety.return-worries', 'x');
  expect(documentOf(supposed, 'GB-EAW', '2026-05-01')).toEqual({
    location: { value: 'GB-EAW', source: 'document', on: '2026-05-01' },
    risk: { return: { value: true, source: 'document', on: '2026-05-01' } },
  });
});
