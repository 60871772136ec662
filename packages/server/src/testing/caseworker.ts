/** What a desk's device does with drawers: opens grants, grants on, opens files, appends. */
import { randomUUID } from 'node:crypto';
import {
  appendEntry,
  type DrawerVersion,
  openDrawer,
  openFile,
  type OpenedDrawer,
  prepareFile,
} from '@amparo/casework/files';
import type { DrawerClass, Grant, GrantBasis } from '@amparo/casework/grants';
import { giveGrant } from '@amparo/casework/grants';
import {
  type Bytes,
  canonicalJson,
  CARD_SIZE,
  drawerKey,
  type DrawerKey,
  fromBase64url,
  newDropKey,
  newShare,
  openGrant,
  sealCard,
  sealEntry,
  sealGrant,
  sha256,
  sign,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { AtWork, TestDesk } from './people.ts';
import type { Answer, TestNode } from './test-node.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A drawer that a device has opened, with its key. */
export interface Open {
  readonly opened: OpenedDrawer;
  readonly holderShare: Bytes;
  readonly key: DrawerKey;
}

/** Opens a drawer that a desk holds, all the way to its key; throws when the node refuses. */
export async function openAs(
  node: TestNode,
  { cookie }: AtWork,
  desk: TestDesk,
  drawer: string,
): Promise<Open> {
  const answer = await node.ask(openDrawer, { params: { drawer }, input: { after: 0 }, cookie });
  if (answer.status !== 200) throw new Error(`opening was refused: ${answer.text}`);
  const opened = answer.body;
  const { version } = opened.drawer;
  const grant = opened.drawer.grants.find(
    ({ statement, revokedAt }) => statement.holder === desk.desk && revokedAt === null,
  );
  const lent = opened.versions.find((held) => held.version === version);
  if (grant === undefined || lent === undefined) throw new Error('nothing was lent');
  const holderShare = await openGrant({
    drawer,
    version,
    holder: desk.desk,
    secretKey: desk.encryption.secretKey,
    wrapped: fromBase64url(grant.wrapped),
  });
  const nodeShare = fromBase64url(lent.nodeShare);
  return { opened, holderShare, key: await drawerKey({ holderShare, nodeShare, drawer, version }) };
}

/** What a grant is about. */
export interface Granting {
  readonly drawer: string;
  readonly version?: number;
  readonly to: TestDesk;
  readonly basis?: GrantBasis;
  readonly holderShare: Bytes;
  readonly days?: number;
}

/** Seals and signs a grant with a device. */
export async function makeGrant(by: AtWork, granting: Granting): Promise<Grant> {
  const { drawer, version = 1, to, basis = { kind: 'own' }, holderShare, days = 20 } = granting;
  const wrapped = await sealGrant({
    drawer,
    version,
    holder: to.desk,
    holderPublicKey: to.encryption.publicKey,
    holderShare,
  });
  const statement = {
    grant: randomUUID(),
    drawer,
    version,
    holder: to.desk,
    basis,
    expiresAt: new Date(Date.now() + days * DAY_MS).toISOString(),
    wrappedHash: toBase64url(await sha256(wrapped)),
  };
  return signGrant(by, { statement, wrapped: toBase64url(wrapped) });
}

/** Signs a grant's statement with a device. */
export async function signGrant(by: AtWork, grant: Omit<Grant, 'signature'>): Promise<Grant> {
  const message = utf8(canonicalJson(grant.statement));
  const signature = toBase64url(await sign(by.deviceKey.secretKey, 'grant', message));
  return { ...grant, signature };
}

/** Gives a grant through the door. */
export async function give(
  node: TestNode,
  by: AtWork,
  granting: Granting,
): Promise<Answer<{ grantedAt: string }>> {
  const input = await makeGrant(by, granting);
  const params = { drawer: granting.drawer };
  return node.ask(giveGrant, { params, input, cookie: by.cookie });
}

/** A first version of a drawer, locked with a new holder's share for these desks. */
export async function lockFor(
  by: AtWork,
  place: { readonly drawer: string; readonly nodeShare: string },
  holders: readonly Omit<Granting, 'drawer' | 'holderShare'>[],
): Promise<{ readonly version: DrawerVersion; readonly holderShare: Bytes; key: DrawerKey }> {
  const { drawer } = place;
  const holderShare = newShare();
  const nodeShare = fromBase64url(place.nodeShare);
  const key = await drawerKey({ holderShare, nodeShare, drawer, version: 1 });
  const drop = await newDropKey(key);
  const grants = await Promise.all(
    holders.map((holder) => makeGrant(by, { ...holder, drawer, holderShare })),
  );
  const version = {
    drawer,
    version: 1,
    dropKey: toBase64url(drop.publicKey),
    sealedDropSecret: toBase64url(drop.sealedSecret),
    sealedPrevious: null,
    grants,
  };
  return { version, holderShare, key };
}

export interface OpenedFile {
  readonly file: string;
  readonly drawers: Readonly<Record<string, { readonly drawer: string; readonly key: DrawerKey }>>;
}

/** Prepares and opens a file from a conversation; throws when the node refuses. */
export async function openFileAs(
  node: TestNode,
  by: AtWork,
  asked: {
    readonly desk: TestDesk;
    readonly conversation: string;
    readonly authorisation: string;
    readonly classes: readonly DrawerClass[];
  },
): Promise<OpenedFile> {
  const { desk, conversation, authorisation, classes } = asked;
  const { cookie } = by;
  const file = randomUUID();
  const wanted = classes.map((name) => ({ drawer: randomUUID(), class: name }));
  const input = { file, desk: desk.desk, conversation, authorisation, drawers: wanted };
  const prepared = await node.ask(prepareFile, { input, cookie });
  if (prepared.status !== 200) throw new Error(`preparing was refused: ${prepared.text}`);
  const locked = await Promise.all(
    prepared.body.shares.map((place) => lockFor(by, place, [{ to: desk }])),
  );
  const drawers = locked.map(({ version }) => version);
  const opening = { drawers, card: await makeCard(file, 1) };
  const opened = await node.ask(openFile, { params: { file }, input: opening, cookie });
  if (opened.status !== 200) throw new Error(`opening was refused: ${opened.text}`);
  const keys = wanted.map(({ drawer, class: name }) => {
    const held = locked.find(({ version }) => version.drawer === drawer);
    if (held === undefined) throw new Error('a drawer was not locked');
    return [name, { drawer, key: held.key }] as const;
  });
  return { file, drawers: Object.fromEntries(keys) };
}

/** A sealed card under an invented index key. */
export async function makeCard(
  file: string,
  revision: number,
): Promise<{ file: string; revision: number; sealed: string }> {
  const payload = new Uint8Array(Math.min(40, CARD_SIZE - 4));
  const sealed = await sealCard({ file, revision, indexKey: new Uint8Array(32), payload });
  return { file, revision, sealed: toBase64url(sealed) };
}

/** How an entry of a member differs from an honest one. */
export interface MemberEntry {
  readonly key: DrawerKey;
  readonly file: string | null;
  readonly seen: { readonly position: number; readonly head: string };
  readonly entry?: string;
  readonly author?: string;
  readonly device?: string;
  readonly time?: Date;
  readonly expects?: string;
  readonly text?: string;
}

/** Seals an entry as a member. */
export async function sealMemberEntry(by: AtWork, entry: MemberEntry): Promise<string> {
  const { key, file, seen } = entry;
  const bytes = await sealEntry({
    key,
    header: {
      entry: entry.entry ?? randomUUID(),
      file,
      drawer: key.drawer,
      version: key.version,
      author: entry.author ?? by.member.member,
      device: entry.device ?? by.device,
      time: (entry.time ?? new Date()).toISOString(),
      seen,
      checkpoint: null,
      ...(entry.expects === undefined ? {} : { expects: entry.expects }),
    },
    payload: utf8(entry.text ?? 'An invented note.'),
    signingKey: by.deviceKey.secretKey,
  });
  return toBase64url(bytes);
}

/** Appends an entry as a member. */
export async function append(
  node: TestNode,
  by: AtWork,
  entry: MemberEntry,
): ReturnType<typeof node.ask<typeof appendEntry.output>> {
  const bytes = await sealMemberEntry(by, entry);
  const params = { drawer: entry.key.drawer };
  return node.ask(appendEntry, { params, input: { bytes }, cookie: by.cookie });
}
