import { expect, test } from 'vitest';
import { randomBytes } from './bytes.ts';
import { drawerKey, newShare } from './drawer.ts';
import { openGrant, openRewrappedShare, rewrapShare, sealGrant } from './grant.ts';
import { refusalOf } from './testing/samples.ts';
import { generateEncryptionKey } from './wrapping.ts';

const place = { drawer: 'drawer-1', version: 1, holder: 'desk-1' };
const elsewhere = [
  { ...place, drawer: 'drawer-2' },
  { ...place, version: 2 },
  { ...place, holder: 'desk-2' },
];

test('a grant gives its holder a share, which opens nothing without the share of the node', async () => {
  const [holderShare, nodeShare] = [newShare(), newShare()];
  const desk = await generateEncryptionKey();
  const wrapped = await sealGrant({ holderPublicKey: desk.publicKey, ...place, holderShare });
  expect(wrapped.length).toBe(1169);
  const share = await openGrant({ secretKey: desk.secretKey, ...place, wrapped });
  const { drawer, version } = place;
  const real = await drawerKey({ holderShare, nodeShare, drawer, version });
  expect(await drawerKey({ holderShare: share, nodeShare, drawer, version })).toEqual(real);
  const alone = await drawerKey({
    holderShare: share,
    nodeShare: new Uint8Array(32),
    drawer,
    version,
  });
  expect(alone.key).not.toEqual(real.key);
});

test('a grant cannot be moved to another drawer, version or holder', async () => {
  const desk = await generateEncryptionKey();
  const grant = { holderPublicKey: desk.publicKey, ...place, holderShare: newShare() };
  const wrapped = await sealGrant(grant);
  for (const other of elsewhere) {
    expect(await refusalOf(() => openGrant({ secretKey: desk.secretKey, ...other, wrapped }))).toBe(
      'seal/wrong-key',
    );
  }
});

test('a grant opens for nobody but its holder', async () => {
  const [desk, other] = [await generateEncryptionKey(), await generateEncryptionKey()];
  const grant = { holderPublicKey: desk.publicKey, ...place, holderShare: newShare() };
  const wrapped = await sealGrant(grant);
  expect(await refusalOf(() => openGrant({ secretKey: other.secretKey, ...place, wrapped }))).toBe(
    'seal/wrong-key',
  );
});

test('a share kept under the keyring of a desk opens without any public key', async () => {
  const [keyring, holderShare] = [randomBytes(32), newShare()];
  const { drawer, version } = place;
  const wrapped = await rewrapShare({ keyring, drawer, version, holderShare });
  expect(wrapped.length).toBe(113);
  expect(await openRewrappedShare({ keyring, drawer, version, wrapped })).toEqual(holderShare);
  const others = [
    { keyring, drawer: 'drawer-2', version },
    { keyring, drawer, version: 2 },
    { keyring: randomBytes(32), drawer, version },
  ];
  for (const other of others) {
    expect(await refusalOf(() => openRewrappedShare({ ...other, wrapped }))).toBe(
      'seal/not-committed',
    );
  }
});

test('only a whole share for a real place is granted', async () => {
  const { publicKey } = await generateEncryptionKey();
  const grant = { holderPublicKey: publicKey, ...place, holderShare: newShare() };
  const bad = [
    { ...grant, holderShare: randomBytes(31) },
    { ...grant, drawer: '' },
    { ...grant, holder: 'two words' },
    { ...grant, version: Number.NaN },
    { ...grant, holderPublicKey: randomBytes(32) },
  ];
  for (const input of bad) expect(await refusalOf(() => sealGrant(input))).toBe('seal/malformed');
});
