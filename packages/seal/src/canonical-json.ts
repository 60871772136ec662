import { isUnicode } from './bytes.ts';
import { SealRefusal } from './refusal.ts';

const MAX_DEPTH = 32;

/**
 * Writes a value as the one JSON text that RFC 8785 (JCS) allows for it.
 *
 * Shape: strings, whole numbers within 2^53, booleans, null, arrays and plain objects, at most 32 deep.
 * Members are ordered by UTF-16 code units.
 * Refuses: `seal/not-canonical` for anything else: fractions, undefined, dates, half surrogates, holes
 * in arrays. Nothing is silently dropped, because a signature over less than was meant is a trap.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw refusal('nested too deeply');
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeNumber(value);
  if (Array.isArray(value)) return writeArray(value, depth);
  if (typeof value === 'object') return writeObject(value, depth);
  throw refusal(`of type ${typeof value}`);
}

function writeString(value: string): string {
  if (!isUnicode(value)) throw refusal('not well-formed Unicode');
  return JSON.stringify(value);
}

function writeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw refusal('a number that is not a safe whole number');
  return String(value);
}

function writeArray(value: readonly unknown[], depth: number): string {
  const items = Array.from(value, (item) => write(item, depth + 1));
  return `[${items.join(',')}]`;
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain || Object.getOwnPropertySymbols(value).length > 0)
    throw refusal('not a plain object');
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${writeString(name)}:${write(member, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function refusal(what: string): SealRefusal {
  return new SealRefusal('seal/not-canonical', `A signed statement cannot hold a value ${what}.`);
}
