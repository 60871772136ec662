import { expect, test } from 'vitest';
import type { OpenedEntry } from '@amparo/casework/kernel';
import { foldFile, safeContact, timelineItems } from './file-model.ts';

let position = 0;
const entry = (payload: object, more: Partial<OpenedEntry> = {}): OpenedEntry => {
  position += 1;
  return {
    entry: crypto.randomUUID(),
    position,
    author: 'a',
    authorName: 'Worker',
    deskName: 'Casework',
    byPerson: false,
    time: '2026-05-01T10:00:00.000Z',
    receivedAt: `2026-05-01T10:00:${String(position).padStart(2, '0')}.000Z`,
    payload,
    ...more,
  };
};

const note = (text: string) =>
  entry({ v: 1, kind: 'note/added', note: crypto.randomUUID(), on: '2026-05-01', text });

test('what lies in several drawers makes one timeline, and each line says where it lies', () => {
  const state = foldFile([
    { drawer: 'x', class: 'contact', entries: [note('called')] },
    { drawer: 'y', class: 'safety', entries: [note('plan agreed')] },
  ]);
  expect(timelineItems(state).map((item) => [item.class, item.text])).toEqual([
    ['safety', 'plan agreed'],
    ['contact', 'called'],
  ]);
});

test('the safe way set last wins over what was written at first contact', () => {
  const report = entry(
    {
      v: 1,
      kind: 'report/sent',
      door: 'options',
      language: 'vi',
      text: 'hello',
      safe: { how: 'write' },
    },
    { byPerson: true },
  );
  const before = foldFile([{ drawer: 'x', class: 'contact', entries: [report] }]);
  expect(safeContact(before)).toEqual({ how: 'write' });
  const changed = entry({ v: 1, kind: 'contact/set', safe: { how: 'call after four' } });
  const after = foldFile([{ drawer: 'x', class: 'contact', entries: [report, changed] }]);
  expect(safeContact(after)).toEqual({ how: 'call after four' });
});

test('an entry that is not possible is counted once and left out', () => {
  const state = foldFile([
    {
      drawer: 'x',
      class: 'contact',
      entries: [entry({}), entry({ v: 1, kind: 'note/added', note: 'no id' })],
    },
  ]);
  expect(state.refused).toHaveLength(2);
  expect(state.notes).toEqual([]);
});

test('a drawer that is not open adds nothing and takes nothing away', () => {
  expect(foldFile([])).toMatchObject({ cover: null, contact: null, notes: [], facts: [] });
});
