import { expect, test } from 'vitest';
import { assessSmall, findP, provision } from '../testing/small-law.ts';

const ACT = { jurisdiction: 'AA', actDate: '2026-03-17' };
const child = { age: 'act', under: 18 };
const adult = { age: 'act', atLeast: 18 };

/** A presumption of another state, for another purpose. */
const ELSEWHERE = provision({
  id: 'ELSEWHERE',
  extent: ['BB-N'],
  presumes: { that: 'child', purpose: 'taxes', until: 'age is known' },
});

function judge(when: object, facts: object, own: object = {}): ReturnType<typeof findP> {
  const rule = provision({
    id: 'P',
    connects: ['prosecuting'],
    each: 'offences',
    category: 'non-punishment',
    versions: [{ from: '2010-01-01', anchor: 'act', when }],
    ...own,
  });
  return findP(assessSmall([rule, ELSEWHERE], { location: 'AA', offences: [ACT], ...facts }));
}

test('age is counted at the event: a day decides', () => {
  expect(judge(child, { dateOfBirth: '2008-03-18' }).result).toBe('engaged');
  expect(judge(child, { dateOfBirth: '2008-03-17' }).result).toBe('not-engaged');
  expect(judge(adult, { dateOfBirth: '2008-03-17' }).result).toBe('engaged');
});

test('a year of birth that leaves both ages possible leaves the answer open', () => {
  expect(judge(child, { dateOfBirth: '2008' }).result).toBe('cannot-say');
  expect(judge(child, { dateOfBirth: '2009' }).result).toBe('engaged');
  expect(judge(child, { dateOfBirth: '2007' }).result).toBe('not-engaged');
});

test('a bound is enough where it settles the test', () => {
  expect(judge(child, { ageAtAct: '<18' }).result).toBe('engaged');
  expect(judge(child, { ageAtAct: '>=18' }).result).toBe('not-engaged');
  expect(judge({ age: 'act', under: 16 }, { ageAtAct: '<18' }).result).toBe('cannot-say');
});

test('an age at one event tells the age at another', () => {
  const today = { age: 'now', under: 18 };
  expect(judge(today, { ageAtAct: 16 }).result).toBe('engaged');
  expect(judge(today, { ageAtAct: 18 }).result).toBe('not-engaged');
  expect(judge(today, { ageAtAct: 17 }).result).toBe('cannot-say');
});

test('a disputed age never settles a test that protects nobody', () => {
  const disputed = { dateOfBirth: '2009-09-14', ageDisputed: true };
  expect(judge(child, disputed).result).toBe('cannot-say');
  expect(judge(adult, disputed).result).toBe('cannot-say');
  const disputedBy = { dateOfBirth: { value: '2009-09-14', disputedBy: 'an officer' } };
  expect(judge(child, disputedBy).result).toBe('cannot-say');
});

test('for protection a disputed age is answered by the presumption, and only for its purpose', () => {
  const facts = { dateOfBirth: '2000-01-01', ageDisputed: true, reasonsToBelieveChild: true };
  const presumed = judge({ ...child, presume: 'protection' }, facts);
  expect(presumed.result).toBe('engaged');
  expect(presumed.presumptions).toEqual([
    { that: 'child', purpose: 'protection', by: 'PRESUME', until: 'age is known' },
  ]);
  expect(judge({ ...child, presume: 'taxes' }, facts).result).toBe('cannot-say');
  const doubtful = { ...facts, reasonsToBelieveChild: { unknown: 'not-asked' } };
  expect(judge({ ...child, presume: 'protection' }, doubtful).missing).toEqual([
    'reasonsToBelieveChild',
  ]);
});

test('in a defence a contested age is argued on both limbs and says so', () => {
  const facts = { dateOfBirth: '2009-09-14', ageDisputed: true };
  for (const limb of [child, adult]) {
    const finding = judge(limb, facts, { defence: true });
    expect(finding.result).toBe('engaged');
    expect(finding.because.join(' ')).toContain('Age is contested');
  }
});

test('a recorded age closes a limb only once somebody has said that nobody disputes it', () => {
  const recorded = { dateOfBirth: '2009-09-14' };
  const open = judge(adult, recorded, { defence: true });
  expect(open.result).toBe('cannot-say');
  expect(open.missing).toEqual(['ageDisputed']);
  expect(judge(adult, { ...recorded, ageDisputed: false }, { defence: true }).result).toBe(
    'not-engaged',
  );
  expect(judge(child, recorded, { defence: true }).result).toBe('engaged');
});

const protectedChild = { age: 'now', under: 18, presume: 'protection' };
/** Asked on 2026-06-15 for help that is owed to children. */
const duty = (facts: object, own: object = {}): ReturnType<typeof findP> =>
  judge(protectedChild, facts, {
    connects: ['presence'],
    each: undefined,
    category: 'child',
    versions: [{ from: '2010-01-01', when: protectedChild }],
    ...own,
  });

test.each([
  ['the day before the eighteenth birthday', '2008-06-16', 'engaged'],
  ['on the eighteenth birthday', '2008-06-15', 'not-engaged'],
  ['the day after it', '2008-06-14', 'not-engaged'],
])(
  '%s: a known birth date that no rule doubts decides a duty to children',
  (...[, born, result]) => {
    const known = { dateOfBirth: born };
    expect(duty({ ...known, reasonsToBelieveChild: false }).result).toBe(result);
    expect(duty({ ...known, ageDisputed: false }).result).toBe(result);
    const elsewhere = { location: 'BB-S', extent: ['BB-S'] };
    expect(duty({ ...known, location: 'BB-S' }, { extent: elsewhere.extent }).result).toBe(result);
  },
);

test('where a rule presumes a child in doubt, a known adult birth date waits for that doubt to be asked', () => {
  const open = duty({ dateOfBirth: '2000-01-01' });
  expect(open.result).toBe('cannot-say');
  expect(open.missing).toEqual(['ageDisputed', 'reasonsToBelieveChild']);
  const doubted = { dateOfBirth: '2000-01-01', ageDisputed: true, reasonsToBelieveChild: true };
  expect(duty(doubted).result).toBe('engaged');
});
