import { expect, test } from 'vitest';
import type { Due, Finding } from '@amparo/law';
import { LetterDocument } from './model.ts';
import { draftDeadlineSheet, draftReconsideration } from './other-drafts.ts';
import type { LetterFacts } from './draft.ts';

const due = (over: Partial<Due>): Due => ({
  rule: 'r',
  label: 'Ask for reconsideration',
  kind: 'person-must-act',
  start: '2026-05-01',
  date: '2026-06-01',
  openStandard: null,
  arithmetic: '1 May 2026 and one month: 1 June 2026.',
  possible: false,
  missing: [],
  ...over,
});
const finding = (over: Partial<Finding>): Finding =>
  ({
    provision: 'X-1',
    title: 'Decision on identification',
    category: 'identification',
    result: 'engaged',
    defence: false,
    force: 'must',
    summary: 'The body must decide with reasons.',
    because: ['A decision was made.'],
    trace: { node: 'n', label: 'n', value: 'yes', facts: [], of: [] },
    missing: [],
    due: [],
    owes: 'the competent authority',
    before: 'the competent authority',
    contrary: [],
    openTests: [],
    answeredTests: [],
    exceptionsNotExcluded: [],
    exceptionsMet: [],
    cliffs: [],
    citations: [{ instrument: 'An Act', pinpoint: 's. 1' }],
    verified: { level: 'official', read: '', where: '' },
    ...over,
  }) as Finding;
const facts = (findings: readonly Finding[]): LetterFacts => ({
  assessment: { asOf: '2026-05-03', packs: [], findings },
  name: 'R.',
  reference: 'REF',
  to: 'The authority',
  from: 'A law centre',
  label: (key) => key,
});
const textOf = (letter: LetterDocument) => JSON.stringify(letter.blocks);

test('every draft is a letter that can be saved, even when nothing is known', () => {
  for (const draft of [draftReconsideration, draftDeadlineSheet]) {
    expect(LetterDocument.safeParse(draft(facts([]))).success).toBe(true);
    expect(LetterDocument.safeParse(draft(facts([finding({})]))).success).toBe(true);
  }
});

test('a request for reconsideration argues only what is engaged, and names what is missing as a note', () => {
  const open = finding({
    provision: 'Y',
    result: 'cannot-say',
    summary: 'Z.',
    missing: ['ageAtAct'],
  });
  const letter = draftReconsideration(facts([finding({}), open]));
  expect(textOf(letter)).toContain('The body must decide with reasons.');
  expect(textOf(letter)).not.toContain('"Z."');
  const notes = letter.blocks.filter(({ kind }) => kind === 'check');
  expect(JSON.stringify(notes)).toContain('ageAtAct');
});

test('law that was not read is marked for the lawyer in every draft', () => {
  const memory = finding({
    verified: { level: 'memory', read: '', where: '' },
  });
  const letter = draftReconsideration(facts([memory]));
  expect(JSON.stringify(letter.blocks.filter(({ kind }) => kind === 'check'))).toContain('memory');
});

test('dates come nearest first, those of the person before those of others, each with its sum', () => {
  const later = finding({ due: [due({ date: '2026-09-01', label: 'Later' })] });
  const sooner = finding({ due: [due({ label: 'Sooner', possible: true })] });
  const others = finding({
    due: [due({ kind: 'authority-must-act', date: '2026-05-01', label: 'They decide' })],
  });
  const letter = draftDeadlineSheet(facts([others, later, sooner]));
  const lines = letter.blocks.flatMap((b) =>
    b.kind === 'heading' || b.kind === 'paragraph' ? [b.text] : [],
  );
  expect(lines.slice(1)).toEqual([
    'To be asked for or done by',
    '2026-06-01: Sooner',
    '2026-09-01: Later',
    'Others have to act by',
    '2026-05-01 (past): They decide',
  ]);
  expect(textOf(letter)).toContain('1 May 2026 and one month');
  expect(textOf(letter)).toContain('Possible deadline');
});

test('a date of something that is not settled says so, and one without a start is told once', () => {
  const unsure = finding({ result: 'cannot-say', due: [due({})] });
  const open = due({ date: null, openStandard: 'without delay', label: 'They answer' });
  const letter = draftDeadlineSheet(facts([unsure, finding({ due: [open, open] })]));
  expect(textOf(letter)).toContain('If it applies, which is not known yet: 1 May 2026');
  const last = letter.blocks.at(-1);
  expect(last).toEqual({ kind: 'list', items: ['They answer: without delay (An Act, s. 1)'] });
});
