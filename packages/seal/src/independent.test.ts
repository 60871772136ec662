import { argon2Sync, createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import card from '../../../vectors/seal/card.json' with { type: 'json' };
import certificate from '../../../vectors/seal/certificate.json' with { type: 'json' };
import entry from '../../../vectors/seal/entry.json' with { type: 'json' };
import grant from '../../../vectors/seal/grant.json' with { type: 'json' };
import keys from '../../../vectors/seal/keys.json' with { type: 'json' };
import receipt from '../../../vectors/seal/receipt.json' with { type: 'json' };
import {
  deriveHkdf,
  openGcm,
  openPlainEntry,
  openSealed,
  openWrap,
  purposeText,
  unpadded,
  verifyEd25519,
} from './testing/plain-node.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const NO_SALT = Buffer.alloc(0);

/** Argon2id as docs/formats/keys.md fixes it, by OpenSSL. */
const argon2id = (text: string, nonce: Buffer): Buffer =>
  argon2Sync('argon2id', {
    message: Buffer.from(text),
    nonce,
    parallelism: 1,
    memory: 65_536,
    passes: 3,
    tagLength: 32,
  });

test('a second implementation opens the published entries and verifies who signed them', () => {
  const { drawer, version } = entry.drawer;
  const shares = hex(entry.drawer.holderShare + entry.drawer.nodeShare);
  const drawerKey = deriveHkdf(shares, NO_SALT, purposeText('drawer-key', drawer, version), 32);
  expect(drawerKey.toString('hex')).toBe(entry.drawer.key);
  const dropInfo = purposeText('drop-secret', drawer, version);
  const dropSecret = openSealed(drawerKey, dropInfo, hex(entry.drop.sealedSecret));
  const authorPublicKey = hex(entry.author.publicKey);
  for (const published of [entry.sealed, entry.dropped]) {
    const opened = openPlainEntry(hex(published.entry), { drawerKey, dropSecret, authorPublicKey });
    expect(opened.header).toEqual(published.header);
    expect(opened.payload.toString('hex')).toBe(published.payload);
    expect(opened.isSigned).toBe(true);
    expect(opened.hash).toBe(published.hash);
  }
});

test('a second implementation computes the same chain', () => {
  let head = entry.chain.genesis;
  for (const [at, { hash }] of [entry.sealed, entry.dropped].entries()) {
    const link = purposeText('chain', head, at + 1, hash);
    head = createHash('sha256').update(link).digest('base64url');
    expect(head).toBe(entry.chain.heads[at]);
  }
});

test('a second implementation opens the published grant', () => {
  const { drawer, version, holder } = grant.place;
  const info = purposeText('grant', drawer, version, holder);
  const share = openWrap(hex(grant.grant.secretKey), info, hex(grant.grant.wrapped));
  expect(share.toString('hex')).toBe(grant.holderShare);
  const again = openSealed(
    hex(grant.rewrapped.keyring),
    purposeText('rewrapped-share', drawer, version),
    hex(grant.rewrapped.wrapped),
  );
  expect(again.toString('hex')).toBe(grant.holderShare);
});

test('a second implementation opens the published card', () => {
  const derived = deriveHkdf(hex(card.indexKey), NO_SALT, purposeText('card-index'), 64);
  const sealed = hex(card.sealed);
  expect(sealed.subarray(1, 33)).toEqual(derived.subarray(32));
  const place = purposeText('card', card.file, card.revision);
  const aad = Buffer.concat([sealed.subarray(0, 45), place]);
  const ciphertext = sealed.subarray(45);
  const opened = openGcm(derived.subarray(0, 32), sealed.subarray(33, 45), { aad, ciphertext });
  expect(opened.length).toBe(1024);
  expect(unpadded(opened).toString('hex')).toBe(card.payload);
});

test('a second implementation derives the same keys from the published receipt', () => {
  const stretched = argon2id(receipt.secret, hex(receipt.salt));
  const derive = (name: string): string =>
    deriveHkdf(stretched, NO_SALT, purposeText(name), 32).toString('hex');
  expect(derive('receipt-token')).toBe(receipt.token);
  expect(derive('receipt-mailbox')).toBe(receipt.key);
});

test('a second implementation verifies the published certificates and authorisation', () => {
  const { root, desk, member } = certificate.keys;
  const issuers = [root, desk, member];
  for (const [at, { signature, ...statement }] of certificate.chain.entries()) {
    const { kind, subject, issuer, issuedAt, expiresAt } = statement;
    const ordered = Object.fromEntries(
      Object.entries(subject).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    const text = JSON.stringify({ expiresAt, issuedAt, issuer, kind, subject: ordered });
    const signed = { message: Buffer.from(text), signature: Buffer.from(signature, 'base64url') };
    const publicKey = hex(issuers[at]?.publicKey ?? '');
    expect(issuer).toBe(publicKey.toString('base64url'));
    expect(verifyEd25519(publicKey, 'certificate', signed)).toBe(true);
  }
  const { codes, expiresAt, packet, to } = certificate.authorisation.statement;
  const message = Buffer.from(JSON.stringify({ codes, expiresAt, packet, to }));
  const signature = Buffer.from(certificate.authorisation.signature, 'base64url');
  const signed = { message, signature };
  expect(verifyEd25519(hex(member.publicKey), 'authorisation', signed)).toBe(true);
});

test('a second implementation opens the published keys of a member', () => {
  const { member, passphrase, cardSecret, sealed, ...secret } = keys.memberKeys;
  const bytes = hex(sealed);
  const stretched = argon2id(passphrase.normalize('NFKC'), bytes.subarray(1, 17));
  const both = Buffer.concat([stretched, hex(cardSecret)]);
  const key = deriveHkdf(both, NO_SALT, purposeText('member-lock', member), 32);
  const opened = openSealed(key, purposeText('member-keys', member), bytes.subarray(17));
  expect(opened.toString('hex')).toBe(secret.signing + secret.encryption + secret.root);
});

test('a second implementation opens the published keys of a desk', () => {
  for (const published of keys.deskKeys) {
    const info = purposeText('desk-keys', published.desk, published.member);
    const opened = openWrap(hex(published.memberSecretKey), info, hex(published.wrapped));
    const { encryption, keyring, index } = published.keys;
    const signing = 'signing' in published.keys ? published.keys.signing : undefined;
    const start = signing === undefined ? `00${'00'.repeat(32)}` : `01${signing}`;
    expect(opened.toString('hex')).toBe(start + encryption + keyring + index);
  }
});

test('a second implementation reads the published wrap, sealing, signature and sign-in card', () => {
  const { wrap, sealWithKey, signing, signInCard } = keys;
  const secret = openWrap(hex(wrap.secretKey), purposeText('wrap', wrap.info), hex(wrap.wrapped));
  expect(secret.toString('hex')).toBe(wrap.secret);
  const info = purposeText('seal', sealWithKey.info);
  const plaintext = openSealed(hex(sealWithKey.key), info, hex(sealWithKey.sealed));
  expect(plaintext.toString('hex')).toBe(sealWithKey.plaintext);
  const signed = { message: hex(signing.message), signature: hex(signing.signature) };
  expect(verifyEd25519(hex(signing.publicKey), signing.context, signed)).toBe(true);
  const token = deriveHkdf(hex(signInCard.secret), NO_SALT, purposeText('sign-in-lookup'), 32);
  expect(token.toString('hex')).toBe(signInCard.lookupToken);

  const symbols = signInCard.text.replaceAll('-', '').split('');
  const value = (symbol: string): bigint =>
    BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(symbol));
  const number = symbols.slice(0, 26).reduce((sum, symbol) => sum * 32n + value(symbol), 0n);
  expect(number.toString(16).padStart(32, '0')).toBe(signInCard.secret);
  const check = symbols.slice(26).reduce((sum, symbol) => sum * 32n + value(symbol), 0n);
  expect(check).toBe(number % 1021n);
});
