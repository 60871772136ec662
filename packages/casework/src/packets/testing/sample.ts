/** An invented packet, complete and allowed, for tests that change one thing in it. */
import type { JudgedPacket, PacketAsked, PacketFacts } from '../index.ts';

/** The nth of a row of valid identifiers. */
export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const NOW = '2026-05-01T10:00:00.000Z';
export const SOON = '2026-06-01T00:00:00.000Z';
export const LATER = '2026-07-01T00:00:00.000Z';
export const TO = { node: 'ro.example', organisation: id(20), desk: id(21) };
export const KEY = 'A'.repeat(43);
export const SIGNATURE = 'A'.repeat(86);

/** A packet of these codes on the person's word, which names the same ones. */
export function consented(codes: readonly string[]): JudgedPacket {
  return {
    statement: {
      packet: id(1),
      kind: 'referral',
      thread: id(2),
      inReplyTo: null,
      from: { node: 'gb.example', organisation: id(10), desk: id(11) },
      member: id(12),
      device: id(13),
      to: TO,
      codes: [...codes],
      basis: { kind: 'consent', authorisation: id(3) },
      sentAt: NOW,
      expiresAt: SOON,
      contentHash: KEY,
    },
    authorisation: {
      statement: {
        authorisation: id(3),
        kind: 'packet',
        drawer: id(4),
        to: TO,
        codes: [...codes],
        askedBy: id(12),
        askedAt: '2026-04-30T10:00:00.000Z',
        expiresAt: SOON,
      },
      attestation: { by: 'person-key', key: KEY, signature: SIGNATURE },
    },
    items: codes.map((code) => ({ code })),
  };
}

/** What a place knows of it that finds nothing wrong: a lawyer's desk receives. */
export const FACTS: PacketFacts = {
  now: NOW,
  toKind: 'legal',
  isAttested: true,
  withdrawnAt: null,
  isSeconded: false,
};

/** The question behind it. */
export function question(codes: readonly string[]): PacketAsked {
  const word = consented(codes).authorisation;
  if (word === null) throw new Error('the word');
  return {
    v: 1,
    kind: 'packet/asked',
    statement: word.statement,
    deskName: 'Lawyers (demo)',
    organisationName: 'Agency (demo)',
    deskKind: 'legal',
    country: 'RO',
    enforces: { immigration: false, police: false },
    fields: codes.map((code) => ({ code, words: `The words of ${code} (demo).` })),
    why: 'Your unpaid wages (demo).',
    ifYes: 'They read it (demo).',
    ifNo: 'Nothing is taken away (demo).',
    disclosure: { known: false },
    language: 'ro',
  };
}
