import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { nodeInformation } from '@amparo/casework/directory';
import { NodeEntry } from '@amparo/casework/federation';
import type { NodeConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { buildPortal } from './portal/index.ts';
import { type RunningNode, startNode } from './start.ts';

const name = `t${randomBytes(6).toString('hex')}`;
let config: NodeConfig;
let running: RunningNode;
const lines: string[] = [];

beforeAll(async () => {
  await buildPortal();
  const cluster = new Client({ connectionString: inject('AMPARO_TEST_PG') });
  await cluster.connect();
  for (const database of ['main', 'keystore']) {
    await cluster.query(`create database ${name}_${database}`);
  }
  await cluster.end();
  const urlOf = (database: string): string => {
    const url = new URL(inject('AMPARO_TEST_PG'));
    url.pathname = `/${name}_${database}`;
    return url.href;
  };
  config = {
    databaseUrl: urlOf('main'),
    keystoreUrl: urlOf('keystore'),
    host: '127.0.0.1',
    appPort: 0,
    portalPort: 0,
    federationPort: 0,
    federationUrl: null,
    federationFile: null,
    federationKeys: [],
    lawRelease: null,
    lawKeys: [],
    appUrl: null,
    portalUrl: null,
    behindProxy: false,
    nodeName: 'Test node',
    country: 'GB',
    dataFolder: await mkdtemp(join(tmpdir(), 'amparo-start-')),
    enrolmentTokens: [],
    demo: false,
    appDist: null,
  };
  running = await startNode(
    config,
    createLogger((line) => lines.push(line)),
  );
});
afterAll(async () => {
  await running.stop();
  await rm(config.dataFolder, { recursive: true, force: true });
});

test('both faces answer, and the app knows where the portal is', async () => {
  const answer = await fetch(`${running.urls.app}/api/node`);
  const body = nodeInformation.output.parse(await answer.json());
  const { app, portal } = running.urls;
  expect(body.faces).toEqual({ app, portal });
  expect((await fetch(running.urls.portal)).status).toBe(200);
});

test('the face for other nodes says what would be pinned, and takes nothing from strangers', async () => {
  const answer = await fetch(`${running.urls.federation}/federation/node`);
  const { entry, release } = NodeEntry.parse(await answer.json());
  expect(entry).toMatchObject({ node: null, name: 'Test node', country: 'GB', url: null });
  expect(release).toBe(0);
  for (const path of ['desks', 'messages', 'file']) {
    const refused = await fetch(`${running.urls.federation}/federation/${path}`);
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'peer/refused' }]);
  }
});

test('a checkpoint is signed within two seconds of what happened', async () => {
  const began = Date.now();
  const url = `${running.urls.app}/api/log/checkpoint`;
  while ((await fetch(url)).status !== 200) {
    expect(Date.now() - began).toBeLessThan(2000);
    await pause(100);
  }
});

test('a write over the network needs the origin of the face it goes to', async () => {
  const send = (origin: string): Promise<Response> =>
    fetch(`${running.urls.app}/api/sign-in/challenge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ member: '6f1d2c3b-4a59-4687-9788-a9b0c1d2e3f4' }),
    });
  expect((await send(running.urls.app)).status).toBe(200);
  expect((await send(running.urls.portal)).status).toBe(403);
});

test('a node that is stopped leaves nothing running, and starts again where it was', async () => {
  const before = await (await fetch(`${running.urls.app}/api/node`)).text();
  await running.stop();
  await running.stop();
  await expect(fetch(`${running.urls.app}/api/node`)).rejects.toThrow();
  running = await startNode(
    config,
    createLogger((line) => lines.push(line)),
  );
  const after = await (await fetch(`${running.urls.app}/api/node`)).text();
  const { node, logOrigin } = nodeInformation.output.parse(JSON.parse(before));
  expect(nodeInformation.output.parse(JSON.parse(after))).toMatchObject({ node, logOrigin });
  expect(lines.join('')).not.toContain('"event":"fault"');
});
