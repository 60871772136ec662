import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestNode, TEST_ORIGIN, type TestNode } from '../testing/test-node.ts';

let node: TestNode;

beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

const KEYS = '/api/sign-in/keys';
const lookup = 'A'.repeat(43);

async function post(
  payload: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  url = KEYS,
): Promise<{ status: number; code: string; text: string }> {
  const response = await node.open.app.inject({
    method: 'POST',
    url,
    headers: {
      host: 'localhost',
      origin: TEST_ORIGIN,
      'content-type': 'application/json',
      ...headers,
    },
    payload,
  });
  const body = response.json<{ code: string }>();
  return { status: response.statusCode, code: body.code, text: response.payload };
}

test('an honest request reaches the call', async () => {
  expect(await post(JSON.stringify({ lookup }))).toMatchObject({ code: 'sign-in/refused' });
});

describe('a body is refused before anything is done', () => {
  test.each([
    ['no JSON', '{'],
    ['an array where an object belongs', '[]'],
    ['an extra field', JSON.stringify({ lookup, admin: true })],
    ['a __proto__ field', `{"lookup":"${lookup}","__proto__":{"admin":true}}`],
    ['a constructor field', `{"lookup":"${lookup}","constructor":{}}`],
    ['a missing field', '{}'],
    ['a wrong type', '{"lookup":5}'],
    ['NUL in a text', `{"lookup":"${'A'.repeat(42)}\\u0000"}`],
    ['half a surrogate pair', `{"lookup":"${'A'.repeat(42)}\\ud800"}`],
    ['a byte order mark', `\ufeff{"lookup":"${lookup}"}`],
    ['a thousand levels', `${'['.repeat(1000)}${']'.repeat(1000)}`],
    ['a hundred thousand levels', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('%s', async (_what, payload) => {
    expect(await post(payload)).toMatchObject({ status: 400, code: 'request/malformed' });
  });

  test('invalid UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{"lookup":"'), Buffer.from([0xff, 0xfe, 0xc0])]);
    expect(await post(bytes)).toMatchObject({ status: 400, code: 'request/malformed' });
  });

  test('a body above the limit, however it is announced', async () => {
    const large = JSON.stringify({ lookup: 'A'.repeat(300_000) });
    expect(await post(large)).toMatchObject({ status: 413, code: 'request/too-large' });
    const chunked = { 'transfer-encoding': 'chunked' };
    expect(await post(large, chunked)).toMatchObject({ status: 413, code: 'request/too-large' });
  });

  test('another content type', async () => {
    const payload = JSON.stringify({ lookup });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect(await post(payload, { 'content-type': type })).toMatchObject({ status: 400 });
    }
  });

  test('what a refusal says quotes nothing of the request', async () => {
    const { text } = await post(JSON.stringify({ lookup: 'canary-7f3a', canary9: 1 }));
    expect(text).not.toContain('canary-7f3a');
  });
});

describe('a write from another place is refused', () => {
  const payload = JSON.stringify({ lookup });
  test.each([
    ['another site', { origin: 'https://elsewhere.example' }],
    ['the portal of this node', { origin: 'http://localhost:81' }],
    ['an opaque origin', { origin: 'null' }],
    ['the same host over TLS', { origin: 'https://localhost' }],
    [
      'a name that was pointed at this machine',
      { origin: 'http://evil.example', host: 'evil.example' },
    ],
  ])('%s', async (_what, headers) => {
    expect(await post(payload, headers)).toMatchObject({
      status: 403,
      code: 'request/wrong-origin',
    });
  });

  test('a sender that names no origin', async () => {
    const response = await node.open.app.inject({
      method: 'POST',
      url: KEYS,
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload,
    });
    expect(response.json<{ code: string }>().code).toBe('request/wrong-origin');
  });
});

test('a path that is no call is refused like everything that does not exist', async () => {
  for (const url of [
    '/api/none',
    '/api/files/',
    '/api/log/tile/0',
    '/etc/passwd',
    '/..%2f..%2fetc',
  ]) {
    const { statusCode } = await node.open.app.inject({ method: 'GET', url });
    expect([401, 404]).toContain(statusCode);
  }
});

test('every answer forbids framing, sniffing, caching and other sites', async () => {
  for (const url of ['/api/node', '/api/none', '/healthz', '/api/log/checkpoint', '/']) {
    const { headers } = await node.open.app.inject({ method: 'GET', url });
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:/);
  }
});

test('log lines have listed fields only: no address, no path, no id', async () => {
  const canary = '6f1d2c3b-4a59-4687-9788-a9b0c1d2e3f4';
  await node.open.app.inject({
    method: 'GET',
    url: `/api/files/${canary}?name=canary-name`,
    remoteAddress: '192.0.2.77',
    headers: { 'user-agent': 'canary-agent', cookie: 'amparo=canary-cookie' },
  });
  const lines = node.logLines.join('');
  expect(lines).toContain('/api/files/:file');
  expect(lines).not.toMatch(/canary|192\.0\.2\.77|6f1d2c3b/);
});

test('the description of the calls names every call and its refusals', async () => {
  const response = await node.open.app.inject({ method: 'GET', url: '/api/openapi.json' });
  const document = response.json<{ openapi: string; paths: Record<string, object> }>();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toContain('/api/drawers/{drawer}/entries');
  expect(response.payload).toContain('not-available');
});

test('anybody can read what this node can see, with a reason for each column', async () => {
  const response = await node.open.app.inject({ method: 'GET', url: '/api/visible' });
  const list = response.json<Record<string, Record<string, Record<string, string>>>>();
  expect(list['database']?.['entries']?.['bytes']).toContain('sealed');
  expect(list['keystore']?.['shares']?.['share']).toContain('useless without');
  expect(Object.keys(list)).toEqual(['database', 'keystore', 'queue', 'log']);
});

test('who tries without a session again and again is asked to wait', async () => {
  const statuses = new Set<number>();
  for (let attempt = 0; attempt < 1300; attempt += 1) {
    const { statusCode } = await node.open.app.inject({
      method: 'GET',
      url: '/api/me',
      remoteAddress: '192.0.2.9',
    });
    statuses.add(statusCode);
  }
  expect(statuses).toEqual(new Set([401, 429]));
});
