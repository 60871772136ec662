import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenedEntry } from '../kernel/index.ts';
import { foldConversation } from '../reports/index.ts';
import { decidePacketAnswer, foldPacketQuestions, narrowStatement } from './index.ts';
import type { PacketEvent } from './index.ts';
import { id, KEY, NOW, question, SIGNATURE, SOON } from './testing/sample.ts';

const CODES = ['cover.languages', 'account.work', 'money.unpaid-wages'];
const ASKED = question(CODES);
const WORKER = id(9);
const WITNESS = id(14);

function entry(position: number, author: string, payload: unknown): OpenedEntry {
  const byPerson = author === id(8);
  return {
    entry: id(1000 + position),
    position,
    author,
    authorName: byPerson ? '' : 'Worker (demo)',
    deskName: byPerson ? '' : 'Casework (demo)',
    byPerson,
    time: NOW,
    receivedAt: NOW,
    payload,
  };
}
const PERSON = id(8);

const answered = (
  answer: 'yes' | 'no' | 'later' | 'talk',
  codes: readonly string[] = [],
): PacketEvent => ({
  v: 1,
  kind: 'packet/answered',
  authorisation: ASKED.statement.authorisation,
  answer,
  codes: [...codes],
  inOwnWords: null,
});

const vouched: PacketEvent = {
  v: 1,
  kind: 'packet/vouched',
  authorisation: ASKED.statement.authorisation,
  codes: ['account.work'],
  signedBy: 'said',
  witness: WITNESS,
  inOwnWords: 'They help with my wages (demo).',
  mark: null,
  at: NOW,
};

const fold = (...entries: OpenedEntry[]) => foldPacketQuestions(entries);
const ask = (answer: 'yes' | 'no' | 'later', codes: string[], entries: OpenedEntry[]) =>
  decidePacketAnswer(
    fold(...entries).state,
    { authorisation: ASKED.statement.authorisation, answer, codes, inOwnWords: null },
    NOW,
  );

test('the person ticks a part, and exactly that part is what they sign', () => {
  const open = [entry(1, WORKER, ASKED)];
  const decision = ask('yes', ['money.unpaid-wages', 'cover.languages'], open);
  expect(decision).toMatchObject({ ok: true });
  const codes = decision.ok ? (decision.events[0]?.codes ?? []) : [];
  expect(codes).toEqual(['cover.languages', 'money.unpaid-wages']);
  expect(narrowStatement(ASKED.statement, codes)).toEqual({ ...ASKED.statement, codes });
});

test('a yes to nothing, or to what was not asked, is refused; a no carries nothing', () => {
  const open = [entry(1, WORKER, ASKED)];
  expect(ask('yes', [], open)).toMatchObject({ refusal: { code: 'packet/codes' } });
  const more = ask('yes', ['identity.name'], open);
  expect(more).toMatchObject({ refusal: { code: 'packet/codes' } });
  const no = ask('no', ['account.work'], open);
  expect(no).toMatchObject({ ok: true, events: [{ codes: [] }] });
  expect(() => narrowStatement(ASKED.statement, ['identity.name'])).toThrow();
});

test('later and talk first leave the question open, yes and no close it', () => {
  const later = fold(entry(1, WORKER, ASKED), entry(2, PERSON, answered('later')));
  expect(later.state.questions[0]).toMatchObject({ answer: 'later', codes: [] });
  const yes = entry(3, PERSON, answered('yes', ['account.work']));
  const closed = fold(entry(1, WORKER, ASKED), entry(2, PERSON, answered('talk')), yes);
  expect(closed.state.questions[0]).toMatchObject({ answer: 'yes', codes: ['account.work'] });
  const again = fold(entry(1, WORKER, ASKED), yes, entry(4, PERSON, answered('no')));
  expect(again.refused).toMatchObject([{ position: 4, reason: 'illegal' }]);
  const twice = ask('yes', ['account.work'], [entry(1, WORKER, ASKED), yes]);
  expect(twice).toMatchObject({ refusal: { code: 'report/answered' } });
});

test('a worker cannot answer for the person, nor the person ask themselves', () => {
  const folded = fold(
    entry(1, PERSON, ASKED),
    entry(2, WORKER, ASKED),
    entry(3, WORKER, answered('yes', ['account.work'])),
  );
  expect(folded.refused.map(({ position }) => position)).toEqual([1, 3]);
  expect(folded.state.questions[0]?.answer).toBeNull();
});

test('a question whose words and codes differ is shown as refused', () => {
  const other = { ...ASKED, fields: ASKED.fields.slice(1) };
  const extra = {
    ...ASKED,
    fields: [...ASKED.fields, { code: 'identity.name', words: 'Demo' }],
  };
  for (const wrong of [other, extra]) {
    expect(fold(entry(1, WORKER, wrong)).refused).toMatchObject([{ reason: 'illegal' }]);
  }
});

test('a question that has run out can no more be answered', () => {
  const decision = decidePacketAnswer(
    fold(entry(1, WORKER, ASKED)).state,
    { authorisation: ASKED.statement.authorisation, answer: 'no', codes: [], inOwnWords: null },
    SOON,
  );
  expect(decision).toMatchObject({ refusal: { code: 'packet/expiry' } });
});

test('a worker’s word names another member as witness, and only that member can sign as witness', () => {
  const self = { ...vouched, witness: WORKER };
  expect(fold(entry(1, WORKER, ASKED), entry(2, WORKER, self)).refused).toHaveLength(1);
  const proof = {
    organisation: { organisation: id(10), name: 'Agency (demo)', rootKey: KEY },
    desk: certificate('desk', {
      desk: id(11),
      organisation: id(10),
      name: 'Casework (demo)',
      kind: 'casework',
      signingKey: KEY,
      encryptionKey: 'A'.repeat(1622),
      enforces: { immigration: false, police: false },
    }),
    member: certificate('member', {
      member: WITNESS,
      desk: id(11),
      name: 'Witness (demo)',
      role: 'member',
      signingKey: KEY,
      encryptionKey: 'A'.repeat(1622),
    }),
    device: certificate('device', { device: id(15), member: WITNESS, signingKey: KEY }),
  };
  const authorisation = ASKED.statement.authorisation;
  const signed = { v: 1, kind: 'packet/witnessed', authorisation, signature: SIGNATURE, proof };
  const before = [entry(1, WORKER, ASKED), entry(2, WORKER, vouched)];
  const wrong = fold(...before, entry(3, WORKER, signed));
  expect(wrong.refused).toMatchObject([{ position: 3 }]);
  const right = fold(...before, entry(3, WITNESS, signed));
  expect(right.refused).toEqual([]);
  expect(right.state.questions[0]).toMatchObject({ answer: 'yes', codes: ['account.work'] });
  expect(right.state.questions[0]?.witnessed?.signature).toBe(SIGNATURE);
});

test('what is given outside is noted only for exactly what was ticked, with receipts by hand', () => {
  const yes = entry(2, PERSON, answered('yes', ['account.work']));
  const handed = {
    v: 1,
    kind: 'packet/handed',
    packet: id(30),
    authorisation: ASKED.statement.authorisation,
    codes: ['account.work'],
    form: 'age-file',
    at: NOW,
  };
  const more = { ...handed, codes: ['account.work', 'cover.languages'] };
  const receipt = {
    v: 1,
    kind: 'packet/receipt-noted',
    packet: id(30),
    says: 'received',
    words: 'By telephone (demo).',
    at: NOW,
  };
  const folded = fold(
    entry(1, WORKER, ASKED),
    yes,
    entry(3, WORKER, receipt),
    entry(4, WORKER, more),
    entry(5, WORKER, handed),
    entry(6, WORKER, receipt),
  );
  expect(folded.refused.map(({ position }) => position)).toEqual([3, 4]);
  expect(folded.state.handed[0]?.receipts).toHaveLength(1);
});

test('the conversation and its packet questions are read from the same entries, past each other', () => {
  const reply = { v: 1, kind: 'message/replied', text: 'We can ask them (demo).' };
  const entries = [entry(1, WORKER, reply), entry(2, WORKER, ASKED)];
  expect(foldConversation(entries)).toMatchObject({ refused: [], state: { questions: [] } });
  expect(fold(...entries)).toMatchObject({ refused: [], state: { questions: [{}] } });
});

test('property: hostile payloads never throw and never make a yes', () => {
  const kinds = ['packet/asked', 'packet/answered', 'packet/vouched', 'consent/recorded'];
  const payload = fc.oneof(
    fc.jsonValue(),
    fc.record({ kind: fc.constantFrom(...kinds), v: fc.constant(1), answer: fc.jsonValue() }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(PERSON, WORKER), payload)), (payloads) => {
      const entries = payloads.map(([author, each], at) => entry(at + 1, author, each));
      expect(foldPacketQuestions(entries).state.questions).toEqual([]);
    }),
  );
});

function certificate(kind: 'desk' | 'member' | 'device', subject: object) {
  return { kind, subject, issuer: KEY, issuedAt: NOW, expiresAt: SOON, signature: SIGNATURE };
}
