import { SealRefusal } from './refusal.ts';

const ID = /^[A-Za-z0-9._:/@+-]{1,128}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
const DIGEST = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A moment in UTC as RFC 3339 writes it, to the millisecond at most, that the calendar really has. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === value.slice(0, 19);
}

/** Thirty-two bytes as base64url in its one spelling. */
export function isDigest(value: unknown): value is string {
  return typeof value === 'string' && DIGEST.test(value);
}

export function requireId(value: string, what: string): void {
  if (!isId(value)) throw new SealRefusal('seal/malformed', `${what} is not named by a valid id.`);
}

export function requireVersion(value: number): void {
  if (!isCount(value)) throw new SealRefusal('seal/malformed', 'A version is a whole number.');
}
