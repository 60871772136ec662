import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, workerPids } from './testing/test-portal.ts';
import type { TestPortal } from './testing/test-portal.ts';

let portal: TestPortal;

/** One process at a time, and nobody waits. */
beforeAll(async () => {
  portal = await startTestPortal({ spare: 1, most: 1, waiting: 0, waitMilliseconds: 100 });
});

afterAll(async () => {
  await portal.stop();
});

test('when there are more people than processes, a calm page says so in every language', async () => {
  const secret = 'written while it was busy';
  const answers = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      portal.post({ l: 'en', at: 'text', go: 'next', text: `${secret} ${String(n)}` }),
    ),
  );
  const after = await portal.post({ l: 'en', at: 'text', go: 'next', text: secret });
  const calm = [...answers, after].filter(({ status }) => status === 503);
  expect(calm.length).toBeGreaterThan(0);
  for (const { text, headers } of calm) {
    for (const language of ['en', 'vi', 'ar', 'ro']) expect(text).toContain(`lang="${language}"`);
    expect(text).not.toContain(secret);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('retry-after')).toBe('30');
  }
});

test('processes stay within their bound, and the portal recovers by itself', async () => {
  const seen: number[] = [];
  const limit = Date.now() + 30_000;
  let status = 503;
  while (status !== 200) {
    if (Date.now() > limit) throw new Error('the portal did not recover');
    seen.push(workerPids().length);
    status = (await fetch(portal.url)).status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(Math.max(...seen)).toBeLessThanOrEqual(1);
});

test('somebody who opens many connections and says nothing takes no place from others', async () => {
  const port = Number(new URL(portal.url).port);
  const sockets = Array.from({ length: 80 }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets) socket.on('error', () => undefined).resume();
  const from = await answerTo(port, '127.0.0.1');
  const other = await answerTo(port, '127.0.0.2');
  expect(from).toContain('HTTP/1.1 503');
  expect(other).toContain('HTTP/1.1 200');
  for (const socket of sockets) socket.destroy();
});

/** The whole answer to a plain request from one address of this machine. */
function answerTo(port: number, localAddress: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    let text = '';
    socket.on('data', (part) => (text += part.toString('utf8')));
    socket.on('error', reject);
    socket.on('end', () => resolve(text));
    socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  });
}
