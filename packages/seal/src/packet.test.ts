import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBase64url, utf8 } from './bytes.ts';
import {
  openPacketHolderShare,
  openPacketItems,
  openPacketNodeShare,
  packetContentHash,
  type PacketField,
  sealPacket,
} from './packet.ts';
import { refusalOf, withFlippedBit } from './testing/samples.ts';
import { generateEncryptionKey } from './wrapping.ts';

const desk = await generateEncryptionKey();
const node = await generateEncryptionKey();
const FIELDS: readonly PacketField[] = [
  { code: 'account.work', payload: utf8('{"words":"a demonstration"}') },
  { code: 'cover.languages', payload: utf8('{"words":"ro"}') },
];

async function seal(fields = FIELDS, packet = 'packet-1') {
  const keys = { deskPublicKey: desk.publicKey, nodePublicKey: node.publicKey };
  return sealPacket({ packet, desk: 'desk-1', node: 'ro.example', ...keys, fields });
}

async function unwrap(sealed: Awaited<ReturnType<typeof seal>>, packet = 'packet-1') {
  const holder = { packet, desk: 'desk-1', secretKey: desk.secretKey, wrapped: sealed.holderShare };
  const own = { packet, node: 'ro.example', secretKey: node.secretKey, wrapped: sealed.nodeShare };
  return {
    holderShare: await openPacketHolderShare(holder),
    nodeShare: await openPacketNodeShare(own),
  };
}

test('the desk and the node together open what was sealed, field by field', async () => {
  const sealed = await seal();
  const shares = await unwrap(sealed);
  const opened = await openPacketItems({ packet: 'packet-1', ...shares, items: sealed.items });
  expect(opened).toEqual(FIELDS);
});

test('one share alone opens nothing: the other cannot be guessed, left out or the same', async () => {
  const sealed = await seal();
  const { holderShare, nodeShare } = await unwrap(sealed);
  const open = (one: typeof holderShare, other: typeof holderShare) =>
    refusalOf(() =>
      openPacketItems({
        packet: 'packet-1',
        holderShare: one,
        nodeShare: other,
        items: sealed.items,
      }),
    );
  expect(await open(holderShare, holderShare)).toBe('seal/not-committed');
  expect(await open(nodeShare, holderShare)).toBe('seal/not-committed');
  expect(await open(holderShare, new Uint8Array(32))).toBe('seal/not-committed');
  expect(await open(holderShare, new Uint8Array(0))).toBe('seal/malformed');
});

test('a share moved to another packet, desk or node does not open', async () => {
  const { holderShare, nodeShare } = await seal();
  const holder = { packet: 'packet-1', desk: 'desk-1', secretKey: desk.secretKey };
  const own = { packet: 'packet-1', node: 'ro.example', secretKey: node.secretKey };
  const open = (change: object) =>
    refusalOf(() => openPacketHolderShare({ ...holder, wrapped: holderShare, ...change }));
  expect(await open({ packet: 'packet-2' })).toBe('seal/wrong-key');
  expect(await open({ desk: 'desk-2' })).toBe('seal/wrong-key');
  expect(await open({ secretKey: node.secretKey })).toBe('seal/wrong-key');
  expect(
    await refusalOf(() => openPacketNodeShare({ ...own, node: 'gb.example', wrapped: nodeShare })),
  ).toBe('seal/wrong-key');
});

test('a field under another code, or of another packet, does not open', async () => {
  const sealed = await seal();
  const shares = await unwrap(sealed);
  const [first] = sealed.items;
  const relabelled = [{ code: 'identity.name', sealed: first!.sealed }];
  expect(
    await refusalOf(() => openPacketItems({ packet: 'packet-1', ...shares, items: relabelled })),
  ).toBe('seal/not-committed');
  expect(
    await refusalOf(() => openPacketItems({ packet: 'packet-2', ...shares, items: sealed.items })),
  ).toBe('seal/not-committed');
});

test('the size of a field shows only which of five paddings it has', async () => {
  const lengths = [0, 1, 252, 253, 1020, 1021];
  const sealed = await Promise.all(
    lengths.map((n) => seal([{ code: 'account.summary', payload: new Uint8Array(n) }])),
  );
  expect(sealed.map(({ items }) => items[0]!.sealed.length)).toEqual(
    [256, 256, 256, 1024, 1024, 4096].map((size) => size + 81),
  );
});

test('a code twice, a code that is no code, no field and thirty-one fields are refused', async () => {
  const field = (code: string): PacketField => ({ code, payload: utf8('x') });
  const many = Array.from({ length: 31 }, (_, at) => field(`account.n${at}`));
  for (const fields of [[field('a.b'), field('a.b')], [field('A b')], [], many]) {
    expect(await refusalOf(() => seal(fields))).toBe('seal/malformed');
  }
});

test('property: a single changed bit anywhere changes the hash or is refused on opening', async () => {
  const sealed = await seal();
  const shares = await unwrap(sealed);
  const hash = toBase64url(sealed.contentHash);
  await fc.assert(
    fc.asyncProperty(fc.nat(1), fc.nat(), fc.nat(7), async (which, at, bit) => {
      const items = sealed.items.map((item, n) =>
        n === which
          ? { ...item, sealed: withFlippedBit(item.sealed, at % item.sealed.length, bit) }
          : item,
      );
      expect(toBase64url(await packetContentHash({ ...sealed, items }))).not.toBe(hash);
      const code = await refusalOf(() => openPacketItems({ packet: 'packet-1', ...shares, items }));
      expect(code).toMatch(/^seal\/(altered|not-committed|unknown-suite)$/);
    }),
    { numRuns: 40 },
  );
});

test('the hash names order and codes as well as bytes', async () => {
  const sealed = await seal();
  const hash = toBase64url(sealed.contentHash);
  const turned = { ...sealed, items: sealed.items.toReversed() };
  expect(toBase64url(await packetContentHash(turned))).not.toBe(hash);
  expect(toBase64url(await packetContentHash(sealed))).toBe(hash);
});
