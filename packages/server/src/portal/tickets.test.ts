import { randomBytes } from '@amparo/seal';
import { expect, test } from 'vitest';
import type { Session } from './outside.ts';
import { openTicket, sealTicket } from './tickets.ts';

const key = randomBytes(32);
const session: Session = {
  kind: 'open',
  until: '2026-05-03T10:15:00.000Z',
  locator: '12345',
  token: 'token',
  key: 'key',
};
const before = new Date('2026-05-03T10:14:59.000Z');

test('a ticket gives back what was sealed, until it is over', async () => {
  const ticket = await sealTicket(key, session);
  expect((await openTicket(key, ticket, before))?.session).toEqual(session);
  expect(await openTicket(key, ticket, new Date(session.until))).toBeUndefined();
});

test('a ticket says nothing to whoever finds it, and never looks the same twice', async () => {
  const ticket = await sealTicket(key, session);
  expect(Buffer.from(ticket, 'base64url').toString('latin1')).not.toContain('12345');
  expect(await sealTicket(key, session)).not.toBe(ticket);
});

test('a ticket of another start of the node, or an altered one, opens nothing', async () => {
  const ticket = await sealTicket(key, session);
  expect(await openTicket(randomBytes(32), ticket, before)).toBeUndefined();
  const flipped = ticket.slice(0, 100) + (ticket[100] === 'A' ? 'B' : 'A') + ticket.slice(101);
  for (const wrong of [flipped, ticket.slice(0, -2), '', 'not a ticket', 'A'.repeat(100_000)]) {
    expect(await openTicket(key, wrong, before)).toBeUndefined();
  }
  expect(await openTicket(key, undefined, before)).toBeUndefined();
});
