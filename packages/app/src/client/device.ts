/** This browser profile or machine as a device of a member: its key, certified by the member. */
import {
  concatBytes,
  fromBase64url,
  generateSigningKey,
  issueCertificate,
  openWithKey,
  randomBytes,
  SealRefusal,
  sealWithKey,
  toBase64url,
} from '@amparo/seal';
import type { Bytes, MemberKeys } from '@amparo/seal';
import { DeviceCertificate } from '@amparo/casework/directory';
import { publicHalf } from './seeds.ts';
import type { Shelf, Store } from './store.ts';

/** An opened device. `signing` and `storeKey` are 32 bytes each and live in memory only. */
export interface Device {
  readonly device: string;
  readonly signing: Bytes;
  /** Seals everything else that this device keeps for the member. */
  readonly storeKey: Bytes;
  readonly certificate: DeviceCertificate;
}

/** What is kept so that a member can unlock without a line. */
export interface KeptCard {
  readonly member: string;
  readonly sealedKeys: string;
}

interface KeptDevice {
  readonly device: string;
  readonly sealed: string;
  readonly certificate: DeviceCertificate;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const LASTS_DAYS = 365;
const RENEW_DAYS = 30;
/** A certificate begins a little in the past, so that a clock slightly ahead does no harm. */
const HEAD_START_MS = 5 * 60 * 1000;

/**
 * Opens the device of a member on this store, or makes and keeps a new one.
 *
 * The device's key is sealed under the member's own key: a copy of the disk opens it only with passphrase and
 * card. A certificate about to end is renewed for the same key.
 */
export async function loadDevice(
  store: Store,
  { member, keys, now }: { member: string; keys: MemberKeys; now: string },
): Promise<Device> {
  const kept = await findKept<KeptDevice>(store, `member/${member}`);
  const opened = kept === undefined ? undefined : await openKept(kept, member, keys);
  if (opened !== undefined && !endsSoon(opened.certificate, now)) return opened;
  const secrets = opened ?? {
    device: globalThis.crypto.randomUUID(),
    signing: (await generateSigningKey()).secretKey,
    storeKey: randomBytes(32),
  };
  const device = { ...secrets, certificate: await certify(secrets, { member, keys, now }) };
  await keep(store, member, keys, device);
  return device;
}

/** Keeps what an unlocking without a line starts from, under the token of the card. */
export async function keepCard(store: Store, lookup: string, card: KeptCard): Promise<void> {
  await store.put('device', `card/${lookup}`, JSON.stringify(card));
}

/** Finds what {@link keepCard} kept. */
export async function findCard(store: Store, lookup: string): Promise<KeptCard | undefined> {
  return findKept<KeptCard>(store, `card/${lookup}`);
}

const SHELVES: readonly Shelf[] = ['profile', 'pin', 'drawer', 'head', 'outbox', 'checkpoint'];

/** Removes a member from this store: device, cards and everything sealed for them. */
export async function forgetMember(store: Store, member: string): Promise<void> {
  for (const shelf of SHELVES) {
    for (const name of await store.list(shelf)) {
      if (name.startsWith(`${member}/`)) await store.delete(shelf, name);
    }
  }
  for (const name of await store.list('device')) {
    const kept = await findKept<{ readonly member?: string }>(store, name);
    if (name === `member/${member}` || kept?.member === member) await store.delete('device', name);
  }
}

async function findKept<T>(store: Store, name: string): Promise<T | undefined> {
  const text = await store.get('device', name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

async function openKept(
  { device, sealed, certificate }: KeptDevice,
  member: string,
  keys: MemberKeys,
): Promise<Device | undefined> {
  try {
    const bytes = await openWithKey(keys.encryption, place(member, device), fromBase64url(sealed));
    const opened = { device, signing: bytes.slice(0, 32), storeKey: bytes.slice(32, 64) };
    return { ...opened, certificate: DeviceCertificate.parse(certificate) };
  } catch (error) {
    if (error instanceof SealRefusal) return undefined;
    throw error;
  }
}

async function keep(
  store: Store,
  member: string,
  keys: MemberKeys,
  { device, signing, storeKey, certificate }: Device,
): Promise<void> {
  const secrets = concatBytes(signing, storeKey);
  const sealed = toBase64url(await sealWithKey(keys.encryption, place(member, device), secrets));
  const kept: KeptDevice = { device, sealed, certificate };
  await store.put('device', `member/${member}`, JSON.stringify(kept));
}

function place(member: string, device: string): string {
  return `device ${member} ${device}`;
}

function endsSoon({ expiresAt }: DeviceCertificate, now: string): boolean {
  return Date.parse(expiresAt) - Date.parse(now) < RENEW_DAYS * DAY_MS;
}

async function certify(
  { device, signing }: Omit<Device, 'certificate'>,
  { member, keys, now }: { member: string; keys: MemberKeys; now: string },
): Promise<DeviceCertificate> {
  const certificate = await issueCertificate({
    kind: 'device',
    subject: { device, member, signingKey: toBase64url(await publicHalf(signing)) },
    issuer: { publicKey: await publicHalf(keys.signing), secretKey: keys.signing },
    issuedAt: new Date(Date.parse(now) - HEAD_START_MS).toISOString(),
    expiresAt: new Date(Date.parse(now) + LASTS_DAYS * DAY_MS).toISOString(),
  });
  return DeviceCertificate.parse(certificate);
}
