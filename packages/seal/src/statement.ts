import { type Bytes, fromBase64url, toBase64url, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { SealRefusal } from './refusal.ts';
import { sign, verify } from './signing.ts';

/**
 * Signs the canonical JSON of a statement under a context. Gives base64url.
 *
 * Shape: `context` a short lower-case word, as `packet`, `packet-second`, `receipt`, `message`.
 * Refuses: `seal/not-canonical`, `seal/malformed`.
 */
export async function signStatement(
  secretKey: Bytes,
  context: string,
  statement: object,
): Promise<string> {
  return toBase64url(await sign(secretKey, context, utf8(canonicalJson(statement))));
}

/**
 * Says whether a base64url signature over the canonical JSON of a statement is valid. Never refuses:
 * anything malformed is `false`.
 */
export async function verifyStatement(
  publicKey: Bytes,
  context: string,
  signed: { readonly statement: object; readonly signature: string },
): Promise<boolean> {
  try {
    const message = utf8(canonicalJson(signed.statement));
    return await verify(publicKey, context, message, fromBase64url(signed.signature));
  } catch (error) {
    if (error instanceof SealRefusal) return false;
    throw error;
  }
}
