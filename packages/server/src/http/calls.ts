/** Mounts the JSON calls of a face on a server that somebody else made. */
import type { FastifyInstance } from 'fastify';
import type { PortalDeps } from '../reports/index.ts';
import { portalRoutes } from '../reports/index.ts';
import { createLimiter } from './limiter.ts';
import { mountRoutes } from './mount.ts';

/**
 * Mounts the calls of the portal's face, `/drop/…`, in a scope of their own.
 *
 * Shape: the server's other parsers, hooks and error pages do not reach them, and they do not reach those.
 * Writes must name the portal's own origin.
 */
export function mountCalls(server: FastifyInstance, face: 'portal', deps: PortalDeps): void {
  const limiter = createLimiter();
  mountRoutes(server, portalRoutes(deps.calls, limiter), {
    face,
    publicUrl: deps.config.publicUrl,
    log: deps.log,
    limiter,
    clock: () => new Date(),
    cookie: null,
  });
}
