import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { OpenedEntry } from '../kernel/index.ts';
import { FIELD_CODES } from './field-codes.ts';
import { findTakingBar, foldTaken } from './taking.ts';
import type { TakingFacts } from './taking.ts';

const PACKET = '00000000-0000-4000-8000-000000000001';
const facts: TakingFacts = {
  now: '2026-05-01T10:00:00.000Z',
  expiresAt: '2026-06-01T10:00:00.000Z',
  desk: 'ours',
  leadDesk: 'ours',
  drawers: [
    { class: 'money', holders: ['ours'] },
    { class: 'identity', holders: ['ours', 'lawyers'] },
    { class: 'safety', holders: ['shelter'] },
  ],
};

test('a field goes only where nobody else reads it: taking over is not passing on', () => {
  expect(findTakingBar('money.unpaid-wages', facts)).toBeUndefined();
  expect(findTakingBar('identity.nationality', facts)).toBe('others-hold');
  expect(findTakingBar('safety.alert', facts)).toBe('no-drawer');
  expect(findTakingBar('account.work', facts)).toBe('no-drawer');
  expect(findTakingBar('basis.statement', facts)).toBe('about-nobody');
});

test('a file that another desk leads takes nothing, and nothing is taken when its time is over', () => {
  const theirs = { ...facts, leadDesk: 'lawyers' };
  expect(findTakingBar('money.unpaid-wages', theirs)).toBe('other-lead');
  const late = { ...facts, now: facts.expiresAt };
  expect(findTakingBar('money.unpaid-wages', late)).toBe('over');
});

test('property: wherever a field may be taken, the receiving desk alone holds its drawer', () => {
  const holders = fc.subarray(['ours', 'lawyers', 'shelter']);
  const code = fc.constantFrom(...FIELD_CODES);
  fc.assert(
    fc.property(code, holders, (field, held) => {
      const drawers = field.class === null ? [] : [{ class: field.class, holders: held }];
      const bar = findTakingBar(field.code, { ...facts, drawers });
      if (bar === undefined) expect(held).toEqual(['ours']);
    }),
  );
});

const taken = {
  v: 1,
  kind: 'packet/taken',
  packet: PACKET,
  code: 'money.unpaid-wages',
  words: 'Four months.',
  deskName: 'Casework (demo)',
  nodeName: 'England (demo)',
  sentAt: '2026-05-01T09:00:00.000Z',
  basis: 'consent',
  expiresAt: '2026-06-01T10:00:00.000Z',
} as const;
const removed = { v: 1, kind: 'packet/taken-removed', packet: PACKET, code: taken.code };

function entries(...payloads: readonly object[]): readonly OpenedEntry[] {
  return payloads.map((payload, at) => ({
    ...{ entry: `e${String(at)}`, position: at + 1, payload },
    ...{
      author: 'm',
      authorName: 'Worker (demo)',
      desk: 'ours',
      deskName: 'Casework',
      device: 'd',
    },
    ...{ byPerson: false, time: facts.now, receivedAt: facts.now },
  }));
}

test('what was taken over says where it came from, and leaves the screen when it is removed', () => {
  expect(foldTaken(entries(taken)).state).toMatchObject([
    { words: 'Four months.', deskName: 'Casework (demo)', by: 'Worker (demo)' },
  ]);
  const after = foldTaken(entries(taken, removed, { kind: 'note/added' }));
  expect(after.state).toMatchObject([{ words: null, packet: PACKET }]);
  expect(after.refused).toEqual([]);
});

test('nothing is taken twice, removed twice, or removed before it was there', () => {
  expect(foldTaken(entries(removed, taken, taken, removed, removed)).refused).toMatchObject([
    { position: 1, reason: 'illegal' },
    { position: 3, reason: 'illegal' },
    { position: 5, reason: 'illegal' },
  ]);
});
