/** Shapes that every slice uses on the wire. Strict objects only: an extra field is refused. */
import { z } from 'zod';

/** A random 128-bit identifier (UUID version 4, lower case). Never a secret. */
export const Id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
export type Id = z.infer<typeof Id>;

/** RFC 3339 in UTC to the millisecond or second, as `2026-05-03T10:00:00.000Z`. */
export const Instant = z.iso.datetime({ offset: false });
export type Instant = z.infer<typeof Instant>;

/** A civil date, `2026-05-03`. */
export const CivilDate = z.iso.date();

/** Unpadded base64url of at most `maxBytes` bytes. */
export function bytesUpTo(maxBytes: number): z.ZodString {
  return z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .max(Math.ceil((maxBytes * 4) / 3));
}

/** Unpadded base64url of exactly `size` bytes. */
export function bytesOf(size: number): z.ZodString {
  return z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .length(Math.ceil((size * 4) / 3));
}

export const Key32 = bytesOf(32);
export const Signature = bytesOf(64);
/** An X-Wing public key. */
export const EncryptionKey = bytesOf(1216);
/** A secret of 32 bytes wrapped by HPKE with X-Wing. */
export const Wrapped = bytesUpTo(1400);
/** The largest sealed entry: 64 KiB of padded text, header, locks and signature. */
export const SealedEntry = bytesUpTo(72 * 1024);

export const Nothing = z.strictObject({});

/** A certificate of `seal`: what it says is canonical JSON, signed by its issuer. */
export function certificateOf<S extends z.ZodType>(kind: 'desk' | 'member' | 'device', subject: S) {
  return z.strictObject({
    kind: z.literal(kind),
    subject,
    issuer: Key32,
    issuedAt: Instant,
    expiresAt: Instant,
    signature: Signature,
  });
}
