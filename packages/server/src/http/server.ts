/** The Fastify server of the practitioners' face, before any route. */
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from '../logger.ts';
import { setSecurityHeaders } from './headers.ts';

export interface ServerOptions {
  readonly isSecure: boolean;
  readonly behindProxy: boolean;
  readonly log: Logger;
}

/**
 * Makes a server that logs the pattern of a path and never the path, sets the security headers on every
 * answer, and gives up on senders that are too slow.
 */
export function createServer({ isSecure, behindProxy, log }: ServerOptions): FastifyInstance {
  const server = fastify({
    logger: false,
    trustProxy: behindProxy,
    exposeHeadRoutes: false,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 20_000,
    maxRequestsPerSocket: 10_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
  });
  server.addHook('onRequest', async (_request, reply) => {
    setSecurityHeaders(reply, isSecure);
  });
  server.addHook('onResponse', async (request, reply) => {
    log.info({
      event: 'answered',
      face: 'app',
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    });
  });
  return server;
}
