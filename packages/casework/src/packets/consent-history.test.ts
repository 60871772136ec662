import { expect, test } from 'vitest';
import type { OpenedEntry } from '../kernel/index.ts';
import {
  basisRecord,
  consentRecord,
  decidePacketAnswer,
  decideTakingBack,
  findConsentDue,
  foldPacketQuestions,
  isOpenQuestion,
} from './index.ts';
import type { PacketAuthorisationView, PacketEvent } from './index.ts';
import { consented, id, KEY, LATER, NOW, question, SIGNATURE } from './testing/sample.ts';

const CODES = ['cover.languages', 'account.work', 'money.unpaid-wages'];
const ASKED = question(CODES);
const { authorisation } = ASKED.statement;
const [PERSON, WORKER, COLLEAGUE] = [id(8), id(9), id(14)];

function entries(...written: readonly (readonly [string, unknown])[]): OpenedEntry[] {
  return written.map(([author, payload], at) => ({
    ...{ entry: id(1000 + at), position: at + 1, author, byPerson: author === PERSON },
    ...{ authorName: 'Somebody (demo)', deskName: 'Casework (demo)' },
    ...{ time: NOW, receivedAt: NOW, payload },
  }));
}

const fold = (...written: readonly (readonly [string, unknown])[]) =>
  foldPacketQuestions(entries(...written));

const answer = (said: 'yes' | 'no' | 'later', codes: readonly string[] = []): PacketEvent => ({
  ...{ v: 1, kind: 'packet/answered', authorisation, answer: said, codes: [...codes] },
  inOwnWords: null,
});
const takenBack: PacketEvent = { v: 1, kind: 'packet/taken-back', authorisation, at: NOW };

const word = (change: Partial<PacketAuthorisationView> = {}): PacketAuthorisationView => ({
  statement: ASKED.statement,
  attestation: { by: 'person-key', key: KEY, signature: SIGNATURE },
  ...{ givenAt: NOW, narrowedAt: null, withdrawnAt: null },
  ...change,
});

/** What a device writes for everything that has no record yet. */
function recordsOf(
  state: ReturnType<typeof fold>['state'],
  words: readonly PacketAuthorisationView[],
): PacketEvent[] {
  return findConsentDue(state, words).map(({ question: about, codes, changes }) => ({
    v: 1,
    kind: 'consent/recorded',
    record: consentRecord({
      ...{ receipt: globalThis.crypto.randomUUID(), asked: about.asked, codes, changes },
      controller: {
        ...{ organisation: id(10), name: 'Agency (demo)', country: 'GB-EAW' },
        ...{ contact: 'through the mailbox', node: 'gb.example' },
      },
      withdrawal: 'Press Stop (demo).',
    }),
  }));
}

const ASK = [WORKER, ASKED] as const;
const YES = [PERSON, answer('yes', CODES)] as const;

test('yes, no, a part taken back and all of it are each recorded once, with their dates', () => {
  const left = { ...ASKED.statement, codes: ['cover.languages'] };
  const states = [
    word(),
    word({ statement: left, narrowedAt: NOW }),
    word({ statement: left, narrowedAt: NOW, withdrawnAt: LATER }),
  ];
  let written: (readonly [string, unknown])[] = [ASK, YES];
  for (const at of states) {
    const [record, ...others] = recordsOf(fold(...written).state, [at]);
    expect(others).toEqual([]);
    written = [...written, [COLLEAGUE, record] as const];
  }
  const { state, refused } = fold(...written);
  expect(refused).toEqual([]);
  const last = state.records.at(-1);
  expect(last?.kind === 'consent' && last.events).toMatchObject([
    { event_state: 'https://w3id.org/dpv#ConsentGiven', event_time: NOW },
    {
      event_state: 'https://w3id.org/dpv#ConsentWithdrawn',
      pii_types: ['account.work', 'money.unpaid-wages'],
    },
    { event_state: 'https://w3id.org/dpv#ConsentWithdrawn', event_time: LATER },
  ]);
  expect(recordsOf(state, [states[2] ?? word()])).toEqual([]);
  const [no] = recordsOf(fold(ASK, [PERSON, answer('no')]).state, []);
  expect(no).toMatchObject({
    record: { events: [{ event_state: 'https://w3id.org/dpv#ConsentRefused' }] },
  });
});

test('two devices that record the same answer leave one record, and hours that were rounded no third', () => {
  const before = fold(ASK, YES).state;
  const [first] = recordsOf(before, [word()]);
  const [second] = recordsOf(before, [word()]);
  const { state, refused } = fold(ASK, YES, [WORKER, first], [COLLEAGUE, second]);
  expect(state.records).toHaveLength(1);
  expect(refused).toEqual([]);
  expect(recordsOf(state, [word({ givenAt: '2026-05-01T09:00:00.000Z' })])).toEqual([]);
});

test('an answer that is open, or a yes that the node does not have, is no record', () => {
  expect(recordsOf(fold(ASK).state, [])).toEqual([]);
  expect(recordsOf(fold(ASK, [PERSON, answer('later')]).state, [])).toEqual([]);
  expect(recordsOf(fold(ASK, YES).state, [])).toEqual([]);
});

test('a record of what nobody said is refused by every reader, and so is one of another question', () => {
  const [yes] = recordsOf(fold(ASK, YES).state, [word()]);
  const [no] = recordsOf(fold(ASK, [PERSON, answer('no')]).state, []);
  if (yes?.kind !== 'consent/recorded') throw new Error('a record');
  const elsewhere = { ...yes, record: { ...yes.record, record_id: id(77) } };
  const more = { ...yes, record: { ...yes.record, pii_principal_id: id(78) } };
  for (const [said, record] of [
    [answer('no'), yes],
    [answer('yes', ['cover.languages']), yes],
    [answer('yes', CODES), no],
    [answer('yes', CODES), elsewhere],
    [answer('yes', CODES), more],
  ]) {
    const { state, refused } = fold(ASK, [PERSON, said], [WORKER, record]);
    expect(state.records).toEqual([]);
    expect(refused).toMatchObject([{ reason: 'illegal' }]);
  }
});

test('another basis is recorded by who stated it and once more by who signed second, by nobody else', () => {
  const { statement } = consented(['basis.statement', 'safety.alert']);
  const stated = {
    ...{ record: id(41), conversation: id(4), reason: 'Somebody followed her (demo).' },
    statement: { ...statement, member: WORKER, basis: { kind: 'vital-interest' as const } },
    ...{ secondMember: COLLEAGUE, at: NOW },
  };
  const event = (input: Parameters<typeof basisRecord>[0]) =>
    ({ v: 1, kind: 'basis/recorded', record: basisRecord(input) }) as const;
  const first = event(stated);
  const signed = event({ ...stated, signedAt: LATER });
  const all = fold([WORKER, first], [WORKER, first], [COLLEAGUE, signed], [COLLEAGUE, signed]);
  expect(all.refused).toEqual([]);
  expect(all.state.records).toHaveLength(2);
  expect(fold([COLLEAGUE, first]).state.records).toEqual([]);
  expect(fold([COLLEAGUE, signed]).state.records).toEqual([]);
  const reworded = event({ ...stated, reason: 'Something else (demo).', signedAt: LATER });
  expect(fold([WORKER, first], [COLLEAGUE, reworded]).state.records).toHaveLength(1);
  const alone = event({ ...stated, secondMember: WORKER, signedAt: LATER });
  expect(fold([WORKER, first], [WORKER, alone]).state.records).toHaveLength(1);
});

test('a question that was taken back waits for nobody, and no yes counts after it', () => {
  const { state, refused } = fold(ASK, [WORKER, takenBack], [COLLEAGUE, takenBack], YES);
  expect(state.questions.some(isOpenQuestion)).toBe(false);
  expect(state.questions[0]).toMatchObject({ answer: null, takenBack: { by: WORKER } });
  expect(refused.map(({ position }) => position)).toEqual([4]);
  const said = { authorisation, answer: 'yes' as const, codes: CODES, inOwnWords: null };
  const late = decidePacketAnswer(fold(ASK, [WORKER, takenBack]).state, said, NOW);
  expect(late).toMatchObject({ refusal: { code: 'packet/taken-back' } });
});

test('only a desk takes a question back; a no stays a no; after a yes nothing is given outside either', () => {
  expect(fold(ASK, [PERSON, takenBack]).state.questions[0]?.takenBack).toBeNull();
  expect(fold([WORKER, takenBack]).refused).toHaveLength(1);
  const refusal = (state: ReturnType<typeof fold>['state'], of = authorisation) => {
    const decision = decideTakingBack(state, of, NOW);
    return decision.ok ? 'taken back' : decision.refusal.code;
  };
  expect(refusal(fold(ASK).state)).toBe('taken back');
  expect(refusal(fold(ASK, YES).state)).toBe('taken back');
  expect(refusal(fold(ASK).state, id(99))).toBe('report/question-unknown');
  expect(refusal(fold(ASK, [PERSON, answer('no')]).state)).toBe('report/answered');
  expect(refusal(fold(ASK, [WORKER, takenBack]).state)).toBe('packet/taken-back');
  const handed = {
    ...{ v: 1, kind: 'packet/handed', packet: id(50), authorisation, codes: CODES },
    ...{ form: 'print', at: NOW },
  };
  expect(fold(ASK, YES, [WORKER, takenBack], [WORKER, handed]).state.handed).toEqual([]);
  expect(fold(ASK, YES, [WORKER, handed]).state.handed).toHaveLength(1);
});
