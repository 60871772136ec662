/**
 * What a node does with a message that came, and when it writes again to one that does not answer.
 * Pure: the same decisions stand behind the node, its model tests and the conformance suite.
 */
import type { Id, Instant } from '../kernel/index.ts';
import type { NodeName } from '../packets/index.ts';
import { LONGEST_WAY_DAYS } from './model.ts';
import type { FederationStatement, Message } from './model.ts';
import type { PeerRefusalCode } from './refusals.ts';

/** Base64url of 32 zero bytes: the past of the first message in a thread. */
export const NO_MESSAGE = 'A'.repeat(43);

/** How far clocks may differ. */
export const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** How long a message waits for those before it; then it is applied without them. */
export const LONGEST_GAP_MS = 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A message that came before, in this thread and direction. */
export interface KnownMessage {
  readonly id: Id;
  readonly sequence: number;
  /** SHA-256 of its canonical JSON. */
  readonly hash: string;
  readonly previous: string;
  readonly state: 'applied' | 'held' | 'refused';
  /** The refusal, where it was refused. */
  readonly code: string | null;
  readonly receivedAt: Instant;
}

/** What is known before a message is looked at. */
export interface ReceiveFacts {
  readonly self: NodeName;
  /** The node whose key signed the request. */
  readonly peer: NodeName;
  readonly now: Instant;
  /** SHA-256 of the canonical JSON of the message that came. */
  readonly hash: string;
  /** Whatever came with the same source and id, in any thread. */
  readonly same: KnownMessage | undefined;
  /** All messages of the thread up to this place are settled. */
  readonly settled: number;
  /** Those of the thread that are remembered one by one, in any order. */
  readonly thread: readonly KnownMessage[];
}

/**
 * `apply` it, then those held that follow without a gap; `hold` it until `missing` came; `repeat` the
 * answer that it got the first time; or refuse it. `breach` marks what an honest node cannot send.
 */
export type ReceiveDecision =
  | { readonly kind: 'apply'; readonly follows: readonly Id[] }
  | { readonly kind: 'hold'; readonly missing: readonly number[] }
  | { readonly kind: 'repeat'; readonly known: KnownMessage; readonly missing: readonly number[] }
  | { readonly kind: 'refuse'; readonly code: PeerRefusalCode; readonly breach: boolean };

/** How many missing places are named at once. */
const MOST_MISSING = 50;

/**
 * Decides what happens with a message whose signature was verified.
 *
 * Refuses: `message/source`, `/audience`, `/other-bytes`, `/future`, `/expired`, `/lasting`, `/chain`.
 */
export function decideReceive(message: Message, facts: ReceiveFacts): ReceiveDecision {
  if (message.source !== facts.peer) return refuse('message/source', true);
  if (message.audience !== facts.self) return refuse('message/audience', true);
  if (facts.same !== undefined) {
    if (facts.same.hash !== facts.hash) return refuse('message/other-bytes', true);
    return { kind: 'repeat', known: facts.same, missing: missingBefore(message.sequence, facts) };
  }
  const late = refuseTimes(message, facts.now);
  if (late !== undefined) return refuse(late, false);
  if (!isInChain(message, facts)) return refuse('message/chain', true);
  const missing = missingBefore(message.sequence, facts);
  if (!message.urgent && missing.length > 0) return { kind: 'hold', missing };
  return { kind: 'apply', follows: listFollowing(message.sequence, facts) };
}

function refuse(code: PeerRefusalCode, breach: boolean): ReceiveDecision {
  return { kind: 'refuse', code, breach };
}

function refuseTimes({ time, expirytime }: Message, now: Instant): PeerRefusalCode | undefined {
  const [sent, ends, at] = [Date.parse(time), Date.parse(expirytime), Date.parse(now)];
  if (sent > at + CLOCK_SKEW_MS) return 'message/future';
  if (ends <= at) return 'message/expired';
  if (ends - sent > LONGEST_WAY_DAYS * DAY_MS) return 'message/lasting';
  return undefined;
}

/** Two messages at one place, or a past that is not the past, are the work of a node that tells two stories. */
function isInChain(message: Message, { hash, thread }: ReceiveFacts): boolean {
  if (message.sequence === 1 && message.previous !== NO_MESSAGE) return false;
  return thread.every((known) => {
    if (known.sequence === message.sequence) return false;
    if (known.sequence === message.sequence - 1) return known.hash === message.previous;
    if (known.sequence === message.sequence + 1) return known.previous === hash;
    return true;
  });
}

/** Places before this one that have not come, lowest first. */
function missingBefore(
  sequence: number,
  { settled, thread }: Pick<ReceiveFacts, 'settled' | 'thread'>,
): readonly number[] {
  const known = new Set(thread.map((each) => each.sequence));
  const missing: number[] = [];
  for (let at = settled + 1; at < sequence && missing.length < MOST_MISSING; at += 1) {
    if (!known.has(at)) missing.push(at);
  }
  return missing;
}

/** Held messages that wait for nothing any more once this place is settled, in their order. */
function listFollowing(
  sequence: number,
  { settled, thread }: Pick<ReceiveFacts, 'settled' | 'thread'>,
): readonly Id[] {
  const places = new Map(thread.map((each) => [each.sequence, each]));
  const follows: Id[] = [];
  for (let at = settled + 1; ; at += 1) {
    const known = places.get(at);
    if (known === undefined && at !== sequence) return follows;
    if (known?.state === 'held') follows.push(known.id);
  }
}

/** The highest place up to which nothing is missing and nothing is held. */
export function settledUpTo(
  settled: number,
  thread: readonly Pick<KnownMessage, 'sequence' | 'state'>[],
): number {
  const done = new Set(
    thread.filter(({ state }) => state !== 'held').map(({ sequence }) => sequence),
  );
  let at = settled;
  while (done.has(at + 1)) at += 1;
  return at;
}

/** Held messages that have waited long enough: they are applied in order, without those before them. */
export function listOverdue(
  thread: readonly KnownMessage[],
  now: Instant,
): readonly KnownMessage[] {
  const last = thread
    .filter(({ state, receivedAt }) => state === 'held' && isOld(receivedAt, now))
    .reduce((highest, { sequence }) => Math.max(highest, sequence), 0);
  return thread
    .filter(({ state, sequence }) => state === 'held' && sequence <= last)
    .toSorted((a, b) => a.sequence - b.sequence);
}

function isOld(receivedAt: Instant, now: Instant): boolean {
  return Date.parse(now) - Date.parse(receivedAt) >= LONGEST_GAP_MS;
}

const SHORTEST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30 * 60 * 1000;

/**
 * How long a node waits before it writes again, in milliseconds.
 *
 * Shape: `attempts` that failed so far, at least 1; `chance` in [0, 1). Doubles from five seconds to half an
 * hour; up to half of it is left to chance, so that nodes that were cut off do not all come back at once.
 */
export function pauseBefore(attempts: number, chance: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(pause * (0.5 + chance / 2));
}

/**
 * When a desk is told that a message has not arrived: half way to its end, and after a day at the latest;
 * a fifth of the way for what is urgent, and after an hour.
 */
export function warnAt(made: Date, notAfter: Date, urgent: boolean): Date {
  const way = (notAfter.getTime() - made.getTime()) / (urgent ? 5 : 2);
  return new Date(made.getTime() + Math.min(way, urgent ? DAY_MS / 24 : DAY_MS));
}

/** Why a federation file is not taken. */
export type FileRefusal = 'not-signed' | 'older' | 'changed' | 'ended' | 'ambiguous';

/**
 * Decides whether a federation file becomes the one in force.
 *
 * Shape: `signers` are the keys whose signatures over the statement were verified; `pinned` the two that the
 * node was given; `current` the statement in force, if there is one, and `same` whether it is this very one.
 */
export function decideFile(
  statement: FederationStatement,
  facts: {
    readonly signers: readonly string[];
    readonly pinned: readonly string[];
    readonly current: { readonly release: number; readonly same: boolean } | undefined;
    readonly now: Instant;
  },
): { readonly ok: true } | { readonly ok: false; readonly why: FileRefusal } {
  const { signers, pinned, current, now } = facts;
  const isSigned = new Set(pinned).size === 2 && pinned.every((key) => signers.includes(key));
  if (!isSigned) return { ok: false, why: 'not-signed' };
  const flaw = findFlaw(statement, now);
  if (flaw !== undefined) return { ok: false, why: flaw };
  if (current !== undefined && statement.release < current.release)
    return { ok: false, why: 'older' };
  if (current !== undefined && statement.release === current.release && !current.same)
    return { ok: false, why: 'changed' };
  return { ok: true };
}

/** What keeps every node from taking a statement, whoever signs it; undefined where nothing does. */
export function findFlaw(
  statement: FederationStatement,
  now: Instant,
): Extract<FileRefusal, 'ambiguous' | 'ended'> | undefined {
  if (!isUnambiguous(statement)) return 'ambiguous';
  return Date.parse(statement.expiresAt) <= Date.parse(now) ? 'ended' : undefined;
}

/** A name, a key or an organisation that stands for two would let one speak as the other. */
function isUnambiguous({ nodes }: FederationStatement): boolean {
  return [
    nodes.map(({ node }) => node),
    nodes.flatMap(({ signingKeys }) => signingKeys),
    nodes.flatMap(({ organisations }) => organisations.map(({ organisation }) => organisation)),
  ].every((names) => new Set(names).size === names.length);
}
