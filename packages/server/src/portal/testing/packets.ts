/** Invented questions about packets, and what became of packets, for tests of pages. */
import type { PacketAsked, PacketQuestion, SharingView } from '@amparo/casework/packets';
import type { SharedItem } from '../sharing.ts';

export const AUTHORISATION = '22222222-2222-4222-8222-222222222222';
const OTHER = '33333333-3333-4333-8333-333333333333';

/** What a desk in another country asks for; every text can be put in. */
export function inventAsked(
  text = 'Invented words.',
  change: Partial<PacketAsked> = {},
): PacketAsked {
  return {
    v: 1,
    kind: 'packet/asked',
    statement: {
      authorisation: AUTHORISATION,
      kind: 'packet',
      drawer: OTHER,
      to: { node: 'node-b.example', organisation: OTHER, desk: OTHER },
      codes: ['cover.called', 'money.unpaid-wages', 'safety.return-worries'],
      askedBy: OTHER,
      askedAt: '2026-05-03T10:00:00.000Z',
      expiresAt: '2026-08-03T10:00:00.000Z',
    },
    deskName: text,
    organisationName: text,
    deskKind: 'legal',
    country: 'RO',
    enforces: { immigration: true, police: false },
    fields: [
      { code: 'cover.called', words: text },
      { code: 'money.unpaid-wages', words: text },
      { code: 'safety.return-worries', words: text },
    ],
    why: text,
    ifYes: text,
    ifNo: text,
    disclosure: {
      known: true,
      duties: [
        { provision: 'ro/invented', says: text, verified: 'official', enforcesImmigration: true },
        { provision: 'ro/other', says: text, verified: 'memory', enforcesImmigration: null },
      ],
    },
    language: 'en',
    ...change,
  };
}

export function inventQuestion(
  asked: PacketAsked,
  change: Partial<PacketQuestion> = {},
): PacketQuestion {
  return {
    entry: OTHER,
    asked,
    at: '2026-05-03T10:00:00.000Z',
    answer: null,
    codes: [],
    answeredAt: null,
    inOwnWords: null,
    vouched: null,
    witnessed: null,
    takenBack: null,
    ...change,
  };
}

type Sent = SharingView['packets'][number];

/** A packet that was sent and read. */
export function inventSent(change: Partial<Sent> = {}): Sent {
  return {
    packet: OTHER,
    codes: ['cover.called'],
    sentAt: '2026-05-04T10:00:00.000Z',
    deliveredAt: '2026-05-04T10:01:00.000Z',
    readAt: '2026-05-05T08:00:00.000Z',
    decision: 'accepted',
    recalledAt: null,
    deletion: null,
    deletionAt: null,
    provision: null,
    triedAt: null,
    ...change,
  };
}

/** One permission that was given for a packet. */
export function inventShared(
  change: Partial<SharedItem & { kind: 'packet' }> = {},
): SharedItem & { kind: 'packet' } {
  return {
    kind: 'packet',
    authorisation: AUTHORISATION,
    asked: inventAsked(),
    codes: ['cover.called'],
    taken: [],
    packets: [inventSent()],
    node: 'node-b.example',
    attestedBy: 'person-key',
    givenAt: '2026-05-03T11:00:00.000Z',
    expiresAt: '2026-08-03T10:00:00.000Z',
    narrowedAt: null,
    withdrawnAt: null,
    state: 'live',
    ...change,
  };
}
