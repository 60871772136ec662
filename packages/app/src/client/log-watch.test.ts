import { toBase64 } from '@amparo/ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCaller } from './caller.ts';
import { refuseWrapping } from './granting.ts';
import { acceptLog, watchLog } from './log-watch.ts';
import { stateOf } from './session.ts';
import type { Session } from './session.ts';
import { makeLog, makeLogKey } from './testing/log.ts';
import type { TestLog } from './testing/log.ts';
import { makeTestSession } from './testing/session.ts';

const entries = (count: number, mark = 'leaf'): string[] =>
  Array.from({ length: count }, (_, at) => `${mark} ${at}`);

/** A device that watches whichever log `shown` is at the moment. */
async function watch(first: TestLog): Promise<{ session: Session; show: (log: TestLog) => void }> {
  let shown = first;
  const fetch = async (url: string | URL | Request): Promise<Response> => {
    const path = new URL(url instanceof Request ? url.url : url).pathname;
    if (path === '/api/node') return Response.json(nodeWith(shown.key));
    if (path === '/api/log/checkpoint') return new Response(await shown.checkpoint());
    const tile = shown.tile(path.slice('/api/log/'.length));
    return tile === undefined
      ? new Response('', { status: 404 })
      : new Response(Uint8Array.from(tile));
  };
  const caller = createCaller({
    origin: 'http://localhost:1',
    fetch: fetch,
  });
  const session = await makeTestSession(caller);
  return {
    session,
    show: (log) => {
      shown = log;
    },
  };
}

function nodeWith(logKey: string) {
  return {
    node: '0f8fad5b-d9cb-469f-a165-70867728950e',
    name: 'Test',
    country: 'GB',
    empty: false,
    demo: false,
    faces: { app: '', portal: '' },
    logOrigin: 'amparo/test/1',
    logKey,
    nodeKey: 'A'.repeat(43),
    time: '2031-05-03T10:00:00.000Z',
    version: '0.1.0',
  };
}

test('a log that only grows is consistent at every step, whatever its sizes', async () => {
  const key = makeLogKey();
  const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 700 }), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(sizes, async (steps) => {
      const [first = 1, ...rest] = steps.toSorted((a, b) => a - b);
      const { session, show } = await watch(makeLog(key, entries(first)));
      expect(await watchLog(session)).toMatchObject({ state: 'consistent', size: first });
      for (const size of rest) {
        show(makeLog(key, entries(size)));
        expect(await watchLog(session)).toMatchObject({ state: 'consistent', size });
      }
      expect(stateOf(session).checkpoint?.size).toBe(rest.at(-1));
    }),
    { numRuns: 25 },
  );
});

test('two histories under one key are a fork: wrapping stops, and stays stopped on this device', async () => {
  const key = makeLogKey();
  const { session, show } = await watch(makeLog(key, entries(300)));
  await watchLog(session);
  const other = makeLog(key, [...entries(299), 'rewritten', ...entries(50)]);
  show(other);
  const found = await watchLog(session);
  expect(found).toMatchObject({ state: 'forked', fork: { shown: await other.checkpoint() } });
  expect(refuseWrapping(session)).toMatchObject({ refusal: { code: 'certificate/refused' } });
  show(makeLog(key, entries(300)));
  expect(await watchLog(session)).toMatchObject({ state: 'forked' });
});

test('a log that shows less than before stops wrapping until it has caught up', async () => {
  const key = makeLogKey();
  const { session, show } = await watch(makeLog(key, entries(20)));
  await watchLog(session);
  show(makeLog(key, entries(19)));
  expect(await watchLog(session)).toEqual({ state: 'behind' });
  expect(refuseWrapping(session)).toBeDefined();
  show(makeLog(key, entries(21)));
  expect(await watchLog(session)).toMatchObject({ state: 'consistent' });
  expect(refuseWrapping(session)).toBeUndefined();
});

test('a log under another key is not gone along with until somebody accepts it', async () => {
  const [old, restored] = [makeLogKey(), makeLogKey('amparo/test/2')];
  const { session, show } = await watch(makeLog(old, entries(5)));
  await watchLog(session);
  show(makeLog(restored, entries(2, 'restored')));
  expect(await watchLog(session)).toEqual({
    state: 'other-log',
    from: old.vkey,
    to: restored.vkey,
  });
  expect(refuseWrapping(session)).toBeDefined();
  expect(await acceptLog(session)).toMatchObject({ state: 'consistent', size: 2 });
  expect(refuseWrapping(session)).toBeUndefined();
});

test('a checkpoint that the log never signed is unreadable and changes nothing', async () => {
  const [key, thief] = [makeLogKey(), makeLogKey()];
  const { session, show } = await watch(makeLog(key, entries(5)));
  await watchLog(session);
  const forged = makeLog(thief, entries(9));
  show({ ...forged, key: key.vkey });
  expect(await watchLog(session)).toEqual({ state: 'unreadable' });
  expect(stateOf(session).checkpoint?.size).toBe(5);
});

test('a colleague who was shown another history is heard: their signed entry is the proof', async () => {
  const key = makeLogKey();
  const { session } = await watch(makeLog(key, entries(40)));
  await watchLog(session);
  const { heard } = stateOf(session);
  const root = toBase64(new Uint8Array(32));
  heard.set(`30 ${root}`, { size: 30, root, entry: 'the-signed-entry' });
  expect(await watchLog(session)).toMatchObject({
    state: 'forked',
    fork: { remembered: 'the-signed-entry' },
  });
  expect(refuseWrapping(session)).toBeDefined();
});

test('a colleague who saw an earlier state of the same history raises no alarm', async () => {
  const key = makeLogKey();
  const earlier = makeLog(key, entries(30));
  const [, , root = ''] = (await earlier.checkpoint()).split('\n');
  const { session } = await watch(makeLog(key, entries(40)));
  stateOf(session).heard.set(`30 ${root}`, { size: 30, root, entry: 'e' });
  expect(await watchLog(session)).toMatchObject({ state: 'consistent' });
  expect(stateOf(session).heard.size).toBe(0);
});
