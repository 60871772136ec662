/** Which pages may send writes here: those of this face and no others. */
import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * The origin that a page of this face has, for this request.
 *
 * Shape: that of `publicUrl`; without one, only the loopback names of this machine, under whichever of
 * them the browser came, so that a foreign name that was pointed here finds nothing. `null` when the
 * request came under a name that is not ours.
 */
export function originOf(request: FastifyRequest, publicUrl: string | null): string | null {
  if (publicUrl !== null) return new URL(publicUrl).origin;
  const host = request.headers.host ?? '';
  return LOOPBACK.test(host) ? new URL(`http://${host}`).origin : null;
}

/**
 * Says whether a write comes from a page of this face. A browser always names the origin of a write;
 * a program must name it too.
 */
export function isOwnOrigin(request: FastifyRequest, publicUrl: string | null): boolean {
  const own = originOf(request, publicUrl);
  return own !== null && request.headers.origin === own;
}
