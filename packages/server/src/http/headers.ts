/** What every answer of the practitioners' face tells the browser to refuse. */
import type { FastifyReply } from 'fastify';

/** The app's own scripts, styles and WebAssembly (Argon2), and nothing from anywhere else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  // A spoken mark of a person, heard again after it was opened on this device.
  'media-src blob:',
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
} as const;

/** Sets the security headers; `isSecure` when browsers reach this face over TLS. */
export function setSecurityHeaders(reply: FastifyReply, isSecure: boolean): void {
  void reply.headers(HEADERS);
  if (isSecure) void reply.header('strict-transport-security', 'max-age=31536000');
}
