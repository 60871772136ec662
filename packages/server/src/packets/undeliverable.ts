/** What is looked at before each attempt, and what a desk is told when a message does not arrive. */
import type { MessageBody } from '@amparo/casework/federation';
import type { RefusalCode } from '@amparo/casework/kernel';
import type { Runner } from '../db/handle.ts';
import type { Undelivered } from '../federation/index.ts';
import { isDeviceRevoked } from './device-store.ts';
import { lockSent, setSentProblem, setSentState } from './sent-store.ts';

/**
 * What a device signed that was revoked since does not leave any more. A certificate that merely ended does
 * not count: it held when the packet was signed.
 *
 * Refuses: `certificate/refused`.
 */
export async function refuseRevoked(tx: Runner, body: MessageBody): Promise<RefusalCode | null> {
  if (body.type !== 'org.amparo.packet.v1') return null;
  const { statement, second } = body.data;
  const devices = [statement.device, second?.proof.device.subject.device];
  for (const device of devices) {
    if (device !== undefined && (await isDeviceRevoked(tx, device))) return 'certificate/refused';
  }
  return null;
}

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
