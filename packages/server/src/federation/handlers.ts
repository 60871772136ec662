/** What a slice does with messages of its own types. The federation itself knows only envelopes. */
import type { FederationNode, Message, MessageBody } from '@amparo/casework/federation';
import type { Id, RefusalCode } from '@amparo/casework/kernel';
import type { NodeName } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import type { Outcome } from '../outcome.ts';

/** The types that slices handle; the others are about messages themselves. */
export type HandledType = Exclude<
  MessageBody['type'],
  'org.amparo.refusal.v1' | 'org.amparo.check.v1'
>;

/** A message whose sender, audience, signature and place in its thread were verified. */
export interface Received<T extends HandledType> {
  readonly message: Extract<Message, { type: T }>;
  /** The node that sent it; this one, for a desk on the same node. */
  readonly peer: FederationNode;
  readonly now: Date;
}

/**
 * Applies one message, as `amparo_federation`, in the transaction in which it is recorded as received.
 *
 * Gives what is to be sent back in the same thread. A refusal is told to the sender, who does not try
 * again, except for `node/busy`.
 */
type MessageHandlers = {
  readonly [T in HandledType]: (
    tx: Runner,
    received: Received<T>,
  ) => Promise<Outcome<readonly MessageBody[]>>;
};

/** A message of this node that did not arrive. */
export interface Undelivered {
  readonly message: Id;
  readonly to: NodeName;
  readonly thread: Id;
  /** Whose members are to be told. */
  readonly desk: Id | null;
  readonly body: MessageBody;
  /** A code of the closed lists; `peer/unreachable` when nobody answers, `message/expired` when its time is over. */
  readonly reason: string;
  /** False for the one warning before its end, while it is still tried. */
  readonly final: boolean;
  readonly now: Date;
}

/** Is told, in the transaction that notes it, of every message that did not arrive. */
type OnUndeliverable = (tx: Runner, undelivered: Undelivered) => Promise<void>;

/**
 * Is asked before each attempt, in the transaction that counts it, whether what waits may still leave; gives
 * the code that ends it otherwise.
 */
type BeforeSending = (tx: Runner, body: MessageBody) => Promise<RefusalCode | null>;

/** What the slices that send and receive bring with them. */
export interface MessageSlices {
  readonly beforeSending: BeforeSending;
  readonly handlers: MessageHandlers;
  readonly onUndeliverable: OnUndeliverable;
}
