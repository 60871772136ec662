import { expect, test } from 'vitest';
import card from '../../../vectors/seal/card.json' with { type: 'json' };
import certificate from '../../../vectors/seal/certificate.json' with { type: 'json' };
import entry from '../../../vectors/seal/entry.json' with { type: 'json' };
import grant from '../../../vectors/seal/grant.json' with { type: 'json' };
import keys from '../../../vectors/seal/keys.json' with { type: 'json' };
import receipt from '../../../vectors/seal/receipt.json' with { type: 'json' };
import { signAuthorisation, verifyAuthorisation } from './authorisation.ts';
import { openCard, sealCardWith } from './card.ts';
import { type Certificate, issueCertificate, verifyChain } from './certificate.ts';
import { chainHead } from './chain.ts';
import { writeCardText } from './crockford.ts';
import { purpose } from './derive.ts';
import { openDeskKeys, sealDeskKeysWith } from './desk-keys.ts';
import { drawerKey, openDropSecret, sealDropSecret } from './drawer.ts';
import { openEntry, parseEntry, sealDroppedEntryWith, sealEntryWith } from './entry.ts';
import { openGrant, openRewrappedShare, rewrapShareWith, sealGrantWith } from './grant.ts';
import { openMemberKeys, sealMemberKeysWith } from './member-keys.ts';
import { formatReceipt, parseReceipt, receiptKeys } from './receipt.ts';
import { lookupToken, parseSignInCard } from './sign-in-card.ts';
import { sign } from './signing.ts';
import { sealUnder } from './symmetric.ts';
import { fromHex as hex, toHex } from './testing/samples.ts';
import { encryptionKeyFromSeed, wrapFor } from './wrapping.ts';

const key = await drawerKey({
  holderShare: hex(entry.drawer.holderShare),
  nodeShare: hex(entry.drawer.nodeShare),
  drawer: entry.drawer.drawer,
  version: entry.drawer.version,
});

test('the published drawer key and drop are what we derive and seal', async () => {
  expect(toHex(key.key)).toBe(entry.drawer.key);
  const pair = await encryptionKeyFromSeed(hex(entry.drop.secretKey));
  expect(toHex(pair.publicKey)).toBe(entry.drop.publicKey);
  const sealed = await sealDropSecret(key, pair, hex(entry.drop.salt));
  expect(toHex(sealed)).toBe(entry.drop.sealedSecret);
  expect(await openDropSecret(key, sealed)).toEqual(pair.secretKey);
});

test('the published sealed entry is what we seal, parse and open', async () => {
  const { header, payload, salt, entry: expected, size, hash } = entry.sealed;
  const signingKey = hex(entry.author.secretKey);
  const input = { key, header, payload: hex(payload), signingKey };
  const bytes = await sealEntryWith(input, { salt: hex(salt) });
  expect(toHex(bytes)).toBe(expected);
  expect(await parseEntry(bytes)).toEqual({ suite: 1, header, dropped: false, size, hash });
  expect(toHex(await openEntry({ key, bytes }))).toBe(payload);
});

test('the published dropped entry is what we seal, parse and open', async () => {
  const { header, payload, salt, secret, encapsulationSeed, size, hash } = entry.dropped;
  const signingKey = hex(entry.author.secretKey);
  const dropKey = hex(entry.drop.publicKey);
  const dropped = { secret: hex(secret), encapsulationSeed: hex(encapsulationSeed) };
  const input = { dropKey, header, payload: hex(payload), signingKey };
  const bytes = await sealDroppedEntryWith(input, { salt: hex(salt), dropped });
  expect(toHex(bytes)).toBe(entry.dropped.entry);
  expect(await parseEntry(bytes)).toEqual({ suite: 1, header, dropped: true, size, hash });
  const dropSecret = hex(entry.drop.secretKey);
  expect(toHex(await openEntry({ key, bytes, dropSecret }))).toBe(payload);
});

test('the published chain is what we compute', async () => {
  const [first, second] = entry.chain.heads;
  expect(await chainHead(entry.chain.genesis, 1, entry.sealed.hash)).toBe(first);
  expect(await chainHead(first ?? '', 2, entry.dropped.hash)).toBe(second);
});

test('the published grant and rewrapped share are what we seal and open', async () => {
  const { place, holderShare, rewrapped } = grant;
  const { secretKey, publicKey, encapsulationSeed } = grant.grant;
  const input = { ...place, holderPublicKey: hex(publicKey), holderShare: hex(holderShare) };
  const wrapped = await sealGrantWith(input, hex(encapsulationSeed));
  expect(toHex(wrapped)).toBe(grant.grant.wrapped);
  const share = await openGrant({ ...place, secretKey: hex(secretKey), wrapped });
  expect(toHex(share)).toBe(holderShare);

  const { drawer, version } = place;
  const keyring = hex(rewrapped.keyring);
  const again = { keyring, drawer, version, holderShare: share };
  const sealed = await rewrapShareWith(again, hex(rewrapped.salt));
  expect(toHex(sealed)).toBe(rewrapped.wrapped);
  expect(await openRewrappedShare({ keyring, drawer, version, wrapped: sealed })).toEqual(share);
});

test('the published card is what we seal and open', async () => {
  const { file, revision, payload, nonce } = card;
  const indexKey = hex(card.indexKey);
  const input = { indexKey, file, revision, payload: hex(payload) };
  const sealed = await sealCardWith(input, hex(nonce));
  expect(toHex(sealed)).toBe(card.sealed);
  expect(toHex(await openCard({ indexKey, file, revision, sealed }))).toBe(payload);
});

test('the published receipt is what we write, read and derive', async () => {
  const { locator, secret, text, persian, salt } = receipt;
  expect(formatReceipt({ locator, secret })).toBe(text);
  expect(parseReceipt(persian)).toEqual({ locator, secret });
  const derived = await receiptKeys(secret, hex(salt));
  expect(toHex(derived.token)).toBe(receipt.token);
  expect(toHex(derived.key)).toBe(receipt.key);
  expect(toHex(derived.page)).toBe(receipt.page);
});

test('the published certificates and authorisation are what we sign and verify', async () => {
  const { root, desk, member } = certificate.keys;
  const chain = certificate.chain as unknown as Certificate[];
  const issuers = [root, desk, member];
  for (const [at, { signature, kind, subject, issuedAt, expiresAt }] of chain.entries()) {
    const { publicKey = '', secretKey = '' } = issuers[at] ?? {};
    const issuer = { publicKey: hex(publicKey), secretKey: hex(secretKey) };
    const again = await issueCertificate({ kind, subject, issuer, issuedAt, expiresAt });
    expect(again.signature).toBe(signature);
  }
  const verified = await verifyChain(chain, { root: hex(root.publicKey), now: certificate.now });
  expect(verified.device?.subject['device']).toBe('device-1');
  const { statement, signature } = certificate.authorisation;
  const signed = await signAuthorisation(statement, hex(member.secretKey));
  expect(signed.signature).toBe(signature);
  expect(await verifyAuthorisation(signed, hex(member.publicKey))).toBe(true);
});

test('the published signature, wrap and sealing are what we make', async () => {
  const { signing, wrap, sealWithKey } = keys;
  const signature = await sign(hex(signing.secretKey), signing.context, hex(signing.message));
  expect(toHex(signature)).toBe(signing.signature);
  const wrapped = await wrapFor({
    publicKey: hex(wrap.publicKey),
    info: purpose('wrap', wrap.info),
    secret: hex(wrap.secret),
    encapsulationSeed: hex(wrap.encapsulationSeed),
  });
  expect(toHex(wrapped)).toBe(wrap.wrapped);
  const sealed = await sealUnder({
    key: hex(sealWithKey.key),
    info: purpose('seal', sealWithKey.info),
    plaintext: hex(sealWithKey.plaintext),
    salt: hex(sealWithKey.salt),
  });
  expect(toHex(sealed)).toBe(sealWithKey.sealed);
});

test('the published sign-in card and member keys are what we write, seal and open', async () => {
  const { signInCard, memberKeys } = keys;
  expect(writeCardText(hex(signInCard.secret))).toBe(signInCard.text);
  expect(toHex(parseSignInCard(signInCard.text))).toBe(signInCard.secret);
  expect(toHex(await lookupToken(hex(signInCard.secret)))).toBe(signInCard.lookupToken);

  const { member, passphrase } = memberKeys;
  const lock = { member, passphrase, cardSecret: hex(memberKeys.cardSecret) };
  const seeds = {
    signing: hex(memberKeys.signing),
    encryption: hex(memberKeys.encryption),
    root: hex(memberKeys.root),
  };
  const random = { stretchSalt: hex(memberKeys.stretchSalt), salt: hex(memberKeys.salt) };
  const sealed = await sealMemberKeysWith({ ...lock, keys: seeds }, random);
  expect(toHex(sealed)).toBe(memberKeys.sealed);
  expect(await openMemberKeys({ ...lock, sealed })).toEqual(seeds);
});

test('the published desk keys are what we seal and open', async () => {
  for (const published of keys.deskKeys) {
    const { desk, member } = published;
    const { encryption, keyring, index } = published.keys;
    const deskKeys = {
      ...('signing' in published.keys && { signing: hex(published.keys.signing) }),
      ...{ encryption: hex(encryption), keyring: hex(keyring), index: hex(index) },
    };
    const memberPublicKey = hex(published.memberPublicKey);
    const input = { desk, member, memberPublicKey, keys: deskKeys };
    const wrapped = await sealDeskKeysWith(input, hex(published.encapsulationSeed));
    expect(toHex(wrapped)).toBe(published.wrapped);
    const secretKey = hex(published.memberSecretKey);
    expect(await openDeskKeys({ desk, member, secretKey, wrapped })).toEqual(deskKeys);
  }
});
