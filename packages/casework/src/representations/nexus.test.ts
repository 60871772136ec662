/** The link between an accusation and the exploitation is told so that no sentence admits the act. */
import { expect, test } from 'vitest';
import { draftRepresentations } from './draft.ts';
import { caseOf, finding, notes, sent, use } from './testing/letter-case.ts';

const FIELDS = [
  'directConsequence',
  'compelled',
  'compulsionFromExploitation',
  'inExploitationSituation',
  'forcedByTrafficker',
  'isolatedAct',
];
const letterWith = (fields: readonly string[]) =>
  draftRepresentations(
    caseOf([
      finding(
        { about: 'offences[0]' },
        fields.map((field) => use(`offences[].nexus.${field}`, { class: 'privileged' })),
      ),
    ]),
  );

test('every sentence on the link holds also where the client did nothing', () => {
  const text = sent(letterWith(FIELDS));
  expect(text).toContain(
    'If our client did anything of what is alleged, it was within a situation of exploitation.',
  );
  expect(text).toContain(
    'Whatever our client did in this was forced by those who exploited our client.',
  );
  expect(text).not.toMatch(/What is alleged happened|It was forced|isolated/);
});

test('that it was one act alone is never told, and no link is made of it', () => {
  const letter = letterWith(['isolatedAct']);
  expect(sent(letter)).not.toMatch(/isolated|one act/);
  expect(notes(letter)).toContain('No link between the accusation and the exploitation');
});

test('the letter asks to be heard before it is shown on, and the lawyer is told to reckon with it', () => {
  const letter = letterWith([]);
  expect(sent(letter)).toContain('those accused with our client included, we ask to be heard.');
  expect(notes(letter)).toContain('Assume that co-accused may see this letter');
});
