/** Whom the node presents as authors and granters in the answer to an opening: claims, each with its proof. */
import { equalBytes, fromBase64url, sha256, utf8, verify, canonicalJson } from '@amparo/seal';
import type { OpenedDrawer } from '@amparo/casework/files';
import type { GrantView } from '@amparo/casework/grants';
import type { DeviceCertificate, MemberCertificate } from '@amparo/casework/directory';
import { orUndefined } from './loans.ts';
import type { DrawerToRead, PersonKey } from './reading.ts';
import { proveAuthor } from './trust.ts';
import type { PresentedAuthor, Trust } from './trust.ts';

/** Authors by device, and the person's key if somebody wrote from a mailbox. */
export type PresentedAuthors = Pick<DrawerToRead, 'devices' | 'vouched' | 'person'>;

/** An author with the certificates that prove them, or the person's mailbox. */
type EntryAuthor =
  | {
      readonly kind: 'member';
      readonly device: DeviceCertificate;
      readonly member: MemberCertificate;
      readonly revokedAt: string | null;
    }
  | { readonly kind: 'person'; readonly mailbox: string; readonly key: string };

type AuthorRow = OpenedDrawer['authors'][number];

/** Sorts the authors that came with an opening: proved by certificates, or only named by the node. */
export function readAuthors(
  rows: OpenedDrawer['authors'],
  own: PresentedAuthor | undefined,
): PresentedAuthors {
  const devices = new Map<string, NonNullable<ReturnType<DrawerToRead['devices']['get']>>>();
  if (own !== undefined) devices.set(own.device.subject.device, { ...own, revokedAt: null });
  const vouched = new Map<string, AuthorRow>();
  let person: PersonKey | undefined;
  for (const row of rows as readonly (AuthorRow | EntryAuthor)[]) {
    if (!('kind' in row)) {
      if (row.author === row.device) person ??= { mailbox: row.author, key: row.key };
      else vouched.set(row.device, row);
    } else if (row.kind === 'person') person ??= { mailbox: row.mailbox, key: row.key };
    else devices.set(row.device.subject.device, row);
  }
  return { devices, vouched, person };
}

/**
 * Says whether a grant was made by a certified device, in these words, with this wrap.
 *
 * Public-key wraps are not signed in themselves: without this a node could wrap a share that it made, lend
 * its own half as well, and read what the desk would then write. Only the first grant of a conversation has
 * no signature, because the reporting browser belongs to nobody.
 */
export async function isSignedGrant(
  grant: GrantView,
  trust: Trust,
  devices: DrawerToRead['devices'],
): Promise<boolean> {
  const { statement, wrapped, grantedBy, grantedAt } = grant;
  if (!('signature' in grant)) return true;
  const signature = signatureOf(grant);
  const presented = devices.get(grantedBy);
  if (signature === null || presented === undefined) return false;
  if ((await proveAuthor(trust, presented, grantedAt)) === undefined) return false;
  const hash = await sha256(fromBase64url(wrapped));
  const named = await orUndefined(
    Promise.resolve().then(() => fromBase64url(statement.wrappedHash)),
  );
  if (named === undefined || !equalBytes(hash, named)) return false;
  return verify(
    fromBase64url(presented.device.subject.signingKey),
    'grant',
    utf8(canonicalJson(statement)),
    fromBase64url(signature),
  );
}

/** The granting device's signature; null where a reporting browser granted. */
export function signatureOf(grant: GrantView): string | null {
  return (grant as { readonly signature?: string | null }).signature ?? null;
}
