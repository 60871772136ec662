/** A sheet of dates a lawyer can rely on: the case's own first, nothing that is not owed, nothing left out in silence. */
import { expect, test } from 'vitest';
import { draftDeadlineSheet } from './deadline-sheet.ts';
import { LetterDocument } from './model.ts';
import { ACCUSED, caseOf, due, finding, notes, recordedOf, sent } from './testing/letter-case.ts';

const none = recordedOf({});
const decided = (over: object) =>
  recordedOf(
    {},
    {
      'identification.decisions': [
        {
          state: 'GB',
          kind: 'reasonable-grounds',
          result: 'negative',
          madeOn: '2026-05-01',
          ...over,
        },
      ],
    },
  );

test('the sheet is a letter that can be saved, even when nothing is known', () => {
  for (const findings of [[], [finding({})]]) {
    const sheet = draftDeadlineSheet(caseOf(findings, none));
    expect(LetterDocument.safeParse(sheet).success).toBe(true);
    expect(sent(sheet)).toContain('No date can be worked out');
  }
});

test('hearings and interviews of every accusation stand before all that the law counts', () => {
  const recorded = recordedOf(
    {},
    {
      offences: [
        { ...ACCUSED, code: 'first', nextHearing: '2026-06-10' },
        { ...ACCUSED, code: 'second', nextHearing: '2026-05-20', interviewOn: '2026-05-05' },
        { ...ACCUSED, code: 'third', interviewOn: '2026-04-01' },
      ],
    },
  );
  const sheet = draftDeadlineSheet(caseOf([finding({ due: [due({})] })], recorded));
  expect(sent(sheet).split('\n').slice(1, 6)).toEqual([
    'The case: next dates',
    '5 May 2026: interview (second)',
    '20 May 2026: next hearing (second)',
    '10 June 2026: next hearing (first)',
    'To be asked for or done by',
  ]);
  expect(notes(sheet)).toContain('return to bail');
});

test('dates come nearest first, those of the person before those of others, each with its sum', () => {
  const later = finding({ due: [due({ date: '2026-09-01', label: 'Later' })] });
  const sooner = finding({ due: [due({ label: 'Sooner', possible: true })] });
  const others = finding({
    due: [due({ kind: 'authority-must-act', date: '2026-05-01', label: 'They decide' })],
  });
  const sheet = draftDeadlineSheet(caseOf([others, later, sooner], none));
  const lines = sheet.blocks.flatMap((b) =>
    b.kind === 'heading' || b.kind === 'paragraph' ? [b.text] : [],
  );
  expect(lines.slice(1)).toEqual([
    'To be asked for or done by',
    '1 June 2026: Sooner',
    '1 September 2026: Later',
    'Others have to act by',
    '1 May 2026 (past): They decide',
  ]);
  expect(sent(sheet)).toContain('one month after the decision (1 May 2026): 1 June 2026');
  expect(notes(sheet)).toContain('Possible deadline');
});

test('an authority that has decided owes no decision any more', () => {
  const owed = finding({
    due: [due({ rule: 'rg-decision', kind: 'authority-must-act', label: 'It decides' })],
  });
  expect(sent(draftDeadlineSheet(caseOf([owed], none)))).toContain('It decides');
  expect(sent(draftDeadlineSheet(caseOf([owed], decided({}))))).not.toContain('It decides');
  const elsewhere = decided({ state: 'NL' });
  expect(sent(draftDeadlineSheet(caseOf([owed], elsewhere)))).toContain('It decides');
  const before = decided({ madeOn: '2025-05-01' });
  expect(sent(draftDeadlineSheet(caseOf([owed], before)))).toContain('It decides');
});

test('protection is not counted from a negative decision, and the sheet says so', () => {
  const protection = finding({
    due: [due({ kind: 'protection-lasts', label: 'Time to reflect' })],
  });
  const sheet = draftDeadlineSheet(caseOf([protection], decided({})));
  expect(sent(sheet)).not.toContain('Time to reflect');
  expect(notes(sheet)).toContain('Not counted: Time to reflect');
  const positive = draftDeadlineSheet(caseOf([protection], decided({ result: 'positive' })));
  expect(sent(positive)).toContain('1 June 2026: Time to reflect');
});

test('a date of something that is not settled says so', () => {
  const unsure = finding({ result: 'cannot-say', due: [due({})] });
  expect(sent(draftDeadlineSheet(caseOf([unsure], none)))).toContain(
    'If it applies, which is not known yet: one month after',
  );
});

test('time that begins only with an act, such as a fine, is told apart from what runs, and each once', () => {
  const fine = due({ date: null, openStandard: '15 days from the fine', label: 'Complain' });
  const open = due({
    kind: 'open-standard',
    date: null,
    openStandard: 'without delay',
    label: 'They answer',
  });
  const sheet = draftDeadlineSheet(caseOf([finding({ due: [open, fine, open] })], none));
  expect(sheet.blocks.slice(-4)).toEqual([
    { kind: 'heading', text: 'Only once there is such an act, decision or event' },
    { kind: 'list', items: ['Complain: 15 days from the fine (Act on a law, s. 1)'] },
    { kind: 'heading', text: 'Without a date yet' },
    { kind: 'list', items: ['They answer: without delay (Act on a law, s. 1)'] },
  ]);
});

test('a day that has passed opens no sheet where nobody knows whether the law applies', () => {
  const unsure = finding({
    title: 'Scheme',
    result: 'cannot-say',
    due: [due({ label: 'Apply', date: '2010-01-01' }), due({ label: 'Apply again' })],
  });
  const known = finding({ due: [due({ label: 'Appeal', date: '2026-04-01' })] });
  const sheet = draftDeadlineSheet(caseOf([unsure, known], none));
  expect(sent(sheet)).not.toContain('2010');
  expect(sheet.blocks.at(-1)).toEqual({
    kind: 'check',
    text: 'Not counted: Apply, 1 January 2010 (Act on Scheme, s. 1), because it is not known whether it applies.',
  });
  expect(sent(sheet)).toMatch(/1 April 2026 \(past\): Appeal[^]*1 June 2026: Apply again/);
});

test('what the client must do in time under a law that is not settled is named, and said to be unsettled', () => {
  const when = due({ date: null, openStandard: '2 years after the crime', label: 'Apply' });
  const others = due({
    kind: 'authority-must-act',
    date: null,
    openStandard: 'soon',
    label: 'Pay',
  });
  const unsure = finding({ result: 'cannot-say', due: [when, others] });
  const lines = sent(draftDeadlineSheet(caseOf([unsure], none)));
  expect(lines).toContain('If it applies: Apply: 2 years after the crime (Act on a law, s. 1)');
  expect(lines).not.toContain('Pay');
  const settled = sent(draftDeadlineSheet(caseOf([unsure, finding({ due: [when] })], none)));
  expect(settled.match(/Apply: 2 years/g)).toHaveLength(1);
  const denied = finding({ result: 'not-engaged', due: [when] });
  expect(sent(draftDeadlineSheet(caseOf([denied], none)))).not.toContain('2 years');
});
