import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import published from '../../../vectors/seal/packet.json' with { type: 'json' };
import { toBase64url } from './bytes.ts';
import { sealPacketWith } from './packet.ts';
import { signStatement, verifyStatement } from './statement.ts';
import {
  deriveHkdf,
  openSealed,
  openWrap,
  purposeText,
  unpadded,
  verifyEd25519,
} from './testing/plain-node.ts';
import { fromHex, toHex } from './testing/samples.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const base64url = (text: string): string => hex(text).toString('base64url');

test('the published packet is what we seal, to the byte', async () => {
  const { place, desk, node, fields, random } = published;
  const sealed = await sealPacketWith(
    {
      ...place,
      deskPublicKey: fromHex(desk.publicKey),
      nodePublicKey: fromHex(node.publicKey),
      fields: fields.map(({ code, payload }) => ({ code, payload: fromHex(payload) })),
    },
    {
      holderShare: fromHex(random.holderShare),
      nodeShare: fromHex(random.nodeShare),
      deskSeed: fromHex(random.deskSeed),
      nodeSeed: fromHex(random.nodeSeed),
      salts: random.salts.map(fromHex),
    },
  );
  expect(toHex(sealed.holderShare)).toBe(published.holderShare);
  expect(toHex(sealed.nodeShare)).toBe(published.nodeShare);
  expect(sealed.items.map((item) => ({ ...item, sealed: toHex(item.sealed) }))).toEqual(
    published.items,
  );
  expect(toBase64url(sealed.contentHash)).toBe(published.contentHash);
});

test('the published statements are what we sign, and each is worth nothing in another context', async () => {
  const contexts = ['packet', 'packet-second', 'receipt'] as const;
  const publicKey = fromHex(published.signer.publicKey);
  for (const context of contexts) {
    const signed = published.signed[context];
    const secret = fromHex(published.signer.secretKey);
    expect(await signStatement(secret, context, signed.statement)).toBe(signed.signature);
    for (const other of contexts) {
      expect(await verifyStatement(publicKey, other, signed)).toBe(other === context);
    }
  }
});

test('a second implementation opens the published packet with both shares', () => {
  const { packet, desk, node } = published.place;
  const holder = openWrap(
    hex(published.desk.secretKey),
    purposeText('packet-holder', packet, desk),
    hex(published.holderShare),
  );
  const own = openWrap(
    hex(published.node.secretKey),
    purposeText('packet-node', packet, node),
    hex(published.nodeShare),
  );
  const both = Buffer.concat([holder, own]);
  const key = deriveHkdf(both, Buffer.alloc(0), purposeText('packet-key', packet), 32);
  for (const [at, { code, sealed }] of published.items.entries()) {
    const opened = openSealed(key, purposeText('packet-item', packet, code), hex(sealed));
    expect(unpadded(opened).toString('hex')).toBe(published.fields[at]?.payload);
  }
});

test('a second implementation computes the same hash and verifies the statements', () => {
  const items = published.items.map(({ code, sealed }) => [code, base64url(sealed)]);
  const content = JSON.stringify([
    'amparo/packet-content/v1',
    base64url(published.holderShare),
    base64url(published.nodeShare),
    items,
  ]);
  expect(createHash('sha256').update(content).digest('base64url')).toBe(published.contentHash);
  const { statement, signature } = published.signed.receipt;
  const { at, kind, node, packet } = statement;
  const signed = {
    message: Buffer.from(JSON.stringify({ at, kind, node, packet })),
    signature: Buffer.from(signature, 'base64url'),
  };
  expect(verifyEd25519(hex(published.signer.publicKey), 'receipt', signed)).toBe(true);
});
