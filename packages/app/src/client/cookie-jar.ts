/** The cookies of one origin, for programs outside a browser. */
export interface CookieJar {
  /** The `Cookie` header to send, or undefined while there is none. */
  header(): string | undefined;
  /** Keeps what the `Set-Cookie` headers of an answer say. */
  keep(headers: Headers): void;
}

/**
 * Makes an empty jar. Give it to one caller only: it does not know origins, so cookies of two nodes must
 * never meet in one jar. Nothing is written to disk.
 *
 * Source: RFC 6265 section 5.2, without domains and paths, which a single origin does not need.
 */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    header() {
      if (cookies.size === 0) return undefined;
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    keep(headers) {
      for (const line of headers.getSetCookie()) {
        const cookie = readCookie(line);
        if (cookie === undefined) continue;
        if (cookie.ended) cookies.delete(cookie.name);
        else cookies.set(cookie.name, cookie.value);
      }
    },
  };
}

function readCookie(line: string): { name: string; value: string; ended: boolean } | undefined {
  const [pair = '', ...attributes] = line.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals).trim();
  if (equals < 1 || name === '') return undefined;
  return { name, value: pair.slice(equals + 1).trim(), ended: attributes.some(saysEnded) };
}

function saysEnded(attribute: string): boolean {
  const [name = '', value = ''] = attribute.trim().split('=');
  if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
  return name.toLowerCase() === 'expires' && Date.parse(value) <= Date.now();
}
