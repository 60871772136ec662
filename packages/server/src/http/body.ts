/** Reads a JSON body as strictly as hostile input deserves: size, depth, encoding, characters. */

/** The body cannot be read. `reason` is for the client's developer and quotes nothing of it. */
export class MalformedBody extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'MalformedBody';
    this.reason = reason;
  }
}

/** Contracts nest a handful of levels; what is deeper is an attack on parsers behind this one. */
const MAX_DEPTH = 16;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses bytes as JSON. Nothing at all counts as the empty object.
 *
 * Throws `MalformedBody` for invalid UTF-8, more than 16 levels, what is no JSON, and strings that hold
 * NUL or half a surrogate pair, which no database and no signature can keep.
 */
export function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  requireShallow(bytes);
  const value = parseJson(decode(bytes));
  requirePlainStrings(value);
  return value;
}

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new MalformedBody('The body is not UTF-8.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedBody('The body is not JSON.');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Counted over bytes, before any parser recurses. */
function requireShallow(bytes: Buffer): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    if (depth > MAX_DEPTH) throw new MalformedBody('The body is nested too deeply.');
  }
}

function requirePlainStrings(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || /\p{Surrogate}/u.test(value)) {
      throw new MalformedBody('A text in the body has characters that cannot be kept.');
    }
  } else if (Array.isArray(value)) {
    for (const item of value) requirePlainStrings(item);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      requirePlainStrings(name);
      requirePlainStrings(member);
    }
  }
}
