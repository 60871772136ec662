import { expect, test } from 'vitest';
import type { Due, Finding } from '@amparo/law';
import { LetterDocument } from './model.ts';
import { draftRightsLetter } from './rights-letter.ts';
import type { RightsLetterWords } from './rights-letter.ts';

const words: RightsLetterWords = {
  title: (name) => `For ${name}`,
  opening: ['You decide.'],
  right: (name) => ({ title: `Right: ${name}`, text: `Text: ${name}`, who: `Who: ${name}` }),
  by: (date) => `By ${date}.`,
  perhapsBy: (date) => `Perhaps by ${date}.`,
  law: (citations) => `The law: ${citations}`,
  maybe: 'What may be',
  nothingYet: 'We need to know more.',
  last: { title: 'What this letter cannot say', text: 'Ask us again.' },
  from: (who) => `From: ${who}`,
  asOf: (date) => `As of ${date}`,
};
const due = (over: Partial<Due>): Due => ({
  rule: 'r',
  label: 'Ask',
  kind: 'person-must-act',
  start: '2026-05-01',
  date: '2026-06-01',
  openStandard: null,
  arithmetic: '',
  possible: false,
  missing: [],
  ...over,
});
const finding = (over: Partial<Finding>): Finding =>
  ({
    provision: 'X-1',
    title: 'A right',
    pack: 'ro',
    jurisdiction: 'RO',
    category: 'legal-aid',
    result: 'engaged',
    force: 'must',
    summary: 'The words of a lawyer about a complainant.',
    due: [],
    citations: [{ instrument: 'An Act', pinpoint: 's. 1' }],
    verified: { level: 'official', read: '', where: '' },
    ...over,
  }) as Finding;
const letter = (...findings: readonly Finding[]): LetterDocument =>
  draftRightsLetter(
    {
      assessment: { asOf: '2026-05-03', packs: [], findings },
      name: 'R.',
      reference: 'REF',
      to: 'R.',
      from: 'A law centre',
      label: (key) => key,
    },
    words,
  );
const read = ({ blocks }: LetterDocument): string =>
  blocks
    .filter(({ kind }) => kind !== 'check')
    .map((block) => (block.kind === 'list' ? block.items.join('\n') : block.text))
    .join('\n');

test('a person reads plain words and never those of the law about them', () => {
  const text = read(letter(finding({})));
  expect(text).toContain('Right: lawyer\nText: lawyer\nWho: lawyer\nThe law: An Act, s. 1');
  expect(text).not.toContain('complainant');
});

test('what is not engaged is not in it; what may be is named at the end, without a promise', () => {
  const text = read(
    letter(
      finding({}),
      finding({ category: 'residence', result: 'not-engaged' }),
      finding({ category: 'health', result: 'cannot-say' }),
      finding({ category: 'housing', force: 'gap' }),
    ),
  );
  expect(text).toContain('What may be\nRight: health');
  expect(text).not.toMatch(/stay|housing|Text: health/);
});

test('a last day for asking is told, a date of others is not, and an unread one is "perhaps"', () => {
  const text = read(
    letter(
      finding({
        due: [due({ possible: true }), due({ kind: 'authority-must-act', date: '2026-05-05' })],
      }),
      finding({ category: 'compensation', due: [due({ date: '2026-09-01' })] }),
    ),
  );
  expect(text).toContain('Perhaps by 2026-06-01.');
  expect(text).toContain('By 2026-09-01.');
  expect(text).not.toContain('2026-05-05');
});

test('the law of the place is named before treaties, and what was read before what was not', () => {
  const cite = (instrument: string) =>
    ({ citations: [{ instrument, pinpoint: 'a' }] }) as unknown as Partial<Finding>;
  const text = read(
    letter(
      finding({ pack: 'coe', ...cite('Convention') }),
      finding({ ...cite('Remembered'), verified: { level: 'memory', read: '', where: '' } }),
      finding(cite('Code')),
    ),
  );
  expect(text).toContain('The law: Code, a; Remembered, a; Convention, a');
});

test('it can be saved when nothing is known, and duties of others to report are no rights', () => {
  expect(LetterDocument.safeParse(letter()).success).toBe(true);
  expect(read(letter())).toContain('We need to know more.');
  const others = ['disclosure-duty', 'criminalisation'].map((category) => finding({ category }));
  expect(read(letter(...others))).not.toContain('Right:');
});

test('law that was not read is a note for the lawyer, once', () => {
  const memory = finding({ verified: { level: 'memory', read: '', where: '' } });
  const notes = letter(memory, memory).blocks.filter(({ kind }) => kind === 'check');
  expect(JSON.stringify(notes).split('from memory')).toHaveLength(2);
});
