import { type Bytes } from './bytes.ts';
import { signStatement, verifyStatement } from './statement.ts';

/** What a person allowed, in clear, with their signature (base64url) over its canonical JSON. */
export interface SignedAuthorisation<Statement extends object = object> {
  readonly statement: Statement;
  readonly signature: string;
}

const CONTEXT = 'authorisation';

/**
 * Signs what a person allows, with the signing key (32-byte seed) of the person or of their attestor.
 *
 * Shape: Ed25519 in the context `authorisation` over the canonical JSON of the statement.
 * Refuses: `seal/not-canonical` for a statement that canonical JSON cannot hold, `seal/malformed`.
 */
export async function signAuthorisation<Statement extends object>(
  statement: Statement,
  secretKey: Bytes,
): Promise<SignedAuthorisation<Statement>> {
  return { statement, signature: await signStatement(secretKey, CONTEXT, statement) };
}

/**
 * Says whether an authorisation was signed by this key, word for word. Never refuses: anything
 * malformed is `false`.
 */
export async function verifyAuthorisation(
  authorisation: SignedAuthorisation,
  publicKey: Bytes,
): Promise<boolean> {
  return verifyStatement(publicKey, CONTEXT, authorisation);
}
