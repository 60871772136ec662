import { expect, test } from 'vitest';
import { ageBlocks, stanceOf } from './age.ts';
import { listAccusations } from './recorded.ts';
import { ACCUSED, recordedOf } from './testing/letter-case.ts';

const stance = (facts: Parameters<typeof recordedOf>[0], offence: object = {}) => {
  const recorded = recordedOf(facts, { offences: [{ ...ACCUSED, ...offence }] });
  return stanceOf(recorded, listAccusations(recorded)[0], '2026-05-03');
};

test.each([
  [{ dateOfBirth: '2010-05-02' }, {}, 'child', 'Our client is 16'],
  [{ dateOfBirth: '2010-05-04' }, {}, 'child', 'Our client is 15'],
  [{ dateOfBirth: '2009' }, {}, 'child', 'Our client is under 18'],
  [{ claimedAge: 16 }, {}, 'child', 'Our client is 16'],
  [{ claimedAge: '<18' }, {}, 'child', 'Our client is under 18'],
  [
    { dateOfBirth: '2008-05-02' },
    {},
    'child',
    'Our client was 17 at the time of the alleged offence',
  ],
  [
    { ageDisputed: true },
    { ageAtAct: 17 },
    'child',
    'Our client was 17 at the time of the alleged offence',
  ],
  [
    { reasonsToBelieveChild: true },
    {},
    'child',
    'There are reasons to believe that our client is a child',
  ],
  [{ dateOfBirth: '2010-05-02', assessedAge: '>=18' }, {}, 'child', 'Our client is 16'],
  [{ dateOfBirth: '1990' }, {}, 'adult', ''],
  [{ claimedAge: '>=18' }, {}, 'adult', ''],
  [{ claimedAge: 30, ageDisputed: true }, {}, 'open', ''],
  [{ ageDisputed: true }, {}, 'open', ''],
  [{}, {}, 'open', ''],
] as const)('%j, accused %j: %s', (facts, offence, expected, words) => {
  expect(stance(facts, offence)).toMatchObject({ stance: expected, words });
});

test.each([
  ['custody sergeant', true],
  ['the arresting officer', true],
  ['council social workers', false],
])('what %s recorded is called a view of appearance: %j', (by, isView) => {
  const recorded = recordedOf({ ageDisputed: true, assessedAge: { value: '>=18', by } });
  const [said] = ageBlocks(recorded, stanceOf(recorded, undefined, '2026-05-03'));
  const text = said?.kind === 'paragraph' ? said.text : '';
  expect(text).toContain(`because the ${by.replace('the ', '')} recorded “18 or over”.`);
  expect(text.includes('no age assessment')).toBe(isView);
});

test('a dispute of which nothing is recorded is for the lawyer to explain', () => {
  const recorded = recordedOf({ ageDisputed: true });
  expect(ageBlocks(recorded, stanceOf(recorded, undefined, '2026-05-03'))).toMatchObject([
    { kind: 'check' },
  ]);
});
