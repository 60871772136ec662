/** A node in miniature: the same decisions as the real one, over memory instead of a database. */
import type { Instant } from '../../kernel/index.ts';
import { decideReceive, listOverdue, NO_MESSAGE, settledUpTo } from '../decide.ts';
import type { KnownMessage, ReceiveDecision } from '../decide.ts';
import type { Message } from '../model.ts';

/** One thread of one peer, received. `applied` lists places in the order in which they were applied. */
export class ModelNode {
  readonly applied: number[] = [];
  #settled = 0;
  readonly #known: KnownMessage[] = [];

  /** Any function will do that differs for messages that differ. */
  static hash(message: Message): string {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (const character of JSON.stringify(message, Object.keys(message).toSorted())) {
      const code = character.codePointAt(0) ?? 0;
      high = Math.imul(high ^ code, 2_654_435_761) >>> 0;
      low = Math.imul(low ^ code, 1_597_334_677) >>> 0;
    }
    return `${high.toString(16)}${low.toString(16)}`.padEnd(43, 'A');
  }

  receive(message: Message, now: Instant): ReceiveDecision {
    const hash = ModelNode.hash(message);
    const decision = decideReceive(message, {
      self: 'b.example',
      peer: 'a.example',
      now,
      hash,
      same: this.#known.find(({ id }) => id === message.id),
      settled: this.#settled,
      thread: this.#known,
    });
    if (decision.kind === 'hold' || decision.kind === 'apply') {
      const { id, sequence, previous } = message;
      const state = decision.kind === 'hold' ? 'held' : 'applied';
      this.#known.push({ id, sequence, hash, previous, state, code: null, receivedAt: now });
    }
    if (decision.kind === 'apply') {
      this.applied.push(message.sequence);
      for (const id of decision.follows) this.#apply(id);
      this.#settled = settledUpTo(this.#settled, this.#known);
    }
    return decision;
  }

  release(now: Instant): void {
    const overdue = listOverdue(this.#known, now);
    for (const { id } of overdue) this.#apply(id);
    const last = overdue.at(-1)?.sequence ?? this.#settled;
    this.#settled = settledUpTo(Math.max(last, this.#settled), this.#known);
  }

  /** What another node must have in common with this one. */
  state(): unknown {
    const known = this.#known.toSorted((a, b) => a.sequence - b.sequence);
    return { settled: this.#settled, known };
  }

  #apply(id: string): void {
    const at = this.#known.findIndex((each) => each.id === id);
    const known = this.#known[at];
    if (known === undefined) throw new RangeError('Only what waits is applied.');
    this.#known[at] = { ...known, state: 'applied' };
    this.applied.push(known.sequence);
  }
}

/** A node that received these, in this order. */
export function applyAll(messages: readonly Message[], now: Instant): ModelNode {
  const node = new ModelNode();
  for (const message of messages) node.receive(message, now);
  return node;
}

let made = 0;

/** Messages of a new thread from a.example to b.example, numbered and chained. */
export function newThread(
  plan: readonly { readonly urgent?: boolean }[],
  now: Instant,
): readonly Message[] {
  let previous = NO_MESSAGE;
  return plan.map(({ urgent = false }, at) => {
    made += 1;
    const message: Message = {
      specversion: '1.0',
      id: `00000000-0000-4000-8000-${made.toString(16).padStart(12, '0')}`,
      source: 'a.example',
      audience: 'b.example',
      subject: '00000000-0000-4000-8000-00000000000f',
      time: now,
      expirytime: new Date(Date.parse(now) + 86_400_000).toISOString(),
      datacontenttype: 'application/json',
      sequence: at + 1,
      previous,
      urgent,
      type: 'org.amparo.check.v1',
      data: { filling: '' },
    };
    previous = ModelNode.hash(message);
    return message;
  });
}
