/** Between the wire's base64url, the database's buffers and `seal`'s byte arrays. */
import { createHash } from 'node:crypto';
import { type Bytes, fromBase64url } from '@amparo/seal';

/** Reads base64url of the wire. Refuses as `fromBase64url` does: `SealRefusal` `seal/malformed`. */
export function toBuffer(text: string): Buffer {
  return Buffer.from(fromBase64url(text));
}

/** Writes a buffer as base64url for the wire. */
export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** A copy with memory of its own, as `seal` asks for. */
export function toBytes(buffer: Uint8Array): Bytes {
  return new Uint8Array(buffer);
}

/** SHA-256 at once, for lookups and for the log's tree. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** SHA-256 of what a base64url secret stands for: what the node stores instead of it. */
export function hashOf(secret: string): Buffer {
  return sha256(toBuffer(secret));
}
