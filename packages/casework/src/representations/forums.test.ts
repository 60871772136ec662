/** What each legal system is asked: the end of the case first, on its own ground, and at each stage in its own form. */
import { expect, test } from 'vitest';
import { draftRepresentations } from './draft.ts';
import { ACCUSED, caseOf, finding, notes, recordedOf, sent } from './testing/letter-case.ts';

const letterIn = (jurisdiction: string, stage: string, provisions: readonly string[] = []) =>
  draftRepresentations(
    caseOf(
      provisions.map((provision) =>
        finding({ provision, jurisdiction, defence: true, about: 'offences[0]' }),
      ),
      recordedOf(
        { dateOfBirth: '1990-01-02' },
        { offences: [{ ...ACCUSED, jurisdiction, stage }] },
      ),
    ),
  );
const firstAsk = (...about: Parameters<typeof letterIn>) =>
  sent(letterIn(...about))
    .split('\n')
    .find((line) => line.startsWith('(1)'));

test('in the Netherlands a defence ends the case first, and the public interest is the alternative', () => {
  expect(firstAsk('NL', 'charged', ['NL-SR-40'])).toBe(
    '(1) that the case is dropped because our client is not punishable (technisch sepot), on the ground of art. 40 Sr; in the alternative in the public interest (beleidssepot, art. 167(2) of the Wetboek van Strafvordering);',
  );
  expect(firstAsk('NL', 'charged')).not.toContain('punishable');
  expect(notes(letterIn('NL', 'charged'))).toContain('art. 266 Sv, from memory');
});

test('in Romania and Italy a court is asked to acquit, under the title of a letter to a court', () => {
  expect(firstAsk('RO', 'charged', ['RO-CP-25'])).toMatch(
    /acquitted, on the ground of arts\. 24 and 25 C\.pen\. with art\. 16\(1\) lit\. d\) C\.proc\.pen\.; in the alternative .*art\. 318 .*art\. 80 /,
  );
  expect(letterIn('RO', 'charged').title).toBe('Memoriu pentru R.');
  expect(letterIn('RO', 'suspected').title).toMatch(/^Cerere de clasare/);
  expect(firstAsk('IT', 'charged', ['IT-CP-54'])).toBe(
    '(1) that our client is acquitted, on the ground of art. 54 c.p.;',
  );
  expect(firstAsk('IT', 'charged')).toContain('the case is ended without punishment');
  expect(letterIn('IT', 'charged').title).toBe('Memoria difensiva nell’interesse di R.');
  expect(letterIn('IT', 'suspected').title).toContain('istanza di archiviazione');
  expect(notes(letterIn('IT', 'charged'))).toContain('Addressed to the judge now.');
});

test('Germany, Spain and the law on refugees are named as their courts name them', () => {
  expect(firstAsk('DE', 'charged', ['DE-153'])).toContain(
    'on the ground of §§ 34, 35 StGB, in the alternative § 153 StPO;',
  );
  expect(firstAsk('ES', 'charged', ['ES-177bis11', 'ES-CP-20'])).toContain(
    'on the ground of art. 177 bis.11 CP; in the alternative arts. 20.5 and 20.6 CP;',
  );
  expect(firstAsk('GB-EAW', 'charged', ['UK-IAA-31'])).toContain(
    'on the ground of section 31 of the Immigration and Asylum Act 1999;',
  );
});

test('where nobody has said whether the defence reaches the offence, that stands beside what is asked first', () => {
  const waits = (missing: readonly string[]) =>
    draftRepresentations(
      caseOf([finding({ result: 'cannot-say', defence: true, about: 'offences[0]', missing })]),
    );
  const first = /Section 45 is not argued: say whether Schedule 4 lists the offence/;
  const letter = waits(['offences[].excludedList']);
  const at = letter.blocks.findIndex((block) => block.kind === 'check' && first.test(block.text));
  const before = letter.blocks[at - 1];
  expect(before?.kind === 'paragraph' && before.text.startsWith('(1) that ')).toBe(true);
  expect(notes(waits(['offences[].plea']))).not.toMatch(first);
});
