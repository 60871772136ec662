/** Puts routes on a Fastify server: limits, parsing, session, answer. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '@amparo/casework/kernel';
import { SealRefusal } from '@amparo/seal';
import { faultFields, type Logger } from '../logger.ts';
import type { MemberActor } from './member.ts';
import { MalformedBody, parseBody } from './body.ts';
import type { Limiter, Rate } from './limiter.ts';
import { isOwnOrigin, originOf } from './origin.ts';
import { sendRefusal } from './problem.ts';
import type { Asked, Route } from './route.ts';

/** What the routes of one face have in common. */
export interface FaceContext {
  readonly face: 'app' | 'portal';
  readonly publicUrl: string | null;
  readonly log: Logger;
  readonly limiter: Limiter;
  readonly clock: () => Date;
  /** The cookie with which this face keeps a session; null when it keeps none. */
  readonly cookie: SessionCookie | null;
}

interface SessionCookie {
  /** Its own for each node and face, because browsers share cookies between ports. */
  readonly name: string;
  readonly isSecure: boolean;
  findMember(token: string, now: Date): Promise<MemberActor | undefined>;
}

/** What one sender may ask without a session; a whole office behind one address stays below it. */
const WITHOUT_SESSION: Rate = { name: 'without session', perMinute: 1200 };

/**
 * Mounts routes in a scope of their own, so that the parsers of the rest of a server do not touch them.
 *
 * Every answer is JSON or problem+json; a fault answers `node/busy` and is logged without its message.
 */
export function mountRoutes(
  fastify: FastifyInstance,
  routes: readonly Route[],
  face: FaceContext,
): void {
  void fastify.register((scope, _options, done) => {
    prepareScope(scope, face);
    for (const route of routes) mountRoute(scope, route, face);
    done();
  });
}

function prepareScope(scope: FastifyInstance, face: FaceContext): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => parseBody(body),
  );
  scope.addHook('onRequest', async (request, reply) => {
    const refusal = refuseEarly(request, face);
    if (refusal !== undefined) return sendRefusal(reply, refusal);
    return undefined;
  });
  scope.setErrorHandler((error: FastifyError, _request, reply) => sendError(error, reply, face));
}

function refuseEarly(request: FastifyRequest, face: FaceContext): Refusal | undefined {
  if (request.method === 'GET') return undefined;
  return isOwnOrigin(request, face.publicUrl) ? undefined : { code: 'request/wrong-origin' };
}

function sendError(error: FastifyError, reply: FastifyReply, face: FaceContext): FastifyReply {
  if (error instanceof MalformedBody) {
    return sendRefusal(reply, { code: 'request/malformed', detail: error.reason });
  }
  if (error instanceof SealRefusal) {
    return sendRefusal(reply, { code: 'request/malformed', detail: error.code });
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return sendRefusal(reply, { code: 'request/too-large' });
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return sendRefusal(reply, { code: 'request/malformed', detail: 'The body is JSON.' });
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return sendRefusal(reply, { code: 'request/malformed' });
  }
  face.log.error({ event: 'fault', face: face.face, ...faultFields(error) });
  return sendRefusal(reply, { code: 'node/busy' });
}

function mountRoute(scope: FastifyInstance, route: Route, face: FaceContext): void {
  const { endpoint } = route;
  scope.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: route.maxBytes,
    handler: async (request, reply) => {
      const member = await findMember(request, face);
      if (member === undefined) {
        const mayTry = face.limiter.mayTry(WITHOUT_SESSION, request.ip);
        if (!mayTry) return sendRefusal(reply, { code: 'request/too-many' });
        if (endpoint.session) return sendRefusal(reply, { code: 'session/none' });
      }
      const input: unknown = endpoint.method === 'GET' ? request.query : (request.body ?? {});
      const asked = askedBy(request, reply, face, member ?? null);
      const outcome = await route.answer(asked, { params: request.params, input });
      if (!outcome.ok) return sendRefusal(reply, outcome.refusal);
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .send(JSON.stringify(outcome.value));
    },
  });
}

/** The member whose session the request's cookie is, if it is a live one. */
export async function findMember(
  request: FastifyRequest,
  { cookie, clock }: FaceContext,
): Promise<MemberActor | undefined> {
  if (cookie === null) return undefined;
  const token = readCookie(request.headers.cookie ?? '', cookie.name);
  return token === undefined ? undefined : cookie.findMember(token, clock());
}

function askedBy(
  request: FastifyRequest,
  reply: FastifyReply,
  face: FaceContext,
  member: MemberActor | null,
): Asked {
  const setCookie = (value: string, seconds: number): void => {
    if (face.cookie === null) throw new TypeError('This face keeps no sessions.');
    const { name, isSecure } = face.cookie;
    const parts = [
      `${name}=${value}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Strict',
      `Max-Age=${seconds}`,
    ];
    void reply.header('set-cookie', [...parts, ...(isSecure ? ['Secure'] : [])].join('; '));
  };
  const now = face.clock();
  return {
    source: request.ip,
    origin: originOf(request, face.publicUrl) ?? '',
    member,
    now,
    keepToken: (token, until) => {
      setCookie(token, Math.max(0, Math.floor((until.getTime() - now.getTime()) / 1000)));
    },
    dropToken: () => {
      setCookie('', 0);
    },
  };
}

function readCookie(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return undefined;
}
