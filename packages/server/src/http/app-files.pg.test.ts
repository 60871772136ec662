import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestNode, type TestNode } from '../testing/test-node.ts';

let node: TestNode;
let outside: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'amparo-dist-'));
  const dist = join(outside, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>Invented screen</title>');
  await writeFile(join(dist, 'assets', 'main-4f2a.js'), 'void 0;');
  await writeFile(join(dist, '.hidden'), 'canary-hidden');
  await writeFile(join(outside, 'outside.txt'), 'canary-outside');
  node = await startTestNode({ appDist: dist });
});
afterAll(async () => {
  await node.stop();
  await rm(outside, { recursive: true });
});

async function get(url: string) {
  const { statusCode, payload, headers } = await node.open.app.inject({ method: 'GET', url });
  return { status: statusCode, text: payload, cache: headers['cache-control'], headers };
}

test('every path of the app is its one page, asked for anew each time', async () => {
  for (const url of ['/', '/files', '/files/6f1d2c3b?from=today']) {
    const page = await get(url);
    expect(page, url).toMatchObject({ status: 200, cache: 'no-cache' });
    expect(page.text).toContain('Invented screen');
    expect(String(page.headers['content-security-policy'])).toContain("script-src 'self'");
  }
});

test('files whose names carry a hash may be kept', async () => {
  const script = await get('/assets/main-4f2a.js');
  expect(script.status).toBe(200);
  expect(script.cache).toContain('immutable');
  expect(String(script.headers['content-type'])).toContain('javascript');
});

test('a call that does not exist is a refusal and not a page', async () => {
  expect(await get('/api/none')).toMatchObject({ status: 404, cache: 'no-store' });
});

test('nothing outside the app is served', async () => {
  for (const url of ['/../outside.txt', '/..%2foutside.txt', '/%2e%2e/outside.txt', '/.hidden']) {
    expect((await get(url)).text, url).not.toContain('canary');
  }
});
