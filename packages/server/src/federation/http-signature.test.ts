import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateSigningKey } from '@amparo/seal';
import {
  contentDigest,
  isAnswerBy,
  isDigestOf,
  isSignatureBy,
  readRequestSignature,
  REQUEST_SECONDS,
  signAnswer,
  signatureBase,
  signRequest,
} from './http-signature.ts';

const NOW = new Date('2026-11-23T10:00:00.000Z');
const NONCE = 'bm9uY2Utbm9uY2Utbm9uY2U';
const key = await generateSigningKey();
const keyid = Buffer.from(key.publicKey).toString('base64url');
const body = Buffer.from('{"hello":"world"}');
const url = 'https://node.example/federation/messages';

function signed(overrides: { body?: Buffer; method?: string } = {}) {
  const method = overrides.method ?? 'POST';
  const headers = signRequest(
    { method, url, body: overrides.body ?? body, release: 3 },
    { key, now: NOW, nonce: NONCE },
  );
  return { method, targetUri: url, headers };
}

test('the signature base is the one of RFC 9421, appendix B.2.6, and its Ed25519 signature verifies', () => {
  const base = signatureBase(
    [
      ['"date"', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['"@method"', 'POST'],
      ['"@path"', '/foo'],
      ['"@authority"', 'example.com'],
      ['"content-type"', 'application/json'],
      ['"content-length"', '18'],
    ],
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
  );
  const signature = Buffer.from(
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
    'base64',
  );
  const publicKey = 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs';
  expect(isSignatureBy(publicKey, { base, signature })).toBe(true);
  const other = Buffer.from(base.toString().replace('/foo', '/bar'));
  expect(isSignatureBy(publicKey, { base: other, signature })).toBe(false);
});

test('the digest is the one of RFC 9530, and of nothing else', () => {
  const text = Buffer.from('{"hello": "world"}\n');
  expect(contentDigest(text)).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
  expect(isDigestOf(contentDigest(text), text)).toBe(true);
  expect(isDigestOf(contentDigest(body), text)).toBe(false);
  expect(isDigestOf(undefined, text)).toBe(false);
  const weaker = `sha=:${createHash('sha1').update(text).digest('base64')}:`;
  expect(isDigestOf(weaker, text)).toBe(false);
});

test('a request that was signed is read and verified, with and without a body', () => {
  for (const part of [signed(), signed({ method: 'GET', body: Buffer.alloc(0) })]) {
    const read = readRequestSignature(part);
    const created = NOW.getTime() / 1000;
    expect(read).toMatchObject({
      keyid,
      created,
      expires: created + REQUEST_SECONDS,
      nonce: NONCE,
    });
    expect(isSignatureBy(keyid, read!)).toBe(true);
  }
});

test('another address, method, type, digest or release is another request', () => {
  const part = signed();
  const changes = [
    { ...part, targetUri: 'https://other.example/federation/messages' },
    { ...part, method: 'PUT' },
    ...['content-type', 'content-digest', 'amparo-release'].map((name) => ({
      ...part,
      headers: { ...part.headers, [name]: `${part.headers[name]}1` },
    })),
  ];
  for (const changed of changes) {
    const read = readRequestSignature(changed);
    expect(read === undefined || isSignatureBy(keyid, read)).toBe(read === undefined);
  }
});

test('what is outside the profile is no signature: fewer components, more parameters, two at once', () => {
  const { headers, ...part } = signed();
  const input = headers['signature-input'] ?? '';
  const inputs = [
    input.replace(' "content-digest"', ''),
    input.replace('"@method" "@target-uri"', '"@target-uri" "@method"'),
    input.replace('"@method"', '"@method";req'),
    input.replace(';tag="amparo-federation"', ''),
    input.replace(';tag="amparo-federation"', ';tag="other"'),
    `${input};alg="none"`,
    input.replace(/expires=\d+/, 'expires="later"'),
    input.replace(NONCE, 'short'),
    `${input}, second=${input.slice('amparo='.length)}`,
    input.replace('amparo=', 'other='),
    '',
    '(((',
  ];
  for (const changed of inputs) {
    const read = readRequestSignature({
      ...part,
      headers: { ...headers, 'signature-input': changed },
    });
    expect(read, changed).toBeUndefined();
  }
  for (const missing of Object.keys(headers)) {
    const others = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== missing));
    expect(readRequestSignature({ ...part, headers: others }), missing).toBeUndefined();
  }
});

test('no header whatever makes the reader do anything but refuse', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (input, signature) => {
        const { headers, ...part } = signed();
        const read = readRequestSignature({
          ...part,
          headers: { ...headers, 'signature-input': input, signature },
        });
        expect(read).toBeUndefined();
      },
    ),
  );
});

test('an answer is bound to the one request that it answers', () => {
  const request = signed().headers['signature'] ?? '';
  const contentType = 'application/json; charset=utf-8';
  const said = Buffer.from('{"state":"applied"}');
  const made = signAnswer({ status: 202, request, contentType, body: said }, { key, now: NOW });
  const headers = { ...made, 'content-type': contentType };
  const answer = { status: 202, headers, request, body: said };
  expect(isAnswerBy([keyid], answer)).toBe(true);
  const other = signRequest(
    { method: 'POST', url, body, release: 3 },
    { key, now: NOW, nonce: `${NONCE}2` },
  );
  expect(isAnswerBy([keyid], { ...answer, request: other['signature'] ?? '' })).toBe(false);
  expect(isAnswerBy([keyid], { ...answer, status: 410 })).toBe(false);
  expect(isAnswerBy([keyid], { ...answer, body: Buffer.from('{"state":"held"}') })).toBe(false);
  expect(isAnswerBy([keyid.replace(/^./, 'x')], answer)).toBe(false);
  expect(isAnswerBy([], answer)).toBe(false);
});
