import { type Bytes, fromBase64url, toBase64url } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { isDigest, isInstant } from './identifier.ts';
import { SealRefusal } from './refusal.ts';
import { signStatement, verifyStatement } from './statement.ts';

/** What a certificate can be about, in the order in which one certifies the next. */
export type CertificateKind = 'desk' | 'member' | 'device';

/**
 * A public, signed statement that some keys belong to a desk, a member or a device.
 *
 * Shape: `subject` holds the id under the name of its kind (`desk`, `member`, `device`), the ids it
 * belongs to, and public keys in base64url, of which `signingKey` issues the next certificate; a desk
 * also has `kind`. `issuer` is the issuer's public signing key, base64url. Moments are RFC 3339 in UTC;
 * valid from `issuedAt` until before `expiresAt`.
 */
export interface Certificate {
  readonly kind: CertificateKind;
  readonly subject: Readonly<Record<string, unknown>>;
  readonly issuer: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly signature: string;
}

/** What {@link issueCertificate} takes: everything but the signature, and the issuer's seed. */
export interface CertificateToIssue extends Omit<Certificate, 'signature' | 'issuer'> {
  readonly issuer: { readonly publicKey: Bytes; readonly secretKey: Bytes };
}

/** A chain of which every link holds: a desk; then, if they were given, a member and a device. */
export interface VerifiedChain {
  readonly desk: Certificate;
  readonly member: Certificate | null;
  readonly device: Certificate | null;
}

const KINDS: readonly CertificateKind[] = ['desk', 'member', 'device'];
const INHERITED = ['organisation', 'desk', 'member'] as const;
const CONTEXT = 'certificate';

/**
 * Issues a certificate.
 *
 * Refuses: `seal/malformed` for a subject without its own id and `signingKey` (a desk: and `kind`), or
 * for moments that are not in order; `seal/not-canonical`.
 */
export async function issueCertificate(input: CertificateToIssue): Promise<Certificate> {
  const { kind, subject, issuedAt, expiresAt } = input;
  const issuer = toBase64url(input.issuer.publicKey);
  const statement = { kind, subject, issuer, issuedAt, expiresAt };
  requireStatement(statement);
  return {
    ...statement,
    signature: await signStatement(input.issuer.secretKey, CONTEXT, statement),
  };
}

/**
 * Verifies one certificate and gives it back.
 *
 * Shape: `issuer` is the public signing key that must have issued it; `now` is RFC 3339 in UTC (or the
 * moment at which it had to be valid, for something signed in the past).
 * Refuses: `seal/malformed`, `seal/not-certified` (another issuer), `seal/bad-signature`,
 * `seal/not-valid-now`.
 */
export async function verifyCertificate(
  certificate: Certificate,
  { now, issuer }: { readonly now: string; readonly issuer: Bytes },
): Promise<Certificate> {
  const { signature, ...statement } = requireRecord(certificate);
  requireStatement(statement);
  if (statement.issuer !== toBase64url(issuer)) {
    throw new SealRefusal('seal/not-certified', 'This certificate was issued by somebody else.');
  }
  if (!(await verifyStatement(issuer, CONTEXT, { statement, signature }))) {
    throw new SealRefusal('seal/bad-signature', 'The signature of this certificate is not valid.');
  }
  if (!isInstant(now)) throw new SealRefusal('seal/malformed', 'This is not a moment in UTC.');
  const at = Date.parse(now);
  if (at < Date.parse(statement.issuedAt) || at >= Date.parse(statement.expiresAt)) {
    throw new SealRefusal('seal/not-valid-now', 'This certificate is not valid at this time.');
  }
  return certificate;
}

/**
 * Verifies a chain from an organisation's root: desk, then member, then device, each issued by the one
 * before it.
 *
 * Shape: one to three certificates in that order; `root` is the organisation's public signing key. Ids
 * that two links both name (`organisation`, `desk`, `member`) must agree.
 * Refuses: what {@link verifyCertificate} refuses; `seal/not-certified` for a missing, repeated or
 * misplaced link.
 */
export async function verifyChain(
  chain: readonly Certificate[],
  { root, now }: { readonly root: Bytes; readonly now: string },
): Promise<VerifiedChain> {
  const [desk, member = null, device = null] = chain;
  if (desk === undefined || chain.length > KINDS.length) throw brokenChain();
  let issuer = root;
  let parent: Certificate | null = null;
  for (const [place, certificate] of chain.entries()) {
    if (requireRecord(certificate).kind !== KINDS[place]) throw brokenChain();
    await verifyCertificate(certificate, { now, issuer });
    if (parent !== null) requireSameIds(parent, certificate);
    issuer = fromBase64url(String(certificate.subject['signingKey']));
    parent = certificate;
  }
  return { desk, member, device };
}

function requireSameIds(parent: Certificate, child: Certificate): void {
  for (const name of INHERITED) {
    const above = parent.subject[name];
    const below = child.subject[name];
    if (above !== undefined && below !== undefined && above !== below) throw brokenChain();
  }
}

/** Certificates arrive as JSON: what is no object at all must be refused, not trip us up. */
function requireRecord(certificate: Certificate): Certificate {
  const value: unknown = certificate;
  if (typeof value === 'object' && value !== null) return certificate;
  throw new SealRefusal('seal/malformed', 'This is not a certificate.');
}

function requireStatement(statement: Omit<Certificate, 'signature'>): void {
  const { kind, subject, issuer, issuedAt, expiresAt, ...others } = statement;
  const isStatement =
    Object.keys(others).length === 0 &&
    KINDS.includes(kind) &&
    isSubject(kind, subject) &&
    isDigest(issuer) &&
    isInstant(issuedAt) &&
    isInstant(expiresAt) &&
    Date.parse(issuedAt) < Date.parse(expiresAt);
  if (!isStatement) {
    throw new SealRefusal('seal/malformed', 'This certificate has missing or impossible fields.');
  }
  canonicalJson(statement);
}

function isSubject(kind: CertificateKind, subject: unknown): boolean {
  if (typeof subject !== 'object' || subject === null || Array.isArray(subject)) return false;
  const fields = subject as Readonly<Record<string, unknown>>;
  const isNamed = typeof fields[kind] === 'string' && fields[kind] !== '';
  const hasKind = kind !== 'desk' || (typeof fields['kind'] === 'string' && fields['kind'] !== '');
  return isNamed && hasKind && isDigest(fields['signingKey']);
}

function brokenChain(): SealRefusal {
  return new SealRefusal('seal/not-certified', 'These certificates do not follow from the root.');
}
