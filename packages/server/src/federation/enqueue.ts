/** What others in the node may do with a message: put it down, and take a packet back that has not gone. */
import { randomUUID } from 'node:crypto';
import type { MessageBody } from '@amparo/casework/federation';
import type { Id } from '@amparo/casework/kernel';
import type { NodeName } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { endPacketMessages, insertOutgoing, insertTask } from './outgoing-store.ts';

/** A message as somebody in the node hands it over. */
export interface Outgoing {
  readonly to: NodeName;
  readonly thread: Id;
  readonly body: MessageBody;
  /** Overtakes what waits. */
  readonly urgent: boolean;
  /** It is not sent after this, even if it never was: a consent may have ended. */
  readonly notAfter: Date;
  /** Whose members are told when it cannot be delivered; null for answers that the node gives by itself. */
  readonly desk: Id | null;
  readonly now: Date;
}

/**
 * Puts a message into the outbox, in the transaction of what it tells.
 *
 * It is numbered, signed and sent after that transaction committed, at least once, and applied once.
 */
export async function enqueue(tx: Runner, outgoing: Outgoing): Promise<void> {
  const { to, thread, body, urgent, notAfter, desk, now } = outgoing;
  const message = randomUUID();
  await insertOutgoing(tx, {
    message,
    peer: to,
    thread,
    desk,
    type: body.type,
    packet: packetOf(body),
    urgent,
    body: JSON.stringify(body),
    made_at: now,
    next_at: now,
    not_after: notAfter,
  });
  await insertTask(tx, 'deliver-message', message);
}

/**
 * Takes back a packet that waits in the outbox, so that it is never sent again.
 *
 * `never-sent`: nobody outside has it, and no recall is needed. `perhaps-sent`: an attempt was made, or it
 * arrived; only a recall can help.
 */
export async function stopSending(tx: Runner, packet: Id): Promise<'never-sent' | 'perhaps-sent'> {
  const ended = await endPacketMessages(tx, packet);
  const isUnsent = ended.length > 0 && ended.every(({ attempts }) => attempts === 0);
  return isUnsent ? 'never-sent' : 'perhaps-sent';
}

function packetOf(body: MessageBody): string | null {
  switch (body.type) {
    case 'org.amparo.packet.v1':
      return body.data.statement.packet;
    case 'org.amparo.receipt.v1':
      return body.data.statement.packet;
    case 'org.amparo.recall.v1':
      return body.data.packet;
    default:
      return null;
  }
}
