import { expect, test } from 'vitest';
import type { PacketView } from '@amparo/casework/packets';
import type { Session } from '../client/index.ts';
import { createMemoryStore, sealedStore } from '../client/store.ts';
import { listCalledBack, loadSeen, markSeen } from './called-back.ts';

function packet(id: string, change: Partial<PacketView> = {}): PacketView {
  return {
    statement: { packet: id } as PacketView['statement'],
    direction: 'out',
    file: 'a file',
    attestedBy: 'person-key',
    recalledAt: '2026-11-23T10:00:00.000Z',
    ...change,
  } as PacketView;
}

function newSession(): Session {
  const key = crypto.getRandomValues(new Uint8Array(32));
  return { store: sealedStore(createMemoryStore(), 'member', key) } as Session;
}

const names = (packets: readonly PacketView[]) => packets.map(({ statement }) => statement.packet);

test('only what this desk sent with a yes, and was called back, is told', () => {
  const packets = [
    packet('called back'),
    packet('still there', { recalledAt: null }),
    packet('without a yes', { attestedBy: null }),
    packet('came from elsewhere', { direction: 'in' }),
    packet('about nobody', { file: null }),
  ];
  expect(names(listCalledBack(packets, new Set()))).toEqual(['called back']);
});

test('who looked at the file is told no more; what happens there later is told again', async () => {
  const session = newSession();
  const here = [packet('first'), packet('elsewhere', { file: 'another file' })];
  await markSeen(session, here, 'a file');
  expect(names(listCalledBack(here, await loadSeen(session)))).toEqual(['elsewhere']);
  const later = [...here, packet('second')];
  expect(names(listCalledBack(later, await loadSeen(session)))).toEqual(['elsewhere', 'second']);
  await markSeen(session, later, 'another file');
  expect(names(listCalledBack(later, await loadSeen(session)))).toEqual(['second']);
});
