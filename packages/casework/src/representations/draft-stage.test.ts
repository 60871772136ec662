/** What is asked depends on how far the case has come; after a conviction no letter undoes it. */
import { expect, test } from 'vitest';
import { draftRepresentations } from './draft.ts';
import { LetterDocument } from './model.ts';
import { ACCUSED, caseOf, finding, notes, recordedOf, sent, use } from './testing/letter-case.ts';

const defence = finding({ provision: 'UK-MSA-45-ADULT', defence: true, about: 'offences[0]' }, [
  use('offences[].nexus.compelled', { class: 'privileged' }),
]);
const at = ({
  jurisdiction = 'GB-EAW',
  ...over
}: {
  jurisdiction?: string;
  [field: string]: unknown;
}) =>
  draftRepresentations(
    caseOf(
      [{ ...defence, jurisdiction }],
      recordedOf(
        { dateOfBirth: '1990-01-02', nationality: ['AL'] },
        { offences: [{ ...ACCUSED, jurisdiction, ...over }] },
      ),
    ),
  );

test.each(['GB-EAW', 'IT', 'NL', 'RO', 'FR'])(
  'after a conviction in %s no letter is drafted: the lawyer is told to appeal, and nothing leaves',
  (jurisdiction) => {
    for (const over of [
      { stage: 'convicted' },
      { stage: 'sentenced' },
      { stage: 'appealed' },
      { stage: 'served' },
      { stage: 'charged', convictedOn: '2026-04-01' },
      { stage: { unknown: 'not-asked' }, sentencedOn: '2026-04-02' },
    ]) {
      const letter = at({ jurisdiction, ...over });
      expect(letter.blocks).toHaveLength(1);
      expect(sent(letter)).toBe('');
      expect(notes(letter)).toMatch(/no letter to the prosecutor undoes it\. Lodge the appeal/);
      expect(LetterDocument.safeParse(letter).success).toBe(true);
    }
  },
);

test('after a plea of guilty it is asked that its withdrawal is not opposed, and the lawyer looks at the advice', () => {
  for (const over of [{ stage: 'pleaded' }, { stage: 'charged', plea: 'guilty' }]) {
    const letter = at(over);
    expect(sent(letter)).toMatch(
      /^\(1\) that you do not oppose the withdrawal of the plea, and then end the proceedings, on the ground of section 45\(1\)/m,
    );
    expect(sent(letter)).toContain('make these representations before sentence.');
    expect(notes(letter)).toContain('Was our client advised on section 45 before it?');
  }
});

test('who denies the charge asks for the end of the case, and of no plea to be withdrawn', () => {
  const letter = at({ stage: 'pleaded', plea: 'not-guilty' });
  expect(sent(letter)).toMatch(/^\(1\) that the proceedings are discontinued, on the ground of/m);
  expect(sent(letter)).toContain('before trial.');
  expect(JSON.stringify(letter)).not.toContain('withdrawal of the plea');
});

test('outside England the letter speaks of no plea; the lawyer is told to see whether it can be withdrawn', () => {
  for (const jurisdiction of ['IT', 'NL', 'RO', 'FR']) {
    const letter = at({ jurisdiction, stage: 'pleaded' });
    expect(sent(letter)).not.toMatch(/withdrawal of the plea|section 45/);
    expect(notes(letter)).toContain('see first whether it can be withdrawn');
  }
});
