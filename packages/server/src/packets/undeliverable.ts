/** What a packet's desk is told when a message about it does not arrive. */
import type { Runner } from '../db/handle.ts';
import type { Undelivered } from '../federation/index.ts';
import { lockSent, setSentProblem, setSentState } from './sent-store.ts';

/** Notes at the packet that it, or its recall, has not arrived; the desk's list shows it. */
export async function noteUndelivered(tx: Runner, undelivered: Undelivered): Promise<void> {
  const { body, reason, final } = undelivered;
  const packet = packetOf(body);
  const sent = packet === undefined ? undefined : await lockSent(tx, packet);
  if (sent === undefined) return;
  if (body.type === 'org.amparo.packet.v1' && final && sent.state === 'waiting') {
    const state = reason === 'message/expired' ? 'expired' : 'undeliverable';
    await setSentState(tx, sent.packet, { state, problem: reason });
  } else await setSentProblem(tx, sent.packet, reason);
}

function packetOf(body: Undelivered['body']): string | undefined {
  switch (body.type) {
    case 'org.amparo.packet.v1':
      return body.data.statement.packet;
    case 'org.amparo.recall.v1':
      return body.data.packet;
    default:
      return undefined;
  }
}
