import { expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, Id } from '@amparo/casework/kernel';
import { createCaller } from './caller.ts';
import { createCookieJar } from './cookie-jar.ts';

const readThing = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/things/:thing',
  summary: 'A thing.',
  session: true,
  params: z.strictObject({ thing: Id }),
  input: z.strictObject({ from: z.coerce.number() }),
  output: z.strictObject({ name: z.string() }),
});
const thing = '0f8fad5b-d9cb-469f-a165-70867728950e';
const asked = { params: { thing }, input: { from: 3 } };

/** A line to a node that answers with this, and what went over it. */
function lineTo(answer: () => Response | Promise<Response>) {
  const sent: Request[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    sent.push(new Request(url, init));
    return answer();
  };
  return { sent, fetch: fetch };
}

const json = (body: unknown, init?: ResponseInit) => new Response(JSON.stringify(body), init);

test('a call goes to its path and query, and its answer is given as the endpoint promises it', async () => {
  const { sent, fetch } = lineTo(() => json({ name: 'a' }));
  const caller = createCaller({ origin: 'http://localhost:4400/ignored', fetch });
  expect(await caller.call(readThing, asked)).toEqual({ ok: true, value: { name: 'a' } });
  expect(sent.map(({ url }) => url)).toEqual([`http://localhost:4400/api/things/${thing}?from=3`]);
});

test('a dead line is offline, and so is a line that breaks in the middle of an answer', async () => {
  const dead = lineTo(() => Promise.reject(new TypeError('fetch failed')));
  const broken = lineTo(
    () =>
      new Response(
        new ReadableStream({
          start: (stream) => {
            stream.error(new TypeError('terminated'));
          },
        }),
      ),
  );
  for (const { fetch } of [dead, broken]) {
    const caller = createCaller({ origin: 'http://localhost:4400', fetch });
    expect(await caller.call(readThing, asked)).toEqual({ ok: false, offline: true });
  }
});

test('a node that does not answer in time is offline', async () => {
  const fetch = ((_url: string, init: RequestInit) =>
    new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => {
        reject(new DOMException('late', 'TimeoutError'));
      });
    })) as unknown as typeof globalThis.fetch;
  const caller = createCaller({ origin: 'http://localhost:4400', fetch, patienceMs: 20 });
  expect(await caller.call(readThing, asked)).toEqual({ ok: false, offline: true });
});

test('a refusal of the node comes through with its code, and one without a code by its status', async () => {
  const answers: [Response, string][] = [
    [json({ code: 'grant/none', title: 'no' }, { status: 404 }), 'grant/none'],
    [json({ code: 'made/up' }, { status: 404 }), 'not-available'],
    [json({ code: 'toString' }, { status: 401 }), 'session/none'],
    [new Response('<html>', { status: 429 }), 'request/too-many'],
    [new Response('oops', { status: 500 }), 'node/busy'],
    [new Response('oops', { status: 418 }), 'request/malformed'],
  ];
  for (const [answer, code] of answers) {
    const caller = createCaller({
      origin: 'http://localhost:4400',
      fetch: lineTo(() => answer).fetch,
    });
    expect(await caller.call(readThing, asked)).toMatchObject({
      offline: false,
      refusal: { code },
    });
  }
});

test('an answer that the endpoint does not promise is refused, never passed on', async () => {
  for (const body of [{ name: 7 }, { name: 'a', more: true }, [], null, 'text']) {
    const { fetch } = lineTo(() => json(body));
    const caller = createCaller({ origin: 'http://localhost:4400', fetch });
    const answer = await caller.call(readThing, asked);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'node/busy' } });
  }
});

test('outside a browser cookies are kept for the next call and dropped when they end', async () => {
  const cookies = ['s=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=60', 's=; Max-Age=0'];
  const { sent, fetch } = lineTo(() =>
    json({ name: 'a' }, { headers: { 'set-cookie': cookies.shift() ?? 'other=1' } }),
  );
  const caller = createCaller({
    origin: 'http://localhost:4400',
    fetch,
    cookies: createCookieJar(),
  });
  for (let at = 0; at < 4; at++) await caller.call(readThing, asked);
  expect(sent.map(({ headers }) => headers.get('cookie'))).toEqual([
    null,
    's=abc',
    null,
    'other=1',
  ]);
});
