import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import { smallFiles } from '../testing/small-law.ts';

/** The refusals after one part of one file was replaced. */
function refusalsAfter(
  name: string,
  part: string,
  own: object,
): readonly { readonly file: string; readonly path: string; readonly message: string }[] {
  const files = smallFiles().map((file) => {
    if (file.file !== name) return file;
    const content = file.content as Record<string, object>;
    return { ...file, content: { ...content, [part]: { ...content[part], ...own } } };
  });
  const parsed = parsePacks(files);
  return parsed.ok ? [] : parsed.errors;
}

const fact = {
  type: 'boolean',
  label: 'x',
  question: 'Is it?',
  class: 'low',
  burden: 1,
  mayAsk: ['legal'],
};

test('a sound ground is not complained about', () => {
  expect(refusalsAfter('facts.yaml', 'facts', { more: fact })).toEqual([]);
});

test.each([
  ['a data class nobody ordered', 'facts', { more: { ...fact, class: 'lwo' } }, 'data classes'],
  ['a field of no list', 'facts', { 'ofences[].x': fact }, 'a list that does not exist'],
  ['a fallback that is no fact', 'facts', { more: { ...fact, fallback: 'nowhere' } }, 'same type'],
  ['a fallback of another type', 'facts', { more: { ...fact, fallback: 'amount' } }, 'same type'],
  ['an event dated by no fact', 'anchors', { e: { label: 'e', dates: ['x'] } }, 'a date'],
  ['an event dated by a colour', 'anchors', { e: { label: 'e', dates: ['colour'] } }, 'a date'],
  [
    'an event whose age is a date',
    'anchors',
    { e: { label: 'e', dates: ['startedOn'], age: 'startedOn' } },
    'an age',
  ],
  ['an event without a date', 'anchors', { e: { label: 'e' } }, 'has no date'],
])('%s is refused in its file', (_what, part, own, message) => {
  const [first, ...others] = refusalsAfter('facts.yaml', part, own);
  expect(others).toEqual([]);
  expect(first?.file).toBe('facts.yaml');
  expect(first?.path).toContain(`${part}.${Object.keys(own)[0] ?? ''}`);
  expect(first?.message).toContain(message);
});

test.each([
  ['a part of no country', 'places', { CC: { name: 'Cee', of: 'XX' } }],
  ['a federation of no parts that exist', 'places', { CC: { name: 'Cee', choose: ['CC-N'] } }],
  [
    'a member that is no place',
    'groups',
    {
      CLUB: {
        name: 'a club',
        members: { XX: null },
        verified: { level: 'memory', read: 'Invented.', where: 'here' },
      },
    },
  ],
])('%s is refused', (_what, part, own) => {
  const found = refusalsAfter('places.yaml', part, own);
  expect(found.map(({ file }) => file)).toEqual(['places.yaml']);
  expect(found[0]?.message).toContain('is no place');
});
