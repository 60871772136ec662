/** Whom the node presents as authors and granters in the answer to an opening: claims, each with its proof. */
import { canonicalJson, equalBytes, fromBase64url, sha256, utf8, verify } from '@amparo/seal';
import type { DrawerAuthor } from '@amparo/casework/files';
import type { GrantView } from '@amparo/casework/grants';
import { orUndefined } from './loans.ts';
import type { DrawerToRead, PersonKey } from './reading.ts';
import { proveAuthor } from './trust.ts';
import type { PresentedAuthor, Trust } from './trust.ts';

/** Authors by device, and the person's key if somebody wrote from a mailbox. */
export type PresentedAuthors = Pick<DrawerToRead, 'devices' | 'person' | 'successors'>;

/**
 * Sorts the authors that came with an opening; `own` is this device, which needs no presentation, and
 * `first` wrote the drawer's first entry: in a conversation, the person.
 */
export function readAuthors(
  authors: readonly DrawerAuthor[],
  own: PresentedAuthor | undefined,
  first?: string,
): PresentedAuthors {
  const devices = new Map<string, PresentedAuthor & { readonly revokedAt: string | null }>();
  if (own !== undefined) devices.set(own.device.subject.device, { ...own, revokedAt: null });
  const people: PersonKey[] = [];
  for (const author of authors) {
    if (author.kind === 'person') people.push({ mailbox: author.mailbox, key: author.key });
    else devices.set(author.device.subject.device, author);
  }
  const person = people.find(({ mailbox }) => mailbox === first) ?? people[0];
  return { devices, person, successors: people.filter((each) => each !== person) };
}

/**
 * Says whether a grant was made by a certified device of the member it names, in these words, with this wrap.
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
  const { statement, wrapped, signature, grantedBy, grantedAt } = grant;
  const named = await orUndefined(
    Promise.resolve().then(() => fromBase64url(statement.wrappedHash)),
  );
  const hash = await sha256(fromBase64url(wrapped));
  if (signature === null || named === undefined || !equalBytes(hash, named)) return false;
  const message = utf8(canonicalJson(statement));
  for (const presented of devices.values()) {
    if (presented.member.subject.member !== grantedBy) continue;
    const key = fromBase64url(presented.device.subject.signingKey);
    const isTheirs = await verify(key, 'grant', message, fromBase64url(signature));
    if (isTheirs && (await proveAuthor(trust, presented, grantedAt)) !== undefined) return true;
  }
  return false;
}
