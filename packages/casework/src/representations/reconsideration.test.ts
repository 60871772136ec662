/** A request to reconsider argues about the decision that was made, and exists only where one was. */
import { expect, test } from 'vitest';
import { LetterDocument } from './model.ts';
import { draftReconsideration } from './reconsideration.ts';
import { caseOf, due, finding, notes, recordedOf, sent, use } from './testing/letter-case.ts';

const decision = (over: object) => ({
  state: 'GB',
  kind: 'reasonable-grounds',
  result: 'negative',
  madeOn: '2026-05-01',
  receivedOn: '2026-05-02',
  ...over,
});
const decided = (...decisions: ReturnType<typeof decision>[]) =>
  recordedOf({}, { 'identification.decisions': decisions });
const rule = finding({ title: 'Rule', category: 'identification', summary: 'It must decide so.' });

test('without a decision there is nothing to reconsider, and the draft says what to ask instead', () => {
  for (const recorded of [
    recordedOf({}),
    decided(decision({ result: 'positive' })),
    decided(decision({}), decision({ result: 'positive', madeOn: '2026-05-02' })),
  ]) {
    const letter = draftReconsideration(caseOf([rule], recorded));
    expect(letter.blocks).toHaveLength(1);
    expect(sent(letter)).toBe('');
    expect(notes(letter)).toContain(
      'There is no decision to reconsider. Ask for a referral instead.',
    );
    expect(LetterDocument.safeParse(letter).success).toBe(true);
  }
});

test('it argues the law on identification of the state that decided, and nothing else', () => {
  const others = [
    finding({ title: 'Appeal', category: 'remedy', summary: 'An appeal.' }, [
      use('identification.decisions'),
    ]),
    finding({ title: 'Far', category: 'identification', jurisdiction: 'VN', summary: 'Far.' }),
    finding({ title: 'Gap', category: 'identification', force: 'gap', summary: 'None.' }),
    finding({ title: 'Open', category: 'identification', result: 'cannot-say', summary: 'Z.' }),
  ];
  const letter = draftReconsideration(caseOf([...others, rule], decided(decision({}))));
  expect(sent(letter)).toContain('It must decide so.');
  expect(sent(letter)).not.toMatch(/An appeal|Far\.|None\.|Z\./);
  expect(notes(letter)).toContain(
    'Other ways, to be weighed apart from this request: Act on Appeal',
  );
});

test('it names the decision, asks for a new one, and keeps the other ways open', () => {
  const letter = draftReconsideration(caseOf([rule], decided(decision({}))));
  expect(sent(letter)).toContain(
    'We act for R. and ask you to reconsider the negative reasonable grounds decision of 1 May 2026, received on 2 May 2026.',
  );
  expect(sent(letter)).toContain('(1) that the decision is withdrawn and a positive one made;');
  expect(sent(letter)).toContain('acknowledged within five working days');
  expect(sent(letter)).toContain(
    'judicial review is reserved. This request is no letter before claim.',
  );
  expect(sent(letter)).not.toContain('charged');
  const dutch = draftReconsideration(caseOf([], decided(decision({ state: 'NL' }))));
  expect(sent(dutch)).toContain('Every remedy against the decision is reserved.');
});

test('the day until which it can be asked stands as a note with its sum', () => {
  const dated = finding({ title: 'Again', category: 'identification', due: [due({})] });
  const letter = draftReconsideration(caseOf([dated], decided(decision({}))));
  expect(notes(letter)).toContain('Date: Ask for reconsideration, 1 June 2026. one month after');
  const none = draftReconsideration(caseOf([rule], decided(decision({}))));
  expect(notes(none)).toContain('Work out until when');
});

test('what ends with the decision is named where the law says so', () => {
  const cliff = {
    on: 'identification' as const,
    what: 'It ends.',
    when: 'Then.',
    challenge: '',
    interimRelief: '',
    survives: [],
  };
  const help = finding({ title: 'Help', category: 'assistance', cliffs: [cliff] });
  const other = finding({
    title: 'Stay',
    category: 'residence',
    cliffs: [{ ...cliff, on: 'cooperation' }],
  });
  const letter = draftReconsideration(caseOf([help, other], decided(decision({}))));
  expect(sent(letter)).toContain('Help: Act on Help, s. 1.');
  expect(sent(letter)).not.toContain('Stay');
});

test('law that was not read is marked for the lawyer', () => {
  const memory = finding({
    category: 'identification',
    verified: { level: 'memory', read: '', where: '' },
  });
  const letter = draftReconsideration(caseOf([memory], decided(decision({}))));
  expect(notes(letter)).toContain('from memory');
});
