import { expect, test } from 'vitest';
import { checks, cite, due, finding, letter, letterOf, own } from './testing/rights-case.ts';

/** Something that a court decided on, to be asked again by a day. */
const again = (date: string, over: Parameters<typeof finding>[0] = {}) =>
  finding({ category: 'remedy', provision: 'UK-APPEAL-CC', due: [due({ date })], ...over });
/** What stands under "Today", up to the line with which the person reaches the writer. */
const today = (text: string) => /^Today\n([^]*?)Call us/.exec(text)?.[1];

test('for one thing one last day is told: the earliest that is still open', () => {
  const document = letter(again('2026-08-14'), again('2026-08-07'), again('2026-04-30'));
  expect(own(document)).toContain('Who: again\nAsking: court: by 2026-08-07.\n');
  expect(own(document)).not.toMatch(/2026-08-14|2026-04-30/);
  for (const date of ['2026-04-30', '2026-08-07', '2026-08-14']) {
    expect(checks(document)).toContain(`${date}: Ask`);
  }
});

test('where every day for one thing has passed, one line says so, with the latest', () => {
  const text = own(letter(again('2026-04-23'), again('2026-04-30')));
  expect(text).toContain('Asking: court: passed 2026-04-30.\n');
  expect(text).not.toContain('2026-04-23');
});

test('of two days alike the one that is sure is told', () => {
  const perhaps = again('2026-08-07', { due: [due({ date: '2026-08-07', possible: true })] });
  const text = own(letter(perhaps, again('2026-08-07')));
  expect(text).toContain('Asking: court: by 2026-08-07.');
  expect(text).not.toContain('perhaps');
});

test('a day in another country stands apart, with the name of that country', () => {
  const there = { pack: 'nl', jurisdiction: 'NL' };
  const text = own(letter(again('2026-08-14'), again('2026-08-07', there)));
  expect(text).toContain('Asking: court (Country NL): by 2026-08-07.');
  expect(text).toContain('Asking: court: by 2026-08-14.');
});

test('where nobody knows where the person is, days of two countries do not take each other’s place', () => {
  const there = { pack: 'nl', jurisdiction: 'NL' };
  const text = own(letterOf({ places: [] }, again('2026-08-14'), again('2026-08-07', there)));
  expect(text).toContain('Asking: court (Country NL): by 2026-08-07.');
  expect(text).toContain('Asking: court (Country RO): by 2026-08-14.');
});

test('a last day within thirty days is told first, after the next day in the case', () => {
  const findings = [
    again('2026-06-03'),
    again('2026-06-02'),
    finding({
      category: 'compensation',
      provision: 'RO-211-21',
      due: [due({ date: '2026-05-03' })],
    }),
  ];
  const text = own(letterOf({ isAccused: true, nextDates: ['2026-05-20'] }, ...findings));
  expect(today(text)).toBe(
    [
      'Ask for a lawyer now.',
      'Next: 2026-05-20',
      'Last: Asking: fund: 2026-05-03.',
      'Last: Asking: court: 2026-06-02.',
      '',
    ].join('\n'),
  );
  expect(text).toContain('Asking: court: by 2026-06-02.');
});

test('a person of whom a court has decided reads a near last day first too', () => {
  const text = own(letter(again('2026-05-31')));
  expect(today(text)).toBe('Last: Asking: court: 2026-05-31.\n');
});

test('today tells no day that has passed, and none further than thirty days', () => {
  for (const date of ['2026-05-02', '2026-06-03']) {
    expect(own(letter(again(date)))).not.toContain('Today');
  }
});

test('a near day of a law that may help is told first, and never as sure', () => {
  const open = { result: 'cannot-say', missing: ['a'] } as const;
  const text = own(
    letter(again('2026-05-31', { ...open, ...cite('Act'), provision: 'UK-JR-NRM' })),
  );
  expect(today(text)).toBe('Last: Asking: review: perhaps 2026-05-31.\n');
});

test('today tells one last day for one thing, whichever right it belongs to', () => {
  const office = { provision: 'UK-NRM-RECON' };
  const other = again('2026-05-20', { ...office, category: 'identification' });
  const text = own(letter(again('2026-05-25', office), other));
  expect(today(text)).toBe('Last: Asking: office: 2026-05-20.\n');
});

test('a near day for something that is left out of the letter is not told', () => {
  const stay = finding({ category: 'residence', due: [due({ date: '2026-05-20' })] });
  expect(own(letterOf({ isAtHome: true }, stay))).not.toContain('2026-05-20');
});
