/**
 * HTTP message signatures between nodes: RFC 9421 with Ed25519 in one narrow profile, over digests of
 * RFC 9530. What is not exactly in the profile is not signed. Specified in docs/protocol.
 */
import { createHash, createPublicKey, sign, timingSafeEqual, verify } from 'node:crypto';
import type { KeyPair } from '@amparo/seal';
import {
  type InnerList,
  type Item,
  isInnerList,
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
} from 'structured-headers';
import { privateKeyFromSeed } from '../keys/index.ts';

const LABEL = 'amparo';
const REQUEST_TAG = 'amparo-federation';
const ANSWER_TAG = 'amparo-federation-answer';

/** Signed of every request; those with a body sign its type and digest as well. */
const WITHOUT_BODY = ['@method', '@target-uri', 'amparo-release'] as const;
const WITH_BODY = [
  '@method',
  '@target-uri',
  'content-type',
  'content-digest',
  'amparo-release',
] as const;

/** For how long a request is good, in seconds. */
export const REQUEST_SECONDS = 300;

/** Header names in lower case, one value each. */
export type Headers = Readonly<Record<string, string>>;

/** A request as its signature sees it. */
export interface SignedPart {
  readonly method: string;
  /** The whole address that the sender wrote to. */
  readonly targetUri: string;
  readonly headers: Headers;
}

/** What a signature says of itself, before anybody knows whether it is true. */
export interface RequestSignature {
  /** Seconds since 1970. */
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  /** The public key, base64url. */
  readonly keyid: string;
  readonly base: Buffer;
  readonly signature: Buffer;
}

/**
 * The bytes that are signed.
 *
 * Shape: `components` as serialised identifiers with their values, in order; `parameters` the serialised
 * inner list with its parameters. Source: RFC 9421 section 2.5.
 */
export function signatureBase(
  components: readonly (readonly [string, string])[],
  parameters: string,
): Buffer {
  const lines = [...components, ['"@signature-params"', parameters] as const].map(
    ([identifier, value]) => `${identifier}: ${value}`,
  );
  return Buffer.from(lines.join('\n'));
}

/** The field `content-digest` of a body. Source: RFC 9530 section 2. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** Says whether the field, which must name SHA-256 alone, is the digest of the body. */
export function isDigestOf(field: string | undefined, body: Uint8Array): boolean {
  const expected = Buffer.from(contentDigest(body));
  const given = Buffer.from(field ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

interface ToSign {
  readonly method: string;
  readonly url: string;
  /** Empty for a request without a body. */
  readonly body: Uint8Array;
  /** The release of the federation file by which the sender goes. */
  readonly release: number;
}

/** Signs a request. Gives the headers to send with it. `nonce` must be new each time. */
export function signRequest(
  { method, url, body, release }: ToSign,
  { key, now, nonce }: { readonly key: KeyPair; readonly now: Date; readonly nonce: string },
): Headers {
  const hasBody = body.length > 0;
  const headers: Headers = {
    'amparo-release': String(release),
    ...(hasBody
      ? { 'content-type': 'application/json', 'content-digest': contentDigest(body) }
      : {}),
  };
  const created = Math.floor(now.getTime() / 1000);
  const names = hasBody ? WITH_BODY : WITHOUT_BODY;
  const parameters = new Map<string, string | number>([
    ['created', created],
    ['expires', created + REQUEST_SECONDS],
    ['nonce', nonce],
    ['keyid', Buffer.from(key.publicKey).toString('base64url')],
    ['tag', REQUEST_TAG],
  ]);
  const list: InnerList = [names.map((name) => plainItem(name)), parameters];
  const base = baseOf(names, { method, targetUri: url, headers }, serializeInnerList(list));
  return { ...headers, ...signatureHeaders(list, signBase(key, base)) };
}

/** A name without parameters. */
function plainItem(name: string): Item {
  return [name, new Map<string, string>()];
}

function signatureHeaders(list: InnerList, signature: Buffer): Headers {
  const item: Item = [new Uint8Array(signature), new Map<string, string>()];
  return {
    'signature-input': serializeDictionary(new Map([[LABEL, list]])),
    signature: serializeDictionary(new Map([[LABEL, item]])),
  };
}

function signBase(key: KeyPair, base: Buffer): Buffer {
  return sign(null, base, privateKeyFromSeed(key.secretKey));
}

function baseOf(names: readonly string[], part: SignedPart, parameters: string): Buffer {
  const valueOf = (name: string): string => {
    if (name === '@method') return part.method;
    if (name === '@target-uri') return part.targetUri;
    return (part.headers[name] ?? '').trim();
  };
  return signatureBase(
    names.map((name) => [`"${name}"`, valueOf(name)] as const),
    parameters,
  );
}

/**
 * Reads the signature of a request without believing it.
 *
 * Gives undefined for anything outside the profile: other components or another order, a parameter too many or
 * too few, two signatures, a header that is missing.
 */
export function readRequestSignature(part: SignedPart): RequestSignature | undefined {
  const hasBody = part.method !== 'GET';
  const names = hasBody ? WITH_BODY : WITHOUT_BODY;
  if (names.some((name) => !name.startsWith('@') && part.headers[name] === undefined)) {
    return undefined;
  }
  const found = readSignature(part.headers, names);
  if (found === undefined) return undefined;
  const { parameters, signature, text } = found;
  const [created, expires] = [parameters.get('created'), parameters.get('expires')];
  const [nonce, keyid] = [parameters.get('nonce'), parameters.get('keyid')];
  const isProfile =
    parameters.size === 5 &&
    Number.isSafeInteger(created) &&
    Number.isSafeInteger(expires) &&
    isNonce(nonce) &&
    typeof keyid === 'string' &&
    parameters.get('tag') === REQUEST_TAG;
  if (!isProfile) return undefined;
  return {
    created: Number(created),
    expires: Number(expires),
    nonce,
    keyid,
    base: baseOf(names, part, text),
    signature,
  };
}

function isNonce(nonce: unknown): nonce is string {
  return typeof nonce === 'string' && /^[A-Za-z0-9_-]{22,64}$/.test(nonce);
}

interface FoundSignature {
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly signature: Buffer;
  /** The serialised inner list, as it was signed. */
  readonly text: string;
}

function readSignature(headers: Headers, names: readonly string[]): FoundSignature | undefined {
  try {
    const inputs = parseDictionary(headers['signature-input'] ?? '');
    const signatures = parseDictionary(headers['signature'] ?? '');
    const [list, item] = [inputs.get(LABEL), signatures.get(LABEL)];
    if (inputs.size !== 1 || signatures.size !== 1) return undefined;
    if (list === undefined || item === undefined || !isInnerList(list) || isInnerList(item)) {
      return undefined;
    }
    const text = serializeInnerList(list);
    if (!text.startsWith(`(${names.map((name) => serializeName(name)).join(' ')});`)) {
      return undefined;
    }
    const [bytes] = item;
    if (!(bytes instanceof ArrayBuffer) || bytes.byteLength !== 64) return undefined;
    return { parameters: list[1], signature: Buffer.from(bytes), text };
  } catch {
    return undefined;
  }
}

/** A name as it stands in a list: `"signature";req` has a parameter of its own. */
function serializeName(name: string): string {
  const [plain = '', ...parameters] = name.split(';');
  return [`"${plain}"`, ...parameters].join(';');
}

/** Says whether the key whose bytes these are made the signature. */
export function isSignatureBy(
  publicKey: string,
  { base, signature }: Pick<RequestSignature, 'base' | 'signature'>,
): boolean {
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey },
      format: 'jwk',
    });
    return verify(null, base, key, signature);
  } catch {
    return false;
  }
}

const ANSWER = ['@status', 'content-type', 'content-digest', `signature;req;key="${LABEL}"`];

/** An answer as its signature sees it; `request` is the field `signature` of the request it answers. */
interface AnswerPart {
  readonly status: number;
  readonly headers: Headers;
  readonly request: string;
}

/**
 * Signs an answer, bound to the request by the request's own signature.
 *
 * Gives `content-digest`, `signature-input` and `signature`. Source: RFC 9421 section 2.4.
 */
export function signAnswer(
  answer: Pick<AnswerPart, 'status' | 'request'> & {
    readonly contentType: string;
    readonly body: Uint8Array;
  },
  { key, now }: { readonly key: KeyPair; readonly now: Date },
): Headers {
  const { status, request, contentType, body } = answer;
  const digest = contentDigest(body);
  const parameters = new Map<string, string | number>([
    ['created', Math.floor(now.getTime() / 1000)],
    ['keyid', Buffer.from(key.publicKey).toString('base64url')],
    ['tag', ANSWER_TAG],
  ]);
  const bound = new Map<string, string | boolean>([
    ['req', true],
    ['key', LABEL],
  ]);
  const list: InnerList = [
    [
      plainItem('@status'),
      plainItem('content-type'),
      plainItem('content-digest'),
      ['signature', bound],
    ],
    parameters,
  ];
  const headers = { 'content-type': contentType, 'content-digest': digest };
  const base = answerBase({ status, headers, request }, serializeInnerList(list));
  return { 'content-digest': digest, ...signatureHeaders(list, signBase(key, base)) };
}

function answerBase({ status, headers, request }: AnswerPart, parameters: string): Buffer {
  return signatureBase(
    [
      ['"@status"', String(status)],
      ['"content-type"', (headers['content-type'] ?? '').trim()],
      ['"content-digest"', (headers['content-digest'] ?? '').trim()],
      [`"signature";req;key="${LABEL}"`, signatureValue(request)],
    ],
    parameters,
  );
}

/** The member of the field that carries our label, as RFC 9421 section 2.1.2 writes it. */
function signatureValue(field: string): string {
  return field.slice(`${LABEL}=`.length);
}

/** Says whether an answer to this very request was signed by one of these keys, over this body. */
export function isAnswerBy(
  keys: readonly string[],
  answer: AnswerPart & { readonly body: Uint8Array },
): boolean {
  if (!isDigestOf(answer.headers['content-digest'], answer.body)) return false;
  const found = readSignature(answer.headers, ANSWER);
  if (found === undefined || found.parameters.get('tag') !== ANSWER_TAG) return false;
  const { signature, text, parameters } = found;
  const keyid = parameters.get('keyid');
  const base = answerBase(answer, text);
  return keys.some((key) => key === keyid && isSignatureBy(key, { base, signature }));
}
