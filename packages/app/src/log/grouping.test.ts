import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { AccessRecord } from '@amparo/casework/log';
import { groupRecords, placesOf } from './grouping.ts';

const record = (
  kind: AccessRecord['kind'],
  time: string,
  more: {
    readonly actor?: string;
    readonly index?: number | null;
    readonly of?: 'contact' | 'safety';
  } = {},
): AccessRecord => ({
  kind,
  time,
  detail: {
    actor: more.actor ?? 'a',
    desk: 'd',
    file: 'f',
    drawer: 'x',
    class: more.of ?? 'contact',
    object: null,
  },
  actorName: 'Worker',
  deskName: 'Casework',
  byPerson: false,
  index: more.index === undefined ? 1 : more.index,
  salt: 's',
});

test('drawers opened together read as one act, and name each drawer once', () => {
  const [day] = groupRecords([
    record('drawer-opened', '2026-05-03T10:00:09.000Z', { of: 'safety' }),
    record('drawer-opened', '2026-05-03T10:00:08.000Z'),
    record('drawer-opened', '2026-05-03T10:00:07.000Z'),
    record('drawer-opened', '2026-05-03T09:00:00.000Z'),
  ]);
  expect(day?.lines.map(({ records, classes }) => [records.length, classes])).toEqual([
    [3, ['safety', 'contact']],
    [1, ['contact']],
  ]);
});

test('acts of two people, of two kinds or of two days are never put together', () => {
  const at = '2026-05-03T10:00:00.000Z';
  const [day] = groupRecords([
    record('drawer-opened', at),
    record('drawer-opened', at, { actor: 'b' }),
    record('entry-appended', at, { actor: 'b' }),
  ]);
  expect(day?.lines).toHaveLength(3);
  const days = groupRecords([
    record('drawer-opened', '2026-05-03T00:00:01.000Z'),
    record('drawer-opened', '2026-05-02T23:59:59.000Z'),
  ]);
  expect(days.map(({ day: each }) => each)).toEqual(['2026-05-03', '2026-05-02']);
});

test('no record is ever lost by grouping', () => {
  const any = fc.record({
    kind: fc.constantFrom('drawer-opened' as const, 'entry-appended' as const),
    second: fc.integer({ min: 0, max: 400_000 }),
    actor: fc.constantFrom('a', 'b'),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (list) => {
      const records = list.map(({ kind, second, actor }) =>
        record(kind, new Date(Date.UTC(2026, 4, 3) + second * 1000).toISOString(), { actor }),
      );
      const kept = groupRecords(records).flatMap(({ lines }) =>
        lines.flatMap((line) => line.records),
      );
      expect(kept).toHaveLength(records.length);
    }),
  );
});

test('a line says where it is proved, or that it soon will be', () => {
  const at = '2026-05-03T10:00:00.000Z';
  const line = (...indices: (number | null)[]) =>
    placesOf(indices.map((index) => record('drawer-opened', at, { index })));
  expect(line(7)).toBe('7');
  expect(line(9, 8, 7, 3)).toBe('3, 7–9');
  expect(line(9, null)).toBeNull();
});
