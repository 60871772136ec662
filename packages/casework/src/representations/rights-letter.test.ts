import { expect, test } from 'vitest';
import type { Due } from '@amparo/law';
import { LetterDocument } from './model.ts';
import { checks, cite, due, finding, letter, letterOf, own, read } from './testing/rights-case.ts';

test('a person reads plain words and never those of the law; the law is on a last page', () => {
  const document = letter(finding({}));
  expect(own(document)).toContain('Right: lawyer\nText: lawyer\nWho: lawyer');
  expect(own(document)).not.toMatch(/complainant|An Act/);
  expect(read(document)).toMatch(
    /For your lawyer\nLeave this page.\nRight: lawyer\nA right: An Act, s. 1$/,
  );
});

test('the letter says which language it is in, for whoever prints it or reads it aloud', () => {
  expect(letter().language).toBe('xx');
});

test('what is not engaged is not in it; what may be is named at the end, without a promise', () => {
  const text = own(
    letter(
      finding({}),
      finding({ category: 'residence', result: 'not-engaged' }),
      finding({ category: 'health', result: 'cannot-say', missing: ['a'] }),
      finding({ category: 'housing', force: 'gap' }),
    ),
  );
  expect(text).toContain('What may be\nRight: health');
  expect(text).not.toMatch(/stay|housing|Text: health/);
});

test.each(['may', 'consider', 'policy', 'soft'] as const)(
  'a right that rests only on what binds nobody (%s) is never given, it may be',
  (force) => {
    const text = own(letter(finding({ category: 'reflection', force })));
    expect(text).toContain('What may be\nRight: rest');
    expect(text).not.toContain('Text: rest');
  },
);

test('a treaty gives no time to rest where the law of the place is known to have none', () => {
  const document = letter(
    finding({ category: 'reflection', pack: 'eu' }),
    finding({ category: 'reflection', force: 'gap', title: 'No time is fixed' }),
  );
  expect(own(document)).toContain('What may be\nRight: rest');
  expect(checks(document)).toContain('No time is fixed');
});

test('beside a right that is given, a law of the place that is still open is a second way', () => {
  const open = { result: 'cannot-say', missing: ['fact'] } as const;
  const document = letter(
    finding({ category: 'compensation', pack: 'coe', ...cite('Treaty') }),
    finding({ category: 'compensation', ...cite('Fund Act'), ...open }),
    finding({ category: 'health', ...cite('Health Act') }),
    finding({ category: 'health', pack: 'coe', ...cite('Charter'), ...open }),
  );
  expect(own(document)).toContain('Who: money\nThere may be a second way.');
  expect(own(document)).toContain('Who: health\nRight: money');
  const sure = finding({ category: 'assistance' });
  const more = finding({ category: 'assistance', ...cite('More'), ...open });
  expect(own(letter(sure, more))).not.toContain('second way');
  expect(read(document)).toContain('A right: Treaty, a\nMay apply. A right: Fund Act, a');
  expect(read(document)).not.toContain('Charter');
});

test('the law of the place where the person is comes first, and that of their passport gives them nothing here', () => {
  const here = finding({
    category: 'assistance',
    pack: 'gb',
    jurisdiction: 'GB-EAW',
    ...cite('Here'),
  });
  const far = finding({ category: 'assistance', pack: 'vn', jurisdiction: 'VN', ...cite('Far') });
  const inEngland = { places: ['GB-EAW', 'GB'] };
  expect(read(letterOf(inEngland, far, here))).not.toContain('Far');
  expect(own(letterOf(inEngland, far))).not.toContain('Text: support');
});

test('a claim in another country is told with its name', () => {
  const there = finding({
    category: 'compensation',
    pack: 'nl',
    jurisdiction: 'NL',
    provision: 'NL-SGM',
    due: [due({ date: '2036-09-18' })],
  });
  const text = own(letter(finding({ category: 'compensation' }), there));
  expect(text).toContain('Also in NL.');
  expect(text).toContain('Asking: fund (Country NL): by 2036-09-18.');
});

test('of another country the lawyer reads its own law, and treaties only where it has none', () => {
  const there = (pack: string, name: string) =>
    finding({ category: 'compensation', pack, jurisdiction: 'NL', ...cite(name) });
  const treaty = there('coe', 'Treaty');
  expect(read(letter(treaty, there('nl', 'Fund Act')))).not.toContain('Treaty');
  expect(read(letter(treaty))).toContain('NL: A right: Treaty, a');
});

test('a person accused is told today’s steps first, and a lawyer is never only a maybe', () => {
  const open = finding({ result: 'cannot-say', missing: ['identification.decisions'] });
  const document = letterOf({ isAccused: true, nextDates: ['2026-04-01', '2026-05-20'] }, open);
  const text = own(document);
  expect(text).toMatch(/^Today\nAsk for a lawyer now.\nNext: 2026-05-20\nCall us: …/);
  expect(text).toContain('Right: lawyer\nText: lawyer');
  expect(text).not.toContain('What may be');
  expect(text).not.toContain('2026-04-01');
  expect(checks(document)).toContain('No law in the packs');
  expect(checks(letterOf({ isAccused: true }, finding({})))).not.toContain('No law in the packs');
  expect(own(letterOf({ isAccused: true }))).toContain('Right: lawyer');
});

test('a child who is accused is told to say their age, and what is for children comes first', () => {
  const child = finding({ category: 'child', ...cite('Children Act') });
  const young = { isAccused: true, mayBeChild: true };
  const text = own(letterOf(young, finding({ category: 'housing' }), child));
  expect(text).toContain('Ask for a lawyer now.\nSay how old you are.');
  expect(text.indexOf('Right: child')).toBeLessThan(text.indexOf('Right: lawyer'));
  expect(text.indexOf('Right: lawyer')).toBeLessThan(text.indexOf('Right: housing'));
});

test('whoever may be under 18 reads what is for children, and is told to say their age', () => {
  const open = finding({ category: 'child', result: 'cannot-say', missing: ['dateOfBirth'] });
  const text = own(letterOf({ isAccused: true, mayBeChild: true }, open));
  expect(text).toContain('Say how old you are.');
  expect(text).toContain('Right: child\nText: child');
  expect(own(letterOf({ isAccused: true }, open))).not.toMatch(/Say how old|Text: child/);
});

test('whoever may be under 18 reads that a no does not stop every office, and nobody else reads it', () => {
  expect(own(letterOf({ mayBeChild: true }))).toContain(
    'You decide.\nSome must act all the same.\n',
  );
  expect(own(letterOf({ isAccused: true }, finding({ category: 'child' })))).not.toContain(
    'must act',
  );
});

test('who was a child then and is grown up now is not told to say their age', () => {
  const text = own(letterOf({ isAccused: true }, finding({ category: 'child' })));
  expect(text).toContain('Text: child');
  expect(text).not.toContain('Say how old');
});

test('for a child the defence of a child is named before the one of an adult', () => {
  const adult = finding({ category: 'non-punishment', ...cite('45(1)'), adultOnly: '45(4)' });
  const child = finding({ category: 'non-punishment', ...cite('45(4)') });
  expect(read(letter(adult, child))).toContain('A right: 45(4), a\nA right: 45(1), a');
});

test('nobody in their own country is told of an embassy, of going home or of asking to stay', () => {
  const findings = ['safe-return', 'residence', 'asylum', 'non-refoulement'].map((category) =>
    finding({ category }),
  );
  const treaty = finding({
    category: 'reflection',
    pack: 'coe',
    result: 'cannot-say',
    missing: ['a'],
  });
  expect(own(letterOf({ isAtHome: true }, ...findings, treaty))).not.toMatch(
    /Right: (home|stay|danger|rest)/,
  );
  expect(own(letterOf({}, ...findings))).toMatch(/Right: stay[^]*Right: danger[^]*Right: home/);
});

test('nobody is frightened with a prison or another country because nothing is known of it', () => {
  const of = (category: string, missing: readonly string[]) =>
    finding({ category, result: 'cannot-say', missing });
  const unasked = [
    of('extradition', ['extradition.requested']),
    of('detention', ['immigration.detained']),
  ];
  expect(own(letter(...unasked))).not.toMatch(/Right: (handed|locked)/);
  expect(own(letter(of('extradition', ['extradition.other'])))).toContain('Right: handed');
});

test('what is law only in another part of the world is no maybe', () => {
  const elsewhere = finding({ category: 'protection', pack: 'regional', result: 'cannot-say' });
  expect(own(letter(elsewhere))).not.toContain('Right: protection');
});

test('a last day is told with what is asked for; a past one is never told as to come', () => {
  const money = (provision: string, over: Partial<Due>) =>
    finding({ category: 'compensation', provision, due: [due(over)] });
  const text = own(
    letter(
      money('RO-WAGES', { date: '2026-04-30' }),
      money('RO-211-21', { date: '2026-09-01', possible: true }),
      money('RO-CPP-20', { date: '2026-05-09' }),
      finding({ due: [due({ kind: 'authority-must-act', date: '2026-05-05' })] }),
      finding({ category: 'remedy', provision: 'UK-JR-NRM', due: [due({ date: '2026-08-01' })] }),
    ),
  );
  expect(text).toContain('Asking: pay: passed 2026-04-30.');
  expect(text).toContain('Asking: fund: perhaps by 2026-09-01.');
  expect(text).toContain('Asking: harm: now 2026-05-09.');
  expect(text).toContain('Asking: review: soon 2026-08-01.');
  expect(text).not.toContain('2026-05-05');
});

test('a last day of a law that may help is "perhaps", and one that has passed only a note', () => {
  const open = { category: 'compensation', result: 'cannot-say', missing: ['a'] } as const;
  const document = letter(
    finding({ ...open, provision: 'RO-WAGES', due: [due({ date: '2026-08-01' })] }),
    finding({ ...open, ...cite('Old Act'), due: [due({ date: '2026-01-01', label: 'Sue' })] }),
  );
  expect(own(document)).toContain('Right: money. Asking: pay: perhaps by 2026-08-01.');
  expect(own(document)).not.toContain('2026-01-01');
  expect(checks(document)).toContain('2026-01-01: Sue (Old Act, a)');
});

test('a day that nobody could work out is not silent', () => {
  const undated = due({ date: null, openStandard: '30 days from being told' });
  const document = letter(finding({ category: 'procedure', due: [undated] }));
  expect(own(document)).toContain('Who: case\nThere may be a last day.');
  expect(checks(document)).toContain('30 days from being told');
});

test('what binds and what few other laws read comes before what is said of everybody', () => {
  const reads = (fact: string) => ({
    trace: {
      node: 'n',
      label: '',
      value: 'yes' as const,
      facts: [{ fact, label: '', value: true, class: 'account' }],
      of: [],
    },
  });
  const general = Array.from({ length: 30 }, (_, at) =>
    finding({ category: 'information', ...cite(`General ${at}`), ...reads('indicators') }),
  );
  const of = (name: string, over: object) =>
    finding({
      category: 'compensation',
      pack: 'un',
      ...cite(name),
      ...reads('indicators'),
      ...over,
    });
  const text = read(
    letter(
      ...general,
      of('Vague', {}),
      of('Judgment', { pack: 'coe', ...reads('earningsTaken') }),
      of('Permitted', { pack: 'ro', force: 'may' }),
      of('Remembered', { pack: 'ro', verified: { level: 'memory', read: '', where: '' } }),
      of('Code', { pack: 'ro' }),
    ),
  );
  expect(text).toContain(
    ['Code', 'Remembered', 'Judgment', 'Vague', 'Permitted']
      .map((name) => `A right: ${name}, a`)
      .join('\n'),
  );
});

test('it can be saved when nothing is known, and duties of others to report are no rights', () => {
  expect(LetterDocument.safeParse(letter()).success).toBe(true);
  expect(read(letter())).toContain('We need to know more.');
  expect(checks(letterOf({ places: [] }))).toContain('where the person is');
  const others = ['disclosure-duty', 'criminalisation'].map((category) => finding({ category }));
  expect(read(letter(...others))).not.toContain('Right:');
});

test('where nobody knows where the person is, nothing is promised', () => {
  const text = own(letterOf({ places: [] }, finding({ category: 'housing' }), finding({})));
  expect(text).toContain('What may be\nRight: housing\nRight: lawyer');
  expect(text).not.toContain('Text:');
  expect(own(letterOf({ places: [], isAccused: true }))).toContain('Text: lawyer');
});

test('a directive that a state has still to carry out is no promise yet', () => {
  const text = own(letter(finding({ category: 'asylum', pack: 'eu', state: 'transposition-due' })));
  expect(text).toContain('What may be\nRight: danger');
});

test('law that is not in force is no right', () => {
  expect(own(letter(finding({ state: 'not-commenced' })))).not.toContain('Right:');
});

test('law that was not read is a note for the lawyer, once', () => {
  const memory = finding({ verified: { level: 'memory', read: '', where: '' } });
  const notes = checks(letter(memory, memory));
  expect(notes.split('from memory')).toHaveLength(2);
  expect(notes.split('An Act, s. 1')).toHaveLength(2);
});
