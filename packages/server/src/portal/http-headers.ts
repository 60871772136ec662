/** The headers of the portal's answers: nothing is kept, nothing is told, nothing foreign runs. */

const FORBIDDEN = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'serial',
  'usb',
];

const ALWAYS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noarchive, nosnippet',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': FORBIDDEN.map((feature) => `${feature}=()`).join(', '),
  'x-dns-prefetch-control': 'off',
  connection: 'close',
};

/** What may run on a page. `exitScript` is the base64 SHA-256 of the script inside the page. */
export interface PagePolicy {
  readonly exitScript: string;
  /** Whether browsers reach the portal over TLS: then they never come without it again. */
  readonly isSecure: boolean;
  /** Whether the sealing script is on the page: WebAssembly and calls to the node only then. */
  readonly isSealing: boolean;
}

/** The headers of a page. Source: W3C Content Security Policy level 3, Trusted Types. */
export function pageHeaders({
  exitScript,
  isSecure,
  isSealing,
}: PagePolicy): Record<string, string> {
  const scripts = isSealing ? " 'self' 'wasm-unsafe-eval'" : '';
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${exitScript}'${scripts}`,
    "style-src 'self'",
    'img-src data:',
    ...(isSealing ? ["connect-src 'self'", 'worker-src blob:'] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    isSealing ? 'trusted-types amparo amparo-retry' : "trusted-types 'none'",
  ];
  return {
    ...ALWAYS,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    ...(isSecure && { 'strict-transport-security': 'max-age=31536000' }),
    vary: 'accept-language',
  };
}

/** The headers of a style or script, whose name changes with its content. */
export function fileHeaders(type: string, encoding: 'br' | null): Record<string, string> {
  return {
    ...ALWAYS,
    'content-type': type,
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'",
    vary: 'accept-encoding',
    ...(encoding !== null && { 'content-encoding': encoding }),
  };
}

/** The headers of an answer to a JSON call. */
export function jsonHeaders(type: string): Record<string, string> {
  return { ...ALWAYS, 'content-type': type, 'content-security-policy': "default-src 'none'" };
}
