/** One signed request to another node, and its signed answer. */
import { randomBytes } from 'node:crypto';
import type { FederationNode } from '@amparo/casework/federation';
import type { KeyPair } from '@amparo/seal';
import { isAnswerBy, signRequest } from './http-signature.ts';

/** Who calls, with which key, by which release. */
export interface Caller {
  readonly key: KeyPair;
  readonly release: number;
  readonly now: Date;
}

export interface PeerRequest {
  readonly method: 'GET' | 'POST';
  /** From `/federation/` on. */
  readonly path: string;
  readonly body?: Uint8Array;
}

/**
 * What came back. Only `answered` was signed by the peer and bound to this request; `code` of `silent` is
 * what somebody on the way said, and proves nothing.
 */
export type PeerAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'silent'; readonly code: string };

const PATIENCE_MS = 40_000;
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** Sends a request to a node that has an address. Never throws for what the other side or the line does. */
export async function callPeer(
  peer: Pick<FederationNode, 'url' | 'signingKeys'>,
  { method, path, body = new Uint8Array() }: PeerRequest,
  { key, release, now }: Caller,
): Promise<PeerAnswer> {
  if (peer.url === null) return { kind: 'silent', code: 'peer/unreachable' };
  const url = `${peer.url}${path}`;
  const nonce = randomBytes(18).toString('base64url');
  const headers = signRequest({ method, url, body, release }, { key, now, nonce });
  try {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body.length > 0 ? { body: Buffer.from(body) } : {}),
    });
    const bytes = await readUpTo(answer, LARGEST_ANSWER);
    const isSigned = isAnswerBy(peer.signingKeys, {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      request: headers['signature'] ?? '',
      body: bytes,
    });
    const said = parse(bytes);
    if (isSigned) return { kind: 'answered', status: answer.status, body: said };
    return { kind: 'silent', code: codeIn(said) ?? 'peer/unreachable' };
  } catch {
    return { kind: 'silent', code: 'peer/unreachable' };
  }
}

/** The code of a problem+json, if there is one. */
export function codeIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  const { code } = body;
  return typeof code === 'string' && /^[a-z-]+\/[a-z-]+$/.test(code) ? code : undefined;
}

async function readUpTo(answer: Response, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.byteLength;
    if (size > limit) throw new RangeError('The answer is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
