/** Where a packet stands, as lines that say what happened and what did not; and packets by thread. Pure. */
import type { PacketView } from '@amparo/casework/packets';
import type { Tone } from '../look/index.ts';
import type { WordKey } from '../words/words.ts';

type Packet = Pick<
  PacketView,
  | 'statement'
  | 'direction'
  | 'state'
  | 'receipts'
  | 'problem'
  | 'triedAt'
  | 'heldFor'
  | 'recalledAt'
>;

/** One line: its words, and the moments or texts they are filled with. */
export interface StandingLine {
  readonly key: WordKey;
  readonly at: string | null;
  /** A second moment, such as the last attempt. */
  readonly again: string | null;
  /** A provision or a code. */
  readonly what: string;
  readonly tone: Tone;
}

function line(
  key: WordKey,
  at: string | null = null,
  more: Partial<Pick<StandingLine, 'again' | 'what' | 'tone'>> = {},
): StandingLine {
  return { key, at, again: null, what: '', tone: 'plain', ...more };
}

/** What happened to a packet, in the order in which it happened; the last line is how it stands. */
export function packetStanding(packet: Packet): readonly StandingLine[] {
  return packet.direction === 'out' ? sentStanding(packet) : receivedStanding(packet);
}

function sentStanding(packet: Packet): readonly StandingLine[] {
  const { statement, state, triedAt } = packet;
  const lines: StandingLine[] = [];
  if (state === 'awaiting-second') return [line('packet.awaiting-second', null, { tone: 'due' })];
  const stored = receiptOf(packet, 'transport');
  if (stored !== undefined) lines.push(line('packet.stored', stored.at, { tone: 'act' }));
  const opened = receiptOf(packet, 'handover');
  if (opened !== undefined) lines.push(line('packet.opened', opened.at, { tone: 'act' }));
  const decided = receiptOf(packet, 'decision');
  if (decided !== undefined) {
    lines.push(line(`packet.decided.${decided.decision}`, decided.at, { tone: 'act' }));
  }
  if (state === 'waiting') {
    lines.push(
      triedAt === null
        ? line('packet.waiting', statement.sentAt, { tone: 'due' })
        : line('packet.waiting.tried', triedAt, { tone: 'due' }),
    );
  }
  if (state === 'refused') lines.push(refusedLine(packet));
  if (state === 'undeliverable') {
    lines.push(line('packet.undeliverable', statement.expiresAt, { tone: 'danger' }));
  }
  lines.push(...recallLines(packet));
  if (state === 'expired') lines.push(line('packet.expired', statement.expiresAt));
  return lines;
}

/** Refused there for a reason that has a code; or taken back here, before anything had left. */
function refusedLine({ problem }: Packet): StandingLine {
  return problem === null
    ? line('packet.taken-back')
    : line('packet.refused', null, { what: problem, tone: 'due' });
}

/** Asked to delete, and what the other node said to it: what is not confirmed is never called done. */
function recallLines(packet: Packet): readonly StandingLine[] {
  const { recalledAt, triedAt } = packet;
  const deletion = receiptOf(packet, 'deletion');
  if (deletion === undefined) {
    if (recalledAt === null) return [];
    const key = triedAt === null ? 'packet.recalled' : 'packet.recalled.tried';
    return [line(key, recalledAt, { again: triedAt, tone: 'due' })];
  }
  const asked = recalledAt === null ? [] : [line('packet.recall-asked', recalledAt)];
  const said =
    deletion.outcome === 'deleted'
      ? line('packet.deleted', deletion.at, { tone: 'act' })
      : line('packet.kept-by-law', deletion.at, { what: deletion.provision ?? '', tone: 'due' });
  const read =
    deletion.readAt === null ? line('packet.never-read') : line('packet.was-read', deletion.readAt);
  return [...asked, said, read];
}

function receivedStanding(packet: Packet): readonly StandingLine[] {
  const { statement, state, recalledAt, heldFor } = packet;
  const opened = receiptOf(packet, 'handover');
  const decided = receiptOf(packet, 'decision');
  const lines: StandingLine[] = [line('packet.in.sent', statement.sentAt)];
  if (opened !== undefined) lines.push(line('packet.in.opened', opened.at, { tone: 'act' }));
  if (decided !== undefined) {
    lines.push(line(`packet.in.decided.${decided.decision}`, decided.at, { tone: 'act' }));
  }
  if (heldFor !== null) {
    const key = recalledAt === null ? 'packet.in.held' : 'packet.in.recalled-held';
    lines.push(line(key, recalledAt, { what: heldFor, tone: 'due' }));
  } else if (state === 'recalled' || state === 'deleted' || recalledAt !== null) {
    lines.push(line('packet.in.gone', recalledAt, { tone: 'due' }));
  } else if (state === 'expired') lines.push(line('packet.in.expired', statement.expiresAt));
  else if (opened === undefined) lines.push(line('packet.in.unopened', null, { tone: 'due' }));
  return lines;
}

type Statement = Packet['receipts'][number]['statement'];

/** The last word of a kind, or undefined: more may be asked for and then accepted, kept by law and then deleted. */
export function receiptOf<K extends Statement['kind']>(
  { receipts }: Pick<Packet, 'receipts'>,
  kind: K,
): Extract<Statement, { kind: K }> | undefined {
  return receipts
    .map(({ statement }) => statement)
    .findLast((each): each is Extract<Statement, { kind: K }> => each.kind === kind);
}

const OVER: ReadonlySet<Packet['state']> = new Set(['refused', 'deleted', 'expired']);

/** True while there may be something elsewhere, or here for a second member, that can be taken back. */
export function isRecallable(packet: Packet): boolean {
  const { direction, state, recalledAt } = packet;
  const isGone = recalledAt !== null || receiptOf(packet, 'deletion') !== undefined;
  return direction === 'out' && !isGone && !OVER.has(state);
}

/** True while this desk has something to do with a packet: open it, or decide. */
export function isWaitingForUs(packet: Packet): boolean {
  if (packet.direction === 'out') return packet.state === 'undeliverable';
  const isHere = packet.state === 'delivered' || packet.state === 'read';
  if (packet.statement.kind === 'capability-answer') return packet.state === 'delivered';
  return isHere && packet.recalledAt === null && receiptOf(packet, 'decision') === undefined;
}

/** What the packets of a desk ask of one member, by what is to be done. */
export interface PacketsWaiting<P> {
  /** Alerts that nobody has opened here. */
  readonly first: readonly P[];
  /** Everything else that came and waits for somebody of this desk. */
  readonly open: readonly P[];
  /** What another member signed first. */
  readonly sign: readonly P[];
  /** What no machine could bring there. */
  readonly call: readonly P[];
}

/** Sorts what waits; what this member signed first waits for somebody else. */
export function sortWaiting<P extends Packet>(
  packets: readonly P[],
  member: string,
): PacketsWaiting<P> {
  const came = packets.filter((each) => each.direction === 'in' && isWaitingForUs(each));
  const isFirst = ({ statement, state }: Packet) =>
    statement.kind === 'alert' && state === 'delivered';
  return {
    first: came.filter(isFirst),
    open: came.filter((each) => !isFirst(each)),
    sign: packets.filter(
      ({ state, statement }) => state === 'awaiting-second' && statement.member !== member,
    ),
    call: packets.filter(({ state }) => state === 'undeliverable'),
  };
}

/** All packets of one matter between two desks, oldest first. */
export interface PacketThread<P> {
  readonly thread: string;
  readonly packets: readonly P[];
  readonly latest: string;
}

/** Puts packets into threads; the thread in which something happened last comes first. */
export function threadsOf<P extends Packet>(packets: readonly P[]): readonly PacketThread<P>[] {
  const threads = new Map<string, P[]>();
  for (const packet of packets) {
    const { thread } = packet.statement;
    threads.set(thread, [...(threads.get(thread) ?? []), packet]);
  }
  return [...threads]
    .map(([thread, own]) => {
      const sorted = own.toSorted((a, b) => a.statement.sentAt.localeCompare(b.statement.sentAt));
      return { thread, packets: sorted, latest: sorted.at(-1)?.statement.sentAt ?? '' };
    })
    .toSorted((a, b) => b.latest.localeCompare(a.latest));
}
