/** What this browser can do, and how it is told that our own markup and files are ours. */

interface TrustedPolicy {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML: (text: string) => string; createScriptURL: (url: string) => string },
  ): TrustedPolicy;
}

const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;

/**
 * The one policy of Trusted Types: markup comes from the escaping tag, script addresses from a blob
 * whose integrity was checked.
 */
export const trusted: TrustedPolicy = types?.createPolicy('amparo', {
  createHTML: (text) => text,
  createScriptURL: (url) => url,
}) ?? { createHTML: (text) => text, createScriptURL: (url) => url };

/** The smallest WebAssembly module there is: the magic number and version 1. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Whether this browser can seal: WebCrypto with Ed25519 and X25519's companions, WebAssembly, workers.
 *
 * It tries instead of asking for names, because some browsers have the names only.
 */
export async function canSeal(): Promise<boolean> {
  try {
    if (typeof crypto.randomUUID !== 'function' || typeof Worker !== 'function') return false;
    await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
    await WebAssembly.compile(EMPTY_MODULE);
    return true;
  } catch {
    return false;
  }
}
