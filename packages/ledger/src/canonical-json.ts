import { LedgerRefusal } from './refusal.ts';

const MAX_DEPTH = 64;

/**
 * Writes a JSON value in its one canonical spelling: no blanks, members sorted by UTF-16 code units,
 * numbers and strings as ECMAScript writes them.
 *
 * Refuses: `json/not-canonical` for whatever JSON cannot carry (undefined, functions, NaN, infinities,
 * half a surrogate pair) and for nesting deeper than 64. Source: RFC 8785.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw refuse('This value is nested too deeply.');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => write(item, depth + 1)).join(',')}]`;
  }
  if (typeof value === 'object') {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members
      .map(([name, member]) => `${writeString(name)}:${write(member, depth + 1)}`)
      .join(',')}}`;
  }
  throw refuse('This value cannot be written as JSON.');
}

function writeString(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw refuse('This text holds half a surrogate pair.');
  return JSON.stringify(text);
}

function refuse(sentence: string): LedgerRefusal {
  return new LedgerRefusal('json/not-canonical', sentence);
}
