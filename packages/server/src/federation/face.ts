/**
 * The face that other nodes write to. Who does not sign with a pinned key is refused before a byte of a
 * body is read, and learns nothing; every answer to a peer is signed and bound to its request.
 */
import type { Socket } from 'node:net';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { LARGEST_MESSAGE, PEER_REFUSALS } from '@amparo/casework/federation';
import { REFUSALS } from '@amparo/casework/kernel';
import { MalformedBody, parseBody } from '../http/body.ts';
import type { Limiter, Rate } from '../http/limiter.ts';
import { faultFields, type Logger } from '../logger.ts';
import { type Headers, isDigestOf, signAnswer } from './http-signature.ts';
import { spendNonce } from './incoming-store.ts';
import type { ExchangeDeps } from './receive.ts';
import { type CheckedRequest, checkRequest } from './request-check.ts';

export interface FaceDeps extends ExchangeDeps {
  readonly log: Logger;
  readonly limiter: Limiter;
  readonly clock: () => Date;
  readonly behindProxy: boolean;
  /** Where others write to; asked at each request, because a port may be chosen late. */
  readonly address: () => string;
}

/** A refusal on its way to the answer. `code` is one of the closed lists. */
class PeerRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'PeerRefused';
    this.code = code;
  }
}

/** One call of this face: what a peer may ask, and what it gets. */
export interface FaceCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (asked: {
    readonly peer: CheckedRequest['peer'];
    readonly query: Readonly<Record<string, unknown>>;
    readonly body: unknown;
    readonly now: Date;
  }) => Promise<FaceAnswer>;
}

/** What a call gives; a refusal carries its code. */
export type FaceAnswer =
  { readonly status: number; readonly body: unknown } | { readonly refused: string };

const FROM_ANYBODY: Rate = { name: 'federation', perMinute: 600 };
const FROM_PEER: Rate = { name: 'federation peer', perMinute: 1200 };

/** How long a whole request may take to arrive; 1.5 MiB pass in it over half a megabit a second. */
const REQUEST_MS = 30_000;
const HEAD_MS = 10_000;

/** Makes the server with its calls; `describe` answers anybody who asks what this node is. */
export function createFace(
  deps: FaceDeps,
  calls: readonly FaceCall[],
  describe: () => Promise<unknown>,
): FastifyInstance {
  const server = fastify({
    logger: false,
    trustProxy: deps.behindProxy,
    exposeHeadRoutes: false,
    requestTimeout: REQUEST_MS,
    connectionTimeout: 2 * REQUEST_MS,
    keepAliveTimeout: 20_000,
    bodyLimit: LARGEST_MESSAGE,
    forceCloseConnections: true,
    return503OnClosing: true,
    http: { headersTimeout: HEAD_MS, connectionsCheckingInterval: 1000, maxHeaderSize: 8192 },
    clientErrorHandler: cutOff,
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => body,
  );
  server.setErrorHandler((error: FastifyError, _request, reply) => sendError(deps, error, reply));
  server.setNotFoundHandler((_request, reply) => sendRefused(reply, 'peer/not-here'));
  logAnswers(server, deps.log);
  server.get('/federation/node', async (request, reply) => {
    if (!deps.limiter.mayTry(FROM_ANYBODY, request.ip)) return sendRefused(reply, 'peer/too-many');
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(await describe()));
  });
  void server.register((scope, _options, done) => {
    mountCalls(scope, deps, calls);
    done();
  });
  return server;
}

function logAnswers(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', async (request, reply) => {
    log.info({
      event: 'answered',
      face: 'federation',
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    });
  });
}

/** What the head of a request proved, kept with the request while it is answered. */
const heads = new WeakMap<FastifyRequest, CheckedRequest>();

function mountCalls(scope: FastifyInstance, deps: FaceDeps, calls: readonly FaceCall[]): void {
  scope.addHook('onRequest', async (request) => {
    const { peer } = checkHead(deps, request);
    if (!deps.limiter.mayTry(FROM_PEER, peer.node)) throw new PeerRefused('peer/too-many');
  });
  scope.addHook('onSend', async (request, reply, payload: unknown) => {
    signReply(deps, request, reply, payload);
    return payload;
  });
  for (const call of calls) {
    scope.route({
      method: call.method,
      url: call.path,
      handler: (request, reply) => answerCall(deps, call, request, reply),
    });
  }
}

function checkHead(deps: FaceDeps, request: FastifyRequest): CheckedRequest {
  if (!deps.limiter.mayTry(FROM_ANYBODY, request.ip)) throw new PeerRefused('peer/too-many');
  const checked = checkRequest(deps.membership, {
    method: request.method,
    path: request.url,
    headers: oneEach(request),
    now: deps.clock(),
    address: deps.address(),
  });
  if (!checked.ok) {
    if (checked.peer !== undefined) {
      heads.set(request, { peer: checked.peer, nonce: '', forgetAt: new Date(0) });
    }
    throw new PeerRefused(checked.code);
  }
  heads.set(request, checked.request);
  return checked.request;
}

/** Header fields that came once; one that came twice is none. */
function oneEach(request: FastifyRequest): Headers {
  const seen = new Map<string, number>();
  const { rawHeaders } = request.raw;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && seen.get(name) === 1 ? [[name, value]] : [],
    ),
  );
}

async function answerCall(
  deps: FaceDeps,
  call: FaceCall,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const head = heads.get(request);
  if (head === undefined) throw new TypeError('Every request of this scope was checked.');
  const { peer, nonce, forgetAt } = head;
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const digest = request.headers['content-digest'];
  if (call.method === 'POST' && !isDigestOf(String(digest), bytes)) {
    return sendRefused(reply, 'peer/digest');
  }
  const spent = { peer: peer.node, nonce, expires_at: forgetAt };
  if (!(await spendNonce(deps.exchange.as({ kind: 'federation' }), spent))) {
    return sendRefused(reply, 'peer/replayed');
  }
  const query = request.query as Readonly<Record<string, unknown>>;
  const now = deps.clock();
  const given = await call.answer({ peer, query, body: parseBody(bytes), now });
  if ('refused' in given) return sendRefused(reply, given.refused);
  return reply
    .code(given.status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(given.body));
}

function sendError(deps: FaceDeps, error: FastifyError, reply: FastifyReply): FastifyReply {
  if (error instanceof PeerRefused) return sendRefused(reply, error.code);
  if (error instanceof MalformedBody) return sendRefused(reply, 'message/malformed');
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendRefused(reply, 'peer/too-large');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return sendRefused(reply, 'message/malformed');
  }
  deps.log.error({ event: 'fault', face: 'federation', ...faultFields(error) });
  return sendRefused(reply, 'peer/busy');
}

/** Problem+json of RFC 9457; what came before its body was read does not keep the connection. */
function sendRefused(reply: FastifyReply, code: string): FastifyReply {
  const { status, title } = describeCode(code);
  const problem = { type: `urn:amparo:refusal:${code}`, title, status, code };
  if (status === 401 || status === 413) void reply.header('connection', 'close');
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(problem));
}

function describeCode(code: string): { readonly status: number; readonly title: string } {
  if (Object.hasOwn(PEER_REFUSALS, code)) {
    const [status, , title] = PEER_REFUSALS[code as keyof typeof PEER_REFUSALS];
    return { status, title };
  }
  const [status, title] = REFUSALS[code as keyof typeof REFUSALS];
  return { status, title };
}

function signReply(
  deps: FaceDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): void {
  const signature = request.headers['signature'];
  if (!heads.has(request) || typeof signature !== 'string' || typeof payload !== 'string') return;
  const contentType = String(reply.getHeader('content-type'));
  const { statusCode: status } = reply;
  const answer = { status, request: signature, contentType, body: Buffer.from(payload) };
  const key = deps.membership.signingKey();
  void reply.headers(signAnswer(answer, { key, now: deps.clock() }));
}

/** Somebody too slow, or who speaks no HTTP: one line, and the connection is closed. */
function cutOff(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const code = isSlow ? 'peer/too-slow' : 'message/malformed';
  const [status, , title] = PEER_REFUSALS[code];
  const body = JSON.stringify({ type: `urn:amparo:refusal:${code}`, title, status, code });
  const head = [
    `HTTP/1.1 ${status} ${isSlow ? 'Request Timeout' : 'Bad Request'}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ].join('\r\n');
  socket.end(`${head}\r\n\r\n${body}`);
}
