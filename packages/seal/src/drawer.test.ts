import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomBytes } from './bytes.ts';
import { drawerKey, newDropKey, newShare, openDropSecret } from './drawer.ts';
import { freshDrawer, refusalOf, toHex, withFlippedBit } from './testing/samples.ts';

const shares = { holderShare: newShare(), nodeShare: newShare() };

test('the same two shares give the same key, on every machine', async () => {
  const one = await drawerKey({ ...shares, drawer: 'd', version: 3 });
  const two = await drawerKey({ ...shares, drawer: 'd', version: 3 });
  expect(one).toEqual(two);
  expect(one.key.length).toBe(32);
});

test('any bit of either share, the drawer and the version all change the key', async () => {
  const { holderShare, nodeShare } = shares;
  const place = { drawer: 'd', version: 1 };
  const variants = [
    { holderShare, nodeShare, ...place },
    { holderShare: nodeShare, nodeShare: holderShare, ...place },
    { holderShare, nodeShare, drawer: 'd', version: 2 },
    { holderShare, nodeShare, drawer: 'e', version: 1 },
    ...Array.from({ length: 256 }, (_, bit) => ({
      holderShare: withFlippedBit(holderShare, bit >> 3, bit & 7),
      nodeShare,
      ...place,
    })),
    ...Array.from({ length: 256 }, (_, bit) => ({
      holderShare,
      nodeShare: withFlippedBit(nodeShare, bit >> 3, bit & 7),
      ...place,
    })),
  ];
  const keys = await Promise.all(
    variants.map(async (input) => toHex((await drawerKey(input)).key)),
  );
  expect(new Set(keys).size).toBe(variants.length);
});

test('shares, drawers and versions that cannot be are refused', async () => {
  const good = { ...shares, drawer: 'd', version: 1 };
  const bad = [
    { ...good, nodeShare: new Uint8Array(0) },
    { ...good, holderShare: randomBytes(31) },
    { ...good, drawer: '' },
    { ...good, drawer: 'with space' },
    { ...good, drawer: 'x'.repeat(129) },
    { ...good, version: -1 },
    { ...good, version: 1.5 },
  ];
  for (const input of bad) expect(await refusalOf(() => drawerKey(input))).toBe('seal/malformed');
});

test('new shares are 32 random bytes', () => {
  fc.assert(
    fc.property(fc.constant(null), () => {
      expect(newShare().length).toBe(32);
      expect(toHex(newShare())).not.toBe(toHex(newShare()));
    }),
  );
});

test('the secret of a drop opens only with the key of its own drawer version', async () => {
  const key = await freshDrawer();
  const drop = await newDropKey(key);
  expect([drop.publicKey.length, drop.sealedSecret.length]).toEqual([1216, 113]);
  expect((await openDropSecret(key, drop.sealedSecret)).length).toBe(32);

  const stranger = await freshDrawer();
  const nextVersion = await freshDrawer({ version: 2 });
  for (const other of [stranger, nextVersion, { ...key, version: 2 }, { ...key, drawer: 'e' }]) {
    expect(await refusalOf(() => openDropSecret(other, drop.sealedSecret))).toBe(
      'seal/not-committed',
    );
  }
});
