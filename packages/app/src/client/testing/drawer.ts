/** A drawer with certified authors, made as a node and its members make one: for tests of reading. */
import {
  chainHead,
  drawerKey,
  fromBase64url,
  generateSigningKey,
  GENESIS_HEAD,
  issueCertificate,
  newDropKey,
  newShare,
  openDropSecret,
  parseEntry,
  sealEntry,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { EntryHeader, KeyPair } from '@amparo/seal';
import { DeskCertificate, DeviceCertificate, MemberCertificate } from '@amparo/casework/directory';
import type { DeskKind } from '@amparo/casework/directory';
import type { StoredEntry } from '@amparo/casework/files';
import type { VersionKeys } from '../loans.ts';
import type { DrawerToRead } from '../reading.ts';
import type { Trust, TrustedDesk } from '../trust.ts';

export const NOW = '2031-05-03T10:00:00.000Z';
const VALID = { issuedAt: '2031-01-01T00:00:00.000Z', expiresAt: '2032-01-01T00:00:00.000Z' };

/** Somebody with a device and an unbroken chain. */
export interface TestAuthor {
  readonly trusted: TrustedDesk;
  readonly member: MemberCertificate;
  readonly device: DeviceCertificate;
  readonly deviceKey: KeyPair;
}

/** A certified author at a desk of their own organisation; `forged` has the device certified by a stranger. */
export async function makeAuthor(
  kind: DeskKind = 'casework',
  { forged = false }: { readonly forged?: boolean } = {},
): Promise<TestAuthor> {
  const [root, desk, person, deviceKey, stranger] = await Promise.all(
    Array.from({ length: 5 }, () => generateSigningKey()),
  );
  if (!root || !desk || !person || !deviceKey || !stranger) throw new Error('five keys');
  const ids = { organisation: crypto.randomUUID(), desk: crypto.randomUUID() };
  const member = crypto.randomUUID();
  const encryptionKey = 'A'.repeat(1622);
  const deskCertificate = await issueCertificate({
    kind: 'desk',
    subject: {
      ...ids,
      name: `Desk of kind ${kind}`,
      kind,
      signingKey: toBase64url(desk.publicKey),
      encryptionKey,
      enforces: { immigration: false, police: false },
    },
    issuer: root,
    ...VALID,
  });
  const memberCertificate = await issueCertificate({
    kind: 'member',
    subject: {
      member,
      desk: ids.desk,
      name: 'Worker',
      role: 'lead',
      signingKey: toBase64url(person.publicKey),
      encryptionKey,
    },
    issuer: desk,
    ...VALID,
  });
  const device = await issueCertificate({
    kind: 'device',
    subject: { device: crypto.randomUUID(), member, signingKey: toBase64url(deviceKey.publicKey) },
    issuer: forged ? stranger : person,
    ...VALID,
  });
  const certificate = DeskCertificate.parse(deskCertificate);
  const organisation = {
    organisation: ids.organisation,
    name: 'Organisation',
    rootKey: toBase64url(root.publicKey),
  };
  return {
    trusted: { desk: certificate.subject, organisation, certificate },
    member: MemberCertificate.parse(memberCertificate),
    device: DeviceCertificate.parse(device),
    deviceKey,
  };
}

/** Whom a reader believes, out of these authors. */
function trustIn(...authors: readonly TestAuthor[]): Trust {
  const desks = new Map(authors.map(({ trusted }) => [trusted.desk.desk, trusted]));
  return { ownRoot: '', desks, members: [], unproved: [] };
}

/** A drawer whose entries were chained by an honest node. */
export interface TestDrawer {
  readonly place: DrawerToRead;
  readonly keys: VersionKeys;
  readonly entries: StoredEntry[];
  head: string;
}

/** Makes an empty drawer that these authors may write in. */
export async function makeDrawer(authors: readonly TestAuthor[]): Promise<TestDrawer> {
  const drawer = crypto.randomUUID();
  const holderShare = newShare();
  const key = await drawerKey({ holderShare, nodeShare: newShare(), drawer, version: 1 });
  const drop = await newDropKey(key);
  const keys = {
    key,
    holderShare,
    dropKey: toBase64url(drop.publicKey),
    dropSecret: await openDropSecret(key, drop.sealedSecret),
  };
  const devices = new Map(
    authors.map(({ device, member }) => [
      device.subject.device,
      { device, member, revokedAt: null as string | null },
    ]),
  );
  const place: DrawerToRead = {
    drawer,
    file: null,
    keys: new Map([[1, keys]]),
    trust: trustIn(...authors),
    devices,
    person: undefined,
  };
  return { place, keys, entries: [], head: GENESIS_HEAD };
}

/** Header fields that a test wants other than an honest author would write them. */
export type HeaderChange = Partial<EntryHeader>;

/** Seals an event as this author and has the node chain it. Gives the entry's bytes. */
export async function write(
  drawer: TestDrawer,
  author: TestAuthor,
  event: object,
  change: HeaderChange = {},
): Promise<StoredEntry> {
  const bytes = await sealEntry({
    key: drawer.keys.key,
    header: {
      entry: crypto.randomUUID(),
      file: null,
      drawer: drawer.place.drawer,
      version: 1,
      author: author.member.subject.member,
      device: author.device.subject.device,
      time: NOW,
      seen: { position: drawer.entries.length, head: drawer.head },
      checkpoint: null,
      ...change,
    },
    payload: utf8(JSON.stringify(event)),
    signingKey: author.deviceKey.secretKey,
  });
  return store(drawer, toBase64url(bytes));
}

/** Puts bytes at the next position with the head that the chain gives. */
export async function store(drawer: TestDrawer, bytes: string): Promise<StoredEntry> {
  const position = drawer.entries.length + 1;
  const { hash } = await parseEntry(fromBase64url(bytes));
  const head = await chainHead(drawer.head, position, hash);
  const stored = { position, head, bytes, receivedAt: NOW };
  drawer.entries.push(stored);
  drawer.head = head;
  return stored;
}
