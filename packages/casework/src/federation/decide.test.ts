import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CLOCK_SKEW_MS,
  decideFile,
  decideReceive,
  type FederationStatement,
  type KnownMessage,
  listOverdue,
  LONGEST_GAP_MS,
  mayTryAgain,
  Message,
  NO_MESSAGE,
  pauseBefore,
  type ReceiveDecision,
  type ReceiveFacts,
  warnAt,
} from './index.ts';
import { applyAll, ModelNode, newThread } from './testing/model-node.ts';

const NOW = '2026-11-23T10:00:00.000Z';
const minutes = (count: number): string => new Date(Date.parse(NOW) + count * 60_000).toISOString();

const [first, second, third] = newThread([{}, {}, {}], NOW) as [Message, Message, Message];

function facts(overrides: Partial<ReceiveFacts> = {}): ReceiveFacts {
  const hash = ModelNode.hash(first);
  const nobody = { same: undefined, settled: 0, thread: [] };
  return { self: 'b.example', peer: 'a.example', now: NOW, hash, ...nobody, ...overrides };
}

function known(message: Message, overrides: Partial<KnownMessage> = {}): KnownMessage {
  const { id, sequence, previous } = message;
  const hash = ModelNode.hash(message);
  return {
    ...{ id, sequence, hash, previous, state: 'applied', code: null, receivedAt: NOW },
    ...overrides,
  };
}

function refusalOf(decision: ReceiveDecision): string {
  return decision.kind === 'refuse' ? decision.code : decision.kind;
}

describe('a message is refused', () => {
  const cases: [string, Message, Partial<ReceiveFacts>, string, boolean][] = [
    ['that another node wrote', first, { peer: 'c.example' }, 'message/source', true],
    [
      'forwarded as if addressed to this node',
      first,
      { self: 'c.example' },
      'message/audience',
      true,
    ],
    [
      'dated in the future',
      { ...first, time: minutes(6), expirytime: minutes(60) },
      {},
      'message/future',
      false,
    ],
    ['after its end', { ...first, expirytime: NOW }, {}, 'message/expired', false],
    [
      'that wants to be remembered for ever',
      { ...first, expirytime: '2027-11-23T10:00:00.000Z' },
      {},
      'message/lasting',
      false,
    ],
    [
      'with other content under the identifier of one that came',
      first,
      { same: known(first, { hash: 'x'.repeat(43) }) },
      'message/other-bytes',
      true,
    ],
    [
      'at a place where another one is',
      first,
      { thread: [known(first, { id: second.id })] },
      'message/chain',
      true,
    ],
    [
      'that names a past as the first',
      { ...first, previous: second.previous },
      {},
      'message/chain',
      true,
    ],
    [
      'that names another past than the known one',
      second,
      { hash: ModelNode.hash(second), thread: [known(first, { hash: 'x'.repeat(43) })] },
      'message/chain',
      true,
    ],
    [
      'that is not the past which the next one named',
      first,
      { thread: [known(second, { previous: 'x'.repeat(43), state: 'held' })] },
      'message/chain',
      true,
    ],
  ];
  test.each(cases)('%s', (...[, message, overrides, code, breach]) => {
    expect(decideReceive(message, facts(overrides))).toEqual({ kind: 'refuse', code, breach });
  });
});

test('clocks may differ by five minutes and no more', () => {
  const at = (milliseconds: number): Message => ({
    ...first,
    time: new Date(Date.parse(NOW) + milliseconds).toISOString(),
    expirytime: minutes(60),
  });
  expect(refusalOf(decideReceive(at(CLOCK_SKEW_MS), facts()))).toBe('apply');
  expect(refusalOf(decideReceive(at(CLOCK_SKEW_MS + 1), facts()))).toBe('message/future');
});

test('a message after a gap waits and says what is missing; an urgent one does not wait', () => {
  const thirdFacts = facts({ hash: ModelNode.hash(third) });
  expect(decideReceive(third, thirdFacts)).toEqual({ kind: 'hold', missing: [1, 2] });
  const urgent = { ...third, urgent: true };
  expect(decideReceive(urgent, thirdFacts)).toEqual({ kind: 'apply', follows: [] });
});

test('what closes a gap is applied with what waited for it, in order', () => {
  const waiting = [known(third, { state: 'held' }), known(second, { state: 'held' })];
  const decision = decideReceive(first, facts({ thread: waiting }));
  expect(decision).toEqual({ kind: 'apply', follows: [second.id, third.id] });
});

test('the same message again gets the same answer again, even after its end', () => {
  const same = known(first, { state: 'refused', code: 'packet/codes' });
  const later = facts({ same, now: minutes(60 * 24 * 30) });
  expect(decideReceive(first, later)).toMatchObject({ kind: 'repeat', known: same });
});

test('a gap is held for an hour, and then the others are applied in their order', () => {
  const since = (minutesAgo: number): string => minutes(-minutesAgo);
  const waiting = [
    known(third, { state: 'held', receivedAt: since(60) }),
    known(second, { state: 'held', receivedAt: since(1) }),
  ];
  expect(listOverdue(waiting, NOW).map(({ id }) => id)).toEqual([second.id, third.id]);
  const shortly = new Date(Date.parse(NOW) - 1).toISOString();
  expect(LONGEST_GAP_MS).toBe(60 * 60 * 1000);
  expect(listOverdue(waiting, shortly)).toEqual([]);
});

test('any order, loss, repetition of messages converges to the same state', () => {
  const thread = fc.array(fc.record({ urgent: fc.boolean() }), { minLength: 1, maxLength: 8 });
  // Which message comes next, from those that were sent; whatever never came is brought once more at the end.
  const arrivals = fc.array(fc.nat(), { maxLength: 40 });
  fc.assert(
    fc.property(thread, arrivals, (plan, picks) => {
      const messages = newThread(plan, NOW);
      const arrived = picks.map((pick) => messages[pick % messages.length] as Message);
      const node = applyAll([...arrived, ...messages.toReversed(), ...messages], NOW);
      const inOrder = applyAll(messages, NOW);
      expect(node.applied.toSorted()).toEqual(inOrder.applied.toSorted());
      expect(new Set(node.applied).size).toBe(node.applied.length);
      expect(node.state()).toEqual(inOrder.state());
      const calm = node.applied.filter((sequence) => messages[sequence - 1]?.urgent !== true);
      expect(calm).toEqual(calm.toSorted((a, b) => a - b));
    }),
  );
});

test('whatever is lost for ever, every message that came is applied once when the hour is over', () => {
  const plan = fc.array(fc.record({ urgent: fc.boolean() }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(plan, fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (shapes, picks) => {
      const messages = newThread(shapes, NOW);
      const arrived = picks.map((pick) => messages[pick % messages.length] as Message);
      const node = applyAll(arrived, NOW);
      node.release(minutes(60));
      const came = new Set(arrived.map(({ sequence }) => sequence));
      expect(node.applied.toSorted()).toEqual([...came].toSorted());
      // What was missing and comes after all is applied as well, late and once.
      for (const message of messages) node.receive(message, minutes(61));
      expect(node.applied.toSorted()).toEqual(messages.map(({ sequence }) => sequence).toSorted());
    }),
  );
});

test('a node that tells two stories about a place is never believed twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 }), fc.boolean(), (place, before) => {
      const messages = newThread([{}, {}, {}], NOW);
      const other = newThread([{}, {}, {}], NOW);
      const node = applyAll(before ? messages.slice(0, place + 1) : messages, NOW);
      const answer = node.receive(other[place] as Message, NOW);
      expect(answer).toMatchObject({ kind: 'refuse', code: 'message/chain', breach: true });
    }),
  );
});

test('pauses double from five seconds to half an hour, and chance takes up to half of them', () => {
  expect([1, 2, 3, 30].map((attempts) => pauseBefore(attempts, 0.999_999))).toEqual([
    5000,
    10_000,
    20_000,
    30 * 60_000 - 1,
  ]);
  expect(pauseBefore(1, 0)).toBe(2500);
});

test('a desk is told half way to the end, after a day at most; of what is urgent after an hour', () => {
  const made = new Date(NOW);
  const hours = (count: number): Date => new Date(made.getTime() + count * 3_600_000);
  expect(warnAt(made, hours(10), false)).toEqual(hours(5));
  expect(warnAt(made, hours(24 * 60), false)).toEqual(hours(24));
  expect(warnAt(made, hours(24 * 60), true)).toEqual(hours(1));
  expect(warnAt(made, hours(1), true)).toEqual(hours(0.2));
});

test('only what can change by itself is tried again', () => {
  expect(['peer/busy', 'peer/release', 'message/future', 'node/busy'].every(mayTryAgain)).toBe(
    true,
  );
  const final = ['message/other-bytes', 'packet/codes', 'grant/none', 'constructor', ''];
  expect(final.some(mayTryAgain)).toBe(false);
});

describe('a federation file', () => {
  const [one, two, stranger] = ['1', '2', '3'].map((digit) => digit.repeat(43));
  const node = (name: string, key: string, organisation: string) => ({
    ...{ node: name, name, country: 'RO', url: null, encryptionKey: 'A', logKey: '' },
    signingKeys: [key],
    organisations: [{ organisation, name: 'x', rootKey: key }],
  });
  const statement = {
    ...{ federation: 'Test', release: 3, issuedAt: NOW, expiresAt: minutes(60) },
    nodes: [node('a.example', 'ka', 'oa'), node('b.example', 'kb', 'ob')],
  } as FederationStatement;
  const fileFacts = {
    ...{ signers: [one, two], pinned: [one, two], current: undefined, now: NOW },
  } as Parameters<typeof decideFile>[1];

  test('is taken when both bodies signed it, again when it is the same, and later ones after it', () => {
    const decide = (current?: { release: number; same: boolean }) =>
      decideFile(statement, { ...fileFacts, current }).ok;
    expect(decide()).toBe(true);
    expect(decide({ release: 3, same: true })).toBe(true);
    expect(decide({ release: 2, same: false })).toBe(true);
  });

  test.each([
    ['that one body signed alone', {}, { signers: [one as string] }, 'not-signed'],
    ['that one body signed twice', {}, { signers: [one as string, one as string] }, 'not-signed'],
    ['that strangers signed', {}, { signers: [one as string, stranger as string] }, 'not-signed'],
    ['when no keys are pinned', {}, { pinned: [] }, 'not-signed'],
    ['that is older than the one in force', {}, { current: { release: 4, same: false } }, 'older'],
    [
      'of the same release with other content',
      {},
      { current: { release: 3, same: false } },
      'changed',
    ],
    ['whose time is over', { expiresAt: NOW }, {}, 'ended'],
    [
      'in which one key stands for two nodes',
      { nodes: [node('a.example', 'k', 'oa'), node('b.example', 'k', 'ob')] },
      {},
      'ambiguous',
    ],
    [
      'in which one name stands for two nodes',
      { nodes: [node('a.example', 'ka', 'oa'), node('a.example', 'kb', 'ob')] },
      {},
      'ambiguous',
    ],
    [
      'in which two nodes share an organisation',
      { nodes: [node('a.example', 'ka', 'o'), node('b.example', 'kb', 'o')] },
      {},
      'ambiguous',
    ],
  ])('is not taken %s', (_, change, overrides, why) => {
    const changed = { ...statement, ...change };
    expect(decideFile(changed, { ...fileFacts, ...overrides })).toEqual({ ok: false, why });
  });
});

test('the first message of a thread names nothing before it, and no message carries more than its form', () => {
  expect(first.previous).toBe(NO_MESSAGE);
  expect(Message.safeParse(first).success).toBe(true);
  expect(Message.safeParse({ ...first, name: 'Robin' }).success).toBe(false);
  expect(Message.safeParse({ ...first, data: { filling: '', name: 'Robin' } }).success).toBe(false);
  expect(Message.safeParse({ ...first, type: 'org.amparo.search.v1' }).success).toBe(false);
});
