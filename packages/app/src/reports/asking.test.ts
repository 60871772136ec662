import { expect, test } from 'vitest';
import { mayHold } from '@amparo/casework/grants';
import { askableClasses, findAskFault, isAskable, questionOf, usualUntil } from './asking.ts';
import type { Asking } from './asking.ts';

const TODAY = '2026-05-03';
const asking: Asking = {
  desks: ['c'],
  classes: ['contact'],
  until: usualUntil(TODAY),
  text: 'May we?',
  ifYes: 'They answer here.',
  ifNo: 'Nothing is taken away.',
};

test('only parts that one of the desks may hold at all can be asked for', () => {
  for (const each of askableClasses([{ kind: 'casework' }, { kind: 'legal' }])) {
    expect(mayHold(each, 'casework') || mayHold(each, 'legal')).toBe(true);
  }
  expect(askableClasses([{ kind: 'casework' }])).not.toContain('privileged');
  expect(askableClasses([])).toEqual([]);
});

test('police, prosecution and authorities cannot be handed a conversation', () => {
  for (const kind of [
    'police',
    'prosecution',
    'authority',
    'court',
    'taskforce',
    'fund',
  ] as const) {
    expect(isAskable({ kind }), kind).toBe(false);
  }
  expect(isAskable({ kind: 'casework' })).toBe(true);
  expect(isAskable({ kind: 'legal' })).toBe(true);
});

test('a question is not sent without desks, parts, words and an end within a year', () => {
  expect(findAskFault(asking, TODAY)).toBeUndefined();
  expect(findAskFault({ ...asking, desks: [] }, TODAY)).toBe('desks');
  expect(findAskFault({ ...asking, classes: [] }, TODAY)).toBe('classes');
  expect(findAskFault({ ...asking, ifNo: ' ' }, TODAY)).toBe('text');
  for (const until of ['', 'soon', TODAY, '2026-05-02', '2028-01-01']) {
    expect(findAskFault({ ...asking, until }, TODAY), until).toBe('until');
  }
});

test('only a casework desk among those chosen may open a file', () => {
  const desks = [
    { desk: 'c', kind: 'casework' as const },
    { desk: 'l', kind: 'legal' as const },
  ];
  expect(questionOf(asking, desks)).toMatchObject({ desks: ['c'], opensFile: true });
  expect(questionOf({ ...asking, desks: ['l'] }, desks)).toMatchObject({ opensFile: false });
});
