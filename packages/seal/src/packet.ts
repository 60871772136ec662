import { type Bytes, concatBytes, randomBytes, requireLength, toBase64url, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { hkdf, purpose, sha256 } from './derive.ts';
import { requireId } from './identifier.ts';
import { pad, PADDED_SIZES, unpad } from './padding.ts';
import { SealRefusal } from './refusal.ts';
import { openUnder, sealUnder } from './symmetric.ts';
import { unwrapFor, wrapFor } from './wrapping.ts';

const CODE = /^[a-z][a-z0-9.-]{0,63}$/;
const MOST_ITEMS = 30;

/** One field of a packet before it is sealed: its code, and at most 65,532 bytes. */
export interface PacketField {
  readonly code: string;
  readonly payload: Bytes;
}

/** One field of a packet, padded and sealed for its code. */
export interface SealedItem {
  readonly code: string;
  readonly sealed: Bytes;
}

/** What {@link sealPacket} takes: who may open it, each with a proved encryption key, and the fields. */
export interface PacketToSeal {
  readonly packet: string;
  readonly desk: string;
  readonly deskPublicKey: Bytes;
  readonly node: string;
  readonly nodePublicKey: Bytes;
  readonly fields: readonly PacketField[];
}

/** A sealed packet: both shares wrapped, the items in the order given, and the hash over all. */
export interface SealedPacket {
  readonly holderShare: Bytes;
  readonly nodeShare: Bytes;
  readonly items: readonly SealedItem[];
  readonly contentHash: Bytes;
}

/** What is random in a packet: fixed by test vectors only. */
export interface PacketRandom {
  readonly holderShare: Bytes;
  readonly nodeShare: Bytes;
  readonly deskSeed?: Bytes;
  readonly nodeSeed?: Bytes;
  readonly salts?: readonly Bytes[];
}

/**
 * Seals a packet under two fresh shares: one wrapped to the receiving desk, one to the receiving node,
 * neither of which opens anything alone. The sender keeps no key.
 *
 * Shape: each wrapped share 1,169 bytes; each item is 81 bytes longer than its padded size.
 * Verify both keys first: this function wraps to whatever it gets.
 * Refuses: `seal/malformed` (an id, a code twice or not one, none or more than 30 fields, a key),
 * `seal/too-large`.
 */
export async function sealPacket(packet: PacketToSeal): Promise<SealedPacket> {
  return sealPacketWith(packet, { holderShare: randomBytes(32), nodeShare: randomBytes(32) });
}

export async function sealPacketWith(
  { packet, desk, node, fields, ...keys }: PacketToSeal,
  random: PacketRandom,
): Promise<SealedPacket> {
  requireCodes(fields);
  const holderShare = await wrapFor({
    publicKey: keys.deskPublicKey,
    info: holderPurpose({ packet, desk }),
    secret: random.holderShare,
    ...(random.deskSeed && { encapsulationSeed: random.deskSeed }),
  });
  const nodeShare = await wrapFor({
    publicKey: keys.nodePublicKey,
    info: nodePurpose({ packet, node }),
    secret: random.nodeShare,
    ...(random.nodeSeed && { encapsulationSeed: random.nodeSeed }),
  });
  const key = await packetKey(packet, random);
  const items: SealedItem[] = [];
  for (const [at, { code, payload }] of fields.entries()) {
    const salt = random.salts?.[at];
    const plaintext = pad(payload, PADDED_SIZES);
    const info = itemPurpose(packet, code);
    items.push({ code, sealed: await sealUnder({ key, info, plaintext, ...(salt && { salt }) }) });
  }
  const contentHash = await packetContentHash({ holderShare, nodeShare, items });
  return { holderShare, nodeShare, items, contentHash };
}

/**
 * Opens the receiving desk's share of a packet (32 bytes); without the node's share it opens nothing.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/wrong-key` (another key, packet or desk).
 */
export async function openPacketHolderShare(place: {
  readonly packet: string;
  readonly desk: string;
  readonly secretKey: Bytes;
  readonly wrapped: Bytes;
}): Promise<Bytes> {
  const { secretKey, wrapped } = place;
  return requireShare(await unwrapFor({ secretKey, info: holderPurpose(place), wrapped }));
}

/**
 * Opens the receiving node's share of a packet (32 bytes); without the desk's share it opens nothing.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/wrong-key` (another key, packet or node).
 */
export async function openPacketNodeShare(place: {
  readonly packet: string;
  readonly node: string;
  readonly secretKey: Bytes;
  readonly wrapped: Bytes;
}): Promise<Bytes> {
  const { secretKey, wrapped } = place;
  return requireShare(await unwrapFor({ secretKey, info: nodePurpose(place), wrapped }));
}

/** What {@link openPacketItems} takes: both shares, unwrapped, and the items as they came. */
export interface PacketToOpen {
  readonly packet: string;
  readonly holderShare: Bytes;
  readonly nodeShare: Bytes;
  readonly items: readonly SealedItem[];
}

/**
 * Opens the items of a packet with both shares, in the order in which they came.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/not-committed` (a share, a packet or a code that
 * it was not sealed for), `seal/altered`.
 */
export async function openPacketItems(input: PacketToOpen): Promise<readonly PacketField[]> {
  const { packet, items } = input;
  requireCodes(items);
  const key = await packetKey(packet, input);
  const fields: PacketField[] = [];
  for (const { code, sealed } of items) {
    const padded = await openUnder({ key, info: itemPurpose(packet, code), sealed });
    fields.push({ code, payload: unpad(padded) });
  }
  return fields;
}

/**
 * Hashes what a packet carries: SHA-256 (32 bytes) over both wrapped shares and every item with its code, in
 * order, as canonical JSON. The sender's signed statement names it.
 */
export async function packetContentHash(
  packet: Pick<SealedPacket, 'holderShare' | 'nodeShare' | 'items'>,
): Promise<Bytes> {
  const { holderShare, nodeShare, items } = packet;
  const content = [
    'amparo/packet-content/v1',
    toBase64url(holderShare),
    toBase64url(nodeShare),
    items.map(({ code, sealed }) => [code, toBase64url(sealed)]),
  ];
  return sha256(utf8(canonicalJson(content)));
}

async function packetKey(
  packet: string,
  { holderShare, nodeShare }: Pick<PacketToOpen, 'holderShare' | 'nodeShare'>,
): Promise<Bytes> {
  requireLength(holderShare, 32, "The holder's share");
  requireLength(nodeShare, 32, "The node's share");
  requireId(packet, 'A packet');
  return hkdf({
    from: concatBytes(holderShare, nodeShare),
    salt: new Uint8Array(0),
    info: purpose('packet-key', packet),
    length: 32,
  });
}

function holderPurpose({ packet, desk }: { packet: string; desk: string }): Bytes {
  requireId(packet, 'A packet');
  requireId(desk, 'A desk');
  return purpose('packet-holder', packet, desk);
}

function nodePurpose({ packet, node }: { packet: string; node: string }): Bytes {
  requireId(packet, 'A packet');
  requireId(node, 'A node');
  return purpose('packet-node', packet, node);
}

function itemPurpose(packet: string, code: string): Bytes {
  return purpose('packet-item', packet, code);
}

function requireCodes(fields: readonly { readonly code: string }[]): void {
  const codes = new Set(fields.map(({ code }) => code));
  const isList = codes.size === fields.length && codes.size > 0 && codes.size <= MOST_ITEMS;
  if (isList && [...codes].every((code) => CODE.test(code))) return;
  throw new SealRefusal('seal/malformed', 'A packet has 1 to 30 fields, each code once.');
}

function requireShare(share: Bytes): Bytes {
  if (share.length === 32) return share;
  throw new SealRefusal('seal/malformed', 'What was sealed here is not a share.');
}
