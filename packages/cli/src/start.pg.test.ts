import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createCaller, createOrganisation, joinNode } from '@amparo/app/client';
import { nodeInformation } from '@amparo/casework/directory';
import { afterEach, expect, test } from 'vitest';
import { familyOf, findFreeBase, livingOf, makeDataDir, runAmparo } from './testing/amparo.ts';
import type { RunningAmparo } from './testing/amparo.ts';
import { must } from './testing/people.ts';

/** A first start on a busy machine also builds the app. */
const PATIENCE_MS = 300_000;

const started: RunningAmparo[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const running of started.splice(0)) await running.end('SIGTERM');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

function start(dataDir: string, ...options: string[]): RunningAmparo {
  const running = runAmparo(['start', ...options], dataDir);
  started.push(running);
  return running;
}

async function newFolder(): Promise<string> {
  const folder = await makeDataDir();
  folders.push(folder);
  return folder;
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

test(
  'an empty node starts, lets the first organisation in once, refuses a second start, and ends whole',
  { timeout: PATIENCE_MS },
  async () => {
    const [dataDir, base] = [await newFolder(), await findFreeBase()];
    const running = start(dataDir, '--empty', '--port-base', String(base));
    await running.ready();
    const [app, portal] = [`http://localhost:${base}`, `http://localhost:${base + 1}`];
    expect([await statusOf(app), await statusOf(portal)]).toEqual([200, 200]);
    const token = /#join=([\w-]{20,})/.exec(running.output())?.[1] ?? '';
    expect(running.output()).toContain(`${app}/#join=${token}`);

    const caller = createCaller({ origin: app, fetch: programFetch(app) });
    const organisation = await oneWorker();
    must(await joinNode(caller, token, organisation));
    const again = await joinNode(caller, token, await oneWorker());
    expect(again).toMatchObject({ refusal: { code: 'enrolment/refused' } });
    expect(must(await caller.call(nodeInformation, {}))).toMatchObject({
      empty: false,
      demo: false,
    });

    const second = start(dataDir, '--empty', '--port-base', String(base + 2));
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/^amparo: Amparo already runs on this data folder.*\n$/);
    const elsewhere = start(await newFolder(), '--empty', '--port-base', String(base));
    expect(await elsewhere.ended).toBe(1);
    expect(elsewhere.output()).toMatch(/^amparo: Port \d+ is taken.*\n$/);

    const family = await familyOf(running.pid);
    expect(family.length).toBeGreaterThan(3);
    expect(await running.end('SIGINT')).toBe(0);
    expect(await livingOf(family)).toEqual([]);
    await expect(statusOf(app)).rejects.toThrow();

    const later = start(dataDir, '--port-base', String(base));
    await later.ready();
    expect(later.output()).not.toContain('#join=');
    expect(must(await caller.call(nodeInformation, {}))).toMatchObject({
      empty: false,
      demo: false,
    });
    expect(await later.end('SIGTERM')).toBe(0);
  },
);

test(
  'what a killed start leaves behind ends by itself, and the next start finds everything',
  { timeout: PATIENCE_MS },
  async () => {
    const [dataDir, base] = [await newFolder(), await findFreeBase()];
    const running = start(dataDir, '--empty', '--port-base', String(base));
    await running.ready();
    const family = await familyOf(running.pid);
    expect(await running.end('SIGKILL')).toBe('SIGKILL');
    await expect.poll(() => livingOf(family), { timeout: 30_000 }).toEqual([]);
    const again = start(dataDir, '--empty', '--port-base', String(base));
    await again.ready();
    expect(again.output()).toContain('#join=');
    expect(await again.end('SIGINT')).toBe(0);
  },
);

test(
  'asked to stop in the middle of starting, it stops and leaves nothing running',
  { timeout: PATIENCE_MS },
  async () => {
    const running = start(
      await newFolder(),
      '--empty',
      '--port-base',
      String(await findFreeBase()),
    );
    await expect.poll(() => familyOf(running.pid), { timeout: 30_000 }).not.toHaveLength(1);
    const family = await familyOf(running.pid);
    expect(await running.end('SIGINT')).toBe(0);
    expect(await livingOf(family)).toEqual([]);
  },
);

test('what cannot be started says so in one sentence', { timeout: PATIENCE_MS }, async () => {
  const dataDir = await newFolder();
  const cases: [RunningAmparo, RegExp][] = [
    [start(dataDir, '--port-base', '65535'), /--port-base takes a number/],
    [start(dataDir, '--port-base', 'four'), /--port-base takes a number/],
    [
      start('/dev/null/nowhere', '--empty'),
      /The data folder \/dev\/null\/nowhere.*cannot be written/,
    ],
    [
      runAmparo(['start'], dataDir, { DATABASE_URL: 'postgres://x' }),
      /DATABASE_URL and KEYSTORE_URL/,
    ],
  ];
  for (const [running, sentence] of cases) {
    expect(await running.ended).toBe(1);
    expect(running.output()).toMatch(sentence);
    expect(running.output().trim().split('\n')).toHaveLength(1);
  }
  const usage = start(dataDir, '--emty');
  expect(await usage.ended).toBe(2);
  expect(usage.output()).toContain('--empty');
});

test('only its owner can read the first invitation', { timeout: PATIENCE_MS }, async () => {
  const dataDir = await newFolder();
  const running = start(dataDir, '--empty', '--port-base', String(await findFreeBase()));
  await running.ready();
  const { mode } = await stat(join(dataDir, 'first-invitation'));
  expect(mode & 0o777).toBe(0o600);
  await running.end('SIGINT');
});

async function oneWorker() {
  return must(
    await createOrganisation(
      {
        name: 'Organisation of one (test)',
        desks: [{ name: 'Casework', kind: 'casework' }],
        members: [
          {
            name: 'Worker (test)',
            passphrase: 'three quiet words',
            desks: [{ name: 'Casework', role: 'lead' }],
          },
        ],
      },
      new Date().toISOString(),
    ),
  );
}

/** A program names the origin that a browser would. */
function programFetch(origin: string): typeof globalThis.fetch {
  return (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', origin);
    return fetch(url, { ...init, headers });
  };
}
