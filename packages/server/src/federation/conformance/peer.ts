/** A peer that can do everything wrong on purpose: each step of a request can be changed before it is sent. */
import { randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Message, NO_MESSAGE, type NodeEntry } from '@amparo/casework/federation';
import { type KeyPair, signStatement } from '@amparo/seal';
import { codeIn } from '../call-peer.ts';
import { type Headers, isAnswerBy, signRequest } from '../http-signature.ts';
import { hashOfMessage } from '../receive.ts';

/** From whose position a node is checked: an entry of its federation file, and that entry's key. */
export interface CheckAs {
  readonly node: string;
  readonly key: KeyPair;
}

/** What came back, and whether the node signed it as the answer to this very request. */
export interface RawAnswer {
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  readonly code: string | undefined;
  readonly contentType: string;
  readonly body: unknown;
  readonly text: string;
  readonly isSigned: boolean;
}

/** A request on its way; a check changes what it wants to be wrong. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** What a check may turn before a request is signed. */
export interface Turns {
  readonly key?: KeyPair;
  readonly now?: Date;
  readonly release?: number;
  readonly targetUri?: string;
}

export interface CheckedNode {
  /** Where the checker connects to. */
  readonly url: string;
  readonly said: NodeEntry;
  readonly as: CheckAs;
}

const PATIENCE_MS = 60_000;

/** Signs a request as a peer does, except for what is turned. */
export function makeRequest(
  node: CheckedNode,
  { method, path, body = Buffer.alloc(0) }: { method: string; path: string; body?: Buffer },
  turns: Turns = {},
): RawRequest {
  const url = turns.targetUri ?? `${node.said.entry.url ?? node.url}${path}`;
  const nonce = randomBytes(18).toString('base64url');
  const { key = node.as.key, now = new Date(), release = node.said.release } = turns;
  const headers = signRequest({ method, url, body, release }, { key, now, nonce });
  return { method, path, headers, body };
}

/** Sends a request as it is; never throws for what the other side does. */
export function sendRaw(node: CheckedNode, raw: RawRequest): Promise<RawAnswer> {
  const { method, path, headers, body } = raw;
  const url = new URL(`${node.url}${path}`);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const nothing = { status: 0, code: undefined, contentType: '', body: undefined, text: '' };
    const ended = (): void => {
      resolve({ ...nothing, isSigned: false });
    };
    const request = send(
      url,
      { method, headers: { ...headers, 'content-length': body.length }, timeout: PATIENCE_MS },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', ended);
        response.on('end', () => {
          const bytes = Buffer.concat(parts);
          resolve(readAnswer(node, raw, { response, bytes }));
        });
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', ended);
    request.end(body);
  });
}

interface Arrived {
  readonly response: { statusCode?: number | undefined; headers: NodeJS.Dict<string | string[]> };
  readonly bytes: Buffer;
}

function readAnswer(node: CheckedNode, raw: RawRequest, { response, bytes }: Arrived): RawAnswer {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
  );
  const status = response.statusCode ?? 0;
  const text = bytes.toString('utf8');
  const body = parse(text);
  const request = raw.headers['signature'] ?? '';
  const answer = { status, headers, request, body: bytes };
  const isSigned = isAnswerBy(node.said.entry.signingKeys, answer);
  const contentType = headers['content-type'] ?? '';
  return { status, code: codeIn(body), contentType, body, text, isSigned };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sends a signed head and then one byte every second; says after how many milliseconds it was cut off. */
export function sendSlowly(
  node: CheckedNode,
  raw: RawRequest,
  patienceMs: number,
): Promise<number> {
  const url = new URL(`${node.url}${raw.path}`);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const began = Date.now();
    const headers = { ...raw.headers, 'content-length': raw.body.length };
    const request = send(url, { method: raw.method, headers });
    let at = 0;
    const drip = setInterval(() => {
      if (Date.now() - began > patienceMs) end();
      else request.write(raw.body.subarray(at, (at += 1)));
    }, 1000);
    const end = (): void => {
      clearInterval(drip);
      request.destroy();
      resolve(Date.now() - began);
    };
    request.on('response', end);
    request.on('error', end);
    request.on('close', end);
    request.flushHeaders();
  });
}

const HOUR_MS = 60 * 60 * 1000;

/** A message of type check in a thread of its own, from the checker to the node, good in every part. */
export function newMessage(node: CheckedNode, overrides: Partial<Message> = {}): Message {
  const now = Date.now();
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: node.as.node,
    audience: node.said.entry.node ?? '',
    subject: randomUUID(),
    time: new Date(now).toISOString(),
    expirytime: new Date(now + HOUR_MS).toISOString(),
    datacontenttype: 'application/json',
    sequence: 1,
    previous: NO_MESSAGE,
    urgent: false,
    type: 'org.amparo.check.v1',
    data: { filling: '' },
    ...overrides,
  } as Message;
}

/** The message that follows another one in its thread. */
export function nextMessage(
  node: CheckedNode,
  before: Message,
  overrides: Partial<Message> = {},
): Message {
  const { subject, sequence } = before;
  const previous = hashOfMessage(before).toString('base64url');
  return newMessage(node, { subject, sequence: sequence + 1, previous, ...overrides });
}

/** The bytes of a signed message; `key` turns who signed it. */
export async function bytesOf(node: CheckedNode, message: object, key?: KeyPair): Promise<Buffer> {
  const signer = key ?? node.as.key;
  const signature = await signStatement(signer.secretKey, 'message', message);
  return Buffer.from(JSON.stringify({ message, signature }));
}

/** Posts a message in a good request. */
export async function post(
  node: CheckedNode,
  message: object,
  turns: Turns & { readonly messageKey?: KeyPair } = {},
): Promise<RawAnswer> {
  const body = await bytesOf(node, message, turns.messageKey);
  return sendRaw(
    node,
    makeRequest(node, { method: 'POST', path: '/federation/messages', body }, turns),
  );
}
