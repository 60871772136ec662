import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decideReceive, type KnownMessage, Message } from '@amparo/casework/federation';
import { canonicalJson, fromBase64url, signStatement } from '@amparo/seal';
import { privateKeyFromSeed } from '../keys/index.ts';
import {
  isAnswerBy,
  isSignatureBy,
  readRequestSignature,
  signAnswer,
  signRequest,
} from './http-signature.ts';
import { hashOfMessage } from './receive.ts';

interface SignedRequest {
  readonly method: string;
  readonly targetUri: string;
  readonly created: string;
  readonly nonce: string;
  readonly release: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly base?: string;
}

interface Vectors {
  readonly keys: Readonly<Record<'a.example' | 'b.example', { seed: string; publicKey: string }>>;
  readonly request: SignedRequest;
  readonly fetch: SignedRequest;
  readonly answer: {
    readonly status: number;
    readonly created: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly chain: readonly {
    readonly message: Message;
    readonly canonical: string;
    readonly hash: string;
    readonly signature: string;
  }[];
  readonly outcomes: readonly {
    readonly name: string;
    readonly known: readonly number[];
    readonly message: number;
    readonly change: Partial<Message>;
    readonly now: string;
    readonly outcome: string;
  }[];
}

const path = new URL('../../../../vectors/federation/protocol.json', import.meta.url);
const vectors = JSON.parse(readFileSync(path, 'utf8')) as Vectors;

function keyOf(node: 'a.example' | 'b.example') {
  const { seed, publicKey } = vectors.keys[node];
  return { secretKey: fromBase64url(seed), publicKey: fromBase64url(publicKey) };
}

test.each([vectors.request, vectors.fetch])(
  'the published request $targetUri is the one we write and read',
  (given) => {
    const { method, targetUri: url, created, nonce, release, headers, base } = given;
    const body = Buffer.from(given.body);
    const now = new Date(created);
    const key = keyOf('a.example');
    expect(signRequest({ method, url, body, release }, { key, now, nonce })).toEqual(headers);
    const read = readRequestSignature({ method, targetUri: url, headers });
    expect(isSignatureBy(vectors.keys['a.example'].publicKey, read!)).toBe(true);
    if (base !== undefined) expect(read?.base.toString()).toBe(base);
  },
);

test('the published answer is the one we write and believe', () => {
  const { status, created, headers, body } = vectors.answer;
  const request = vectors.request.headers['signature'] ?? '';
  const contentType = headers['content-type'] ?? '';
  const made = signAnswer(
    { status, request, contentType, body: Buffer.from(body) },
    { key: keyOf('b.example'), now: new Date(created) },
  );
  expect({ ...made, 'content-type': contentType }).toEqual(headers);
  const answer = { status, headers, request, body: Buffer.from(body) };
  expect(isAnswerBy([vectors.keys['b.example'].publicKey], answer)).toBe(true);
  expect(isAnswerBy([vectors.keys['a.example'].publicKey], answer)).toBe(false);
});

test('the published chain has our bytes, hashes and signatures', async () => {
  let previous = 'A'.repeat(43);
  for (const { message, canonical, hash, signature } of vectors.chain) {
    expect(Message.parse(message)).toEqual(message);
    expect(message.previous).toBe(previous);
    expect(canonicalJson(message)).toBe(canonical);
    expect(hashOfMessage(message).toString('base64url')).toBe(hash);
    const { secretKey } = keyOf('a.example');
    expect(await signStatement(secretKey, 'message', message)).toBe(signature);
    previous = hash;
  }
  expect(privateKeyFromSeed(keyOf('a.example').secretKey).asymmetricKeyType).toBe('ed25519');
});

test.each(vectors.outcomes)(
  'a message $name: $outcome',
  ({ known, message, change, now, outcome }) => {
    const remembered = known.map((place): KnownMessage => {
      const { message: before, hash } = vectors.chain[place - 1] as Vectors['chain'][number];
      const { id, sequence, previous, time } = before;
      return { id, sequence, hash, previous, state: 'applied', code: null, receivedAt: time };
    });
    const original = vectors.chain[message - 1] as Vectors['chain'][number];
    const sent = { ...original.message, ...change } as Message;
    const decision = decideReceive(sent, {
      self: 'b.example',
      peer: 'a.example',
      now,
      hash: hashOfMessage(sent).toString('base64url'),
      same: remembered.find(({ id }) => id === sent.id),
      settled: known.length,
      thread: remembered,
    });
    expect(decision.kind === 'refuse' ? decision.code : decision.kind).toBe(outcome);
  },
);
