/** How a refusal and a fault look on the wire: RFC 9457, and never more than the closed list says. */
import type { FastifyReply } from 'fastify';
import { type Refusal, REFUSALS } from '@amparo/casework/kernel';

/**
 * Answers a refusal.
 *
 * Shape: `application/problem+json` of type, title, status and code; `detail` only where the request
 * itself was wrong. The bytes depend on the refusal alone, so that "not permitted" and "does not exist"
 * are the same answer.
 */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const [status, title] = REFUSALS[refusal.code];
  const problem = {
    type: `urn:amparo:refusal:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    ...(refusal.detail !== undefined && status === 400 ? { detail: refusal.detail } : {}),
  };
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(problem));
}
