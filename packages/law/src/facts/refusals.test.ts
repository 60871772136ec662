/** Facts that cannot be read are refused one by one, each with its place and what to write instead. */
import { expect, test } from 'vitest';
import { parseFacts } from '../index.ts';
import type { Facts } from '../index.ts';
import { loadSmall, provision } from '../testing/small-law.ts';

const test1 = { id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] };
const packs = loadSmall([
  provision({ id: 'P', tests: [test1] }),
  provision({
    id: 'Q',
    each: 'offences',
    tests: [{ ...test1, id: 'linked' }],
  }),
]);

function refusalsOf(facts: unknown): readonly string[] {
  const parsed = parseFacts(facts, packs);
  if (parsed.ok) return [];
  return parsed.errors.map(({ code, path, message, remedy }) => {
    return `${code} ${path}: ${message} ${remedy}`;
  });
}

function read(facts: object): Facts {
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join());
  return parsed.facts;
}

const ASKED = 'Is it so? If nobody knows, write {"unknown": "not-asked"}.';
const DATE = `must be a date that exists: YYYY-MM-DD, or YYYY-MM or YYYY when no more is known. ${ASKED}`;
const AGE = `must be an age in whole years, or a bound such as "<18" or ">=18". ${ASKED}`;
const LIST = 'See docs/formats/facts.md for the whole list.';
const WHY =
  '"unknown" must say why: not-asked, refused, not-now, unknown. Choose one; "refused" is never asked again.';
const SOURCE = 'A source is "said", "seen" or "document". Choose one.';

test.each<[unknown, readonly string[]]>([
  [[], ['facts/value : Facts must be one JSON object. Begin with "{".']],
  [{ signs: 'yes' }, [`facts/value signs: "signs" must be true or false. ${ASKED}`]],
  [{ amount: '5' }, [`facts/value amount: "amount" must be a number. ${ASKED}`]],
  [{ amount: Infinity }, [`facts/value amount: "amount" must be a number. ${ASKED}`]],
  [{ startedOn: '2026-02-30' }, [`facts/value startedOn: "startedOn" ${DATE}`]],
  [{ startedOn: true }, [`facts/value startedOn: "startedOn" ${DATE}`]],
  [{ ageAtAct: 130 }, [`facts/value ageAtAct: "ageAtAct" ${AGE}`]],
  [{ ageAtAct: 17.5 }, [`facts/value ageAtAct: "ageAtAct" ${AGE}`]],
  [{ ageAtAct: '17' }, [`facts/value ageAtAct: "ageAtAct" ${AGE}`]],
  [{ ageAtAct: 'about <18' }, [`facts/value ageAtAct: "ageAtAct" ${AGE}`]],
  [{ ageAtAct: '<18 or so' }, [`facts/value ageAtAct: "ageAtAct" ${AGE}`]],
  [{ ageAtAct: true }, [`facts/value ageAtAct: "ageAtAct" ${AGE}`]],
  [
    { colour: 'rde' },
    ['facts/value colour: "colour" must be one of red, dark-blue. Did you mean "red"?'],
  ],
  [
    { colour: 'something else' },
    ['facts/value colour: "colour" must be one of red, dark-blue. Choose one of them.'],
  ],
  [
    { colour: 7 },
    ['facts/value colour: "colour" must be one of red, dark-blue. Choose one of them.'],
  ],
  [
    { nationality: ['AA', 'AX'] },
    [
      'facts/value nationality: "nationality" must be a country code (ISO 3166-1, two letters). Did you mean "AA"?',
    ],
  ],
  [
    { nationality: 'Aalandia' },
    [
      'facts/value nationality: "nationality" must be a country code (ISO 3166-1, two letters). Write a code such as VN or RO.',
    ],
  ],
  [
    { nationality: [7] },
    [
      'facts/value nationality: "nationality" must be a country code (ISO 3166-1, two letters). Write a code such as VN or RO.',
    ],
  ],
  [{ location: 7 }, [`facts/value location: "location" must be a place code. ${ASKED}`]],
  [
    { location: 'BB' },
    [
      'facts/place location: location: Beland (BB) has several legal systems. Choose one: BB-N (North Beland), BB-S (South Beland).',
    ],
  ],
  [
    { location: 'ABC' },
    ['facts/place location: location: "ABC" is not a place this engine knows. Did you mean "AA"?'],
  ],
  [
    { location: 'Somewhere' },
    [
      'facts/place location: location: "Somewhere" is not a place this engine knows. Use a country code such as RO, or a part of one such as GB-EAW or US-NY.',
    ],
  ],
  [
    { exploitationPlaces: ['AA', 'BB'] },
    [
      'facts/place exploitationPlaces: exploitationPlaces: Beland (BB) has several legal systems. Choose one: BB-N (North Beland), BB-S (South Beland).',
    ],
  ],
  [
    { offences: [{ code: ' ' }] },
    [`facts/value offences[0].code: "offences[].code" must be a text. ${ASKED}`],
  ],
  [
    { offences: [{ code: 7 }] },
    [`facts/value offences[0].code: "offences[].code" must be a text. ${ASKED}`],
  ],
  [
    { offences: 'none' },
    [
      'facts/value offences: "offences" must be a list of records. Write [ { … } ], or [] when there are none.',
    ],
  ],
  [
    { offences: [{}, 'theft'] },
    ['facts/value offences[1]: Each record must be an object. Write { … }.'],
  ],
  [{ offences: { unknown: 'perhaps' } }, [`facts/value offences: ${WHY}`]],
  [
    { offences: [{ offences: [] }] },
    [
      `facts/unknown-key offences[0].offences: "offences[].offences" is not in the vocabulary of facts. ${LIST}`,
    ],
  ],
  [{ signs: { unknown: 'perhaps' } }, [`facts/value signs: ${WHY}`]],
  [
    { signs: { value: true, valeu: true } },
    [
      'facts/unknown-key signs.valeu: "valeu" cannot stand beside a fact. Use value, unknown, source, by, on, asserted, disputedBy, class.',
    ],
  ],
  [{ signs: { value: true, source: 'heard' } }, [`facts/value signs.source: ${SOURCE}`]],
  [
    { signs: { value: true, class: 'secret' } },
    [
      'facts/value signs.class: "class" must be a data class of the vocabulary. Use one of low, middle, high.',
    ],
  ],
  [{ signs: { by: 'x' } }, [`facts/value signs: "signs" must be true or false. ${ASKED}`]],
  [
    { sgns: true },
    [
      `facts/unknown-key sgns: "sgns" is not in the vocabulary of facts. Did you mean "signs"? ${LIST}`,
    ],
  ],
  [
    { test: {} },
    [
      `facts/unknown-key test: "test" is not in the vocabulary of facts. Did you mean "tests"? ${LIST}`,
    ],
  ],
  [
    { offence: {} },
    [
      `facts/unknown-key offence: "offence" is not in the vocabulary of facts. Did you mean "offences"? ${LIST}`,
    ],
  ],
  [
    { 'quite another thing': 1 },
    [
      `facts/unknown-key quite another thing: "quite another thing" is not in the vocabulary of facts. ${LIST}`,
    ],
  ],
  [
    { identification: 7 },
    [
      `facts/unknown-key identification: "identification" is not in the vocabulary of facts. ${LIST}`,
    ],
  ],
  [
    { extradition: { requestedStat: 'AA' } },
    [
      `facts/unknown-key extradition.requestedStat: "extradition.requestedStat" is not in the vocabulary of facts. Did you mean "extradition.requestedState"? ${LIST}`,
    ],
  ],
  [
    { tests: { fiar: true } },
    [
      'facts/unknown-key tests.fiar: "fiar" is not an open test of any provision. Did you mean "fair"?',
    ],
  ],
  [
    { tests: { 'another thing': true } },
    [
      'facts/unknown-key tests.another thing: "another thing" is not an open test of any provision. Take it out.',
    ],
  ],
  [
    { offences: [{ tests: { fair: true } }] },
    [
      'facts/unknown-key offences[0].tests.fair: "fair" is not an open test of any provision that is judged for each of "offences". Take it out.',
    ],
  ],
  [
    { tests: { fair: 'yes' } },
    ['facts/value tests.fair: An open test is answered true or false. Fix it.'],
  ],
  [{ tests: { fair: { unknown: 'perhaps' } } }, [`facts/value tests.fair: ${WHY}`]],
  [
    { signs: 1, other: 2 },
    [
      `facts/value signs: "signs" must be true or false. ${ASKED}`,
      `facts/value other: "other" must be true or false. ${ASKED}`,
    ],
  ],
])('%j is refused in its place, with what to write', (facts, refusals) => {
  expect(refusalsOf(facts)).toEqual(refusals);
});

test.each<[object, string, unknown]>([
  [{ ageAtAct: 0 }, 'ageAtAct', 0],
  [{ ageAtAct: 129 }, 'ageAtAct', 129],
  [{ ageAtAct: ' < 18 ' }, 'ageAtAct', '<18'],
  [{ ageAtAct: '>=18' }, 'ageAtAct', '>=18'],
  [{ startedOn: 2026 }, 'startedOn', '2026'],
  [{ startedOn: '2026-02' }, 'startedOn', '2026-02'],
  [{ colour: ' Dark Blue ' }, 'colour', 'dark-blue'],
  [{ nationality: 'BB-N' }, 'nationality', ['BB']],
  [{ nationality: [] }, 'nationality', []],
  [{ exploitationPlaces: ['AA', 'BB-N'] }, 'exploitationPlaces', ['AA', 'BB-N']],
  [{ extradition: { requestedState: 'BB-N' } }, 'extradition.requestedState', 'BB-N'],
  [{ amount: -1.5 }, 'amount', -1.5],
])('%j is read as the fact %s', (facts, key, value) => {
  expect(read(facts).entries.get(key)).toEqual({ value });
});

test('where a fact comes from is kept as far as it was said, for values, gaps and answers alike', () => {
  const about = {
    source: 'seen',
    by: 'a clinic',
    on: '2026-01-02',
    asserted: true,
    disputedBy: 'x',
  };
  const { entries, tests, lists } = read({
    signs: { value: true, ...about },
    other: { unknown: 'not-now', ...about },
    helps: { value: true, by: 7, asserted: 'yes' },
    offences: [{ code: ' theft ', tests: { linked: { value: false, ...about } } }],
    tests: { fair: { unknown: 'refused', ...about } },
  });
  expect(entries.get('signs')).toEqual({ value: true, ...about });
  expect(entries.get('other')).toEqual({ unknown: 'not-now', ...about });
  expect(entries.get('helps')).toEqual({ value: true });
  expect(tests).toEqual(new Map([['fair', { unknown: 'refused', ...about }]]));
  expect(lists.get('offences')).toEqual([
    new Map<string, unknown>([
      ['tests.linked', { value: false, ...about }],
      ['code', { value: 'theft' }],
    ]),
  ]);
  expect([...entries.keys()]).toEqual(['signs', 'other', 'helps']);
});
