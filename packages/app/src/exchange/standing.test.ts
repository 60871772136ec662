import { expect, test } from 'vitest';
import type { PacketView } from '@amparo/casework/packets';
import {
  isRecallable,
  isWaitingForUs,
  packetStanding,
  sortWaiting,
  threadsOf,
} from './standing.ts';

type Receipt = PacketView['receipts'][number]['statement'];
const common = { packet: 'p', node: 'ro.example' } as const;

function packet(change: Partial<PacketView>, receipts: readonly Receipt[] = []): PacketView {
  const statement = {
    thread: 't',
    sentAt: '2026-05-01T10:00:00.000Z',
    expiresAt: '2026-06-01T10:00:00.000Z',
  } as PacketView['statement'];
  return {
    statement,
    direction: 'out',
    file: 'f',
    state: 'delivered',
    fromName: 'Casework (demo)',
    toName: 'Lawyers (demo)',
    attestedBy: 'person-key',
    problem: null,
    triedAt: null,
    heldFor: null,
    recalledAt: null,
    ...change,
    receipts: receipts.map((each) => ({ statement: each, signature: '' })),
  };
}
const keys = (view: PacketView) => packetStanding(view).map(({ key }) => key);

const stored: Receipt = { ...common, kind: 'transport', at: '2026-05-01T10:00:05.000Z' };
const opened: Receipt = { ...common, kind: 'handover', at: '2026-05-02T09:00:00.000Z' };
const accepted: Receipt = {
  ...common,
  kind: 'decision',
  at: '2026-05-03T09:00:00.000Z',
  decision: 'accepted',
};
const deleted: Receipt = {
  ...common,
  kind: 'deletion',
  at: '2026-05-05T09:00:00.000Z',
  outcome: 'deleted',
  provision: null,
  readAt: opened.at,
};

test('the three receipts are three lines: stored, opened, decided', () => {
  expect(keys(packet({ state: 'read' }, [stored, opened, accepted]))).toEqual([
    'packet.stored',
    'packet.opened',
    'packet.decided.accepted',
  ]);
});

test('what was asked to be deleted is not called deleted before the other node says so', () => {
  const recalledAt = '2026-05-04T09:00:00.000Z';
  const triedAt = '2026-05-04T11:00:00.000Z';
  const asked = packet({ state: 'recalled', recalledAt, triedAt }, [stored]);
  expect(packetStanding(asked).at(-1)).toMatchObject({
    key: 'packet.recalled.tried',
    at: recalledAt,
    again: triedAt,
  });
  expect(keys(packet({ state: 'recalled', recalledAt }, [stored]))).not.toContain('packet.deleted');
  const confirmed = packet({ state: 'deleted', recalledAt }, [stored, opened, deleted]);
  expect(keys(confirmed)).toEqual([
    'packet.stored',
    'packet.opened',
    'packet.recall-asked',
    'packet.deleted',
    'packet.was-read',
  ]);
});

test('what is kept by law names the law', () => {
  const kept: Receipt = { ...deleted, outcome: 'kept-by-law', provision: 'RO-X', readAt: null };
  const lines = packetStanding(packet({ state: 'recalled', recalledAt: stored.at }, [kept]));
  expect(lines).toContainEqual(
    expect.objectContaining({ key: 'packet.kept-by-law', what: 'RO-X' }),
  );
  expect(lines.at(-1)?.key).toBe('packet.never-read');
});

test('the last word of a kind counts: kept by law and then deleted, more asked for and then accepted', () => {
  const kept: Receipt = { ...deleted, outcome: 'kept-by-law', provision: 'RO-X' };
  const recalledAt = stored.at;
  expect(keys(packet({ state: 'deleted', recalledAt }, [kept, deleted]))).toContain(
    'packet.deleted',
  );
  const more: Receipt = { ...accepted, decision: 'more-needed' };
  expect(keys(packet({ state: 'read' }, [more, accepted]))).toEqual(['packet.decided.accepted']);
});

test('what nobody could deliver asks for a call before its end', () => {
  const dead = packet({ state: 'undeliverable' });
  expect(packetStanding(dead)).toEqual([
    expect.objectContaining({
      key: 'packet.undeliverable',
      at: '2026-06-01T10:00:00.000Z',
      tone: 'danger',
    }),
  ]);
  expect(isWaitingForUs(dead)).toBe(true);
});

test('nothing has left while a second member has not signed', () => {
  expect(keys(packet({ state: 'awaiting-second' }))).toEqual(['packet.awaiting-second']);
});

test('what was taken back before it left was refused by nobody, and cannot be taken back again', () => {
  const back = packet({ state: 'refused', problem: null });
  expect(keys(back)).toEqual(['packet.taken-back']);
  expect(isRecallable(back)).toBe(false);
  expect(isRecallable(packet({ state: 'awaiting-second' }))).toBe(true);
  const refused = packet({ state: 'refused', problem: 'packet/codes' });
  expect(packetStanding(refused).at(-1)).toMatchObject({ key: 'packet.refused' });
});

test('what a law keeps is not called recalled before it is', () => {
  const kept = packet({ direction: 'in', heldFor: 'ro/law/1' });
  expect(packetStanding(kept).at(-1)).toMatchObject({ key: 'packet.in.held', what: 'ro/law/1' });
  const recalled = { ...kept, state: 'recalled', recalledAt: deleted.at } as const;
  expect(keys(recalled).at(-1)).toBe('packet.in.recalled-held');
});

test('a received packet waits until it is opened and decided, and never after it was recalled', () => {
  const view = (change: Partial<PacketView>, receipts: readonly Receipt[] = []) =>
    packet({ direction: 'in', ...change }, receipts);
  expect(isWaitingForUs(view({}))).toBe(true);
  expect(isWaitingForUs(view({ state: 'read' }, [opened]))).toBe(true);
  expect(isWaitingForUs(view({ state: 'read' }, [opened, accepted]))).toBe(false);
  const gone = view({ state: 'recalled', recalledAt: deleted.at }, [opened]);
  expect(isWaitingForUs(gone)).toBe(false);
  expect(keys(gone).at(-1)).toBe('packet.in.gone');
});

test('an alert that nobody opened is looked at first, and nobody signs second what they signed first', () => {
  const of = (kind: 'alert' | 'referral', change: Partial<PacketView>) =>
    packet({ statement: { ...packet({}).statement, kind, member: 'm' }, ...change });
  const alert = of('alert', { direction: 'in' });
  const seen = of('alert', { direction: 'in', state: 'read' });
  const referral = of('referral', { direction: 'in' });
  const unsigned = of('referral', { state: 'awaiting-second' });
  const dead = of('referral', { state: 'undeliverable' });
  const all = [alert, seen, referral, unsigned, dead];
  expect(sortWaiting(all, 'another')).toEqual({
    first: [alert],
    open: [seen, referral],
    sign: [unsigned],
    call: [dead],
  });
  expect(sortWaiting(all, 'm').sign).toEqual([]);
});

test('a thread is read from its beginning, and the one that moved last comes first', () => {
  const at = (thread: string, sentAt: string) =>
    packet({ statement: { thread, sentAt } as PacketView['statement'] });
  const threads = threadsOf([at('a', '2026-05-01'), at('b', '2026-05-02'), at('a', '2026-05-03')]);
  expect(threads.map(({ thread }) => thread)).toEqual(['a', 'b']);
  expect(threads[0]?.packets.map(({ statement }) => statement.sentAt)).toEqual([
    '2026-05-01',
    '2026-05-03',
  ]);
});
