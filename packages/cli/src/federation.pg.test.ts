/** What two bodies and an operator do on a command line, as processes of their own, on real files and a real node. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  FederationFile,
  type FederationNode,
  type FederationStatement,
} from '@amparo/casework/federation';
import { startTestNode, type TestNode } from './testing/node.ts';

const AMPARO = fileURLToPath(new URL('../bin/amparo.mjs', import.meta.url));
const DAY_MS = 24 * 60 * 60 * 1000;
const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
const run = (statement: string): Promise<unknown> => sql.query(statement);

let folder: string;
let node: TestNode;
/** The data folder of `node`. */
let data: string;
let own: FederationNode;
let bodies: { readonly key: string; readonly path: string }[];

beforeAll(async () => {
  await sql.connect();
  folder = await mkdtemp(join(tmpdir(), 'amparo-bodies-'));
  data = await mkdtemp(join(tmpdir(), 'amparo-node-data-'));
  node = await startTestNode(run, cluster, { dataFolder: data, nodeName: 'England (test)' });
  own = await entry();
  bodies = [];
  for (const name of ['First body', 'Second body']) {
    const path = join(folder, `${name}.key`);
    const made = await amparo(['init-body', name, '--out', path]);
    bodies.push({ path, key: (JSON.parse(made.stdout) as { key: string }).key });
  }
}, 120_000);
afterAll(async () => {
  await node.stop();
  await sql.end();
  for (const each of [folder, data]) await rm(each, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function amparo(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new Promise<Ended>((resolve) => {
    const options = { env: { ...process.env, AMPARO_DATA: data, ...env }, cwd: folder };
    execFile(
      process.execPath,
      [AMPARO, 'federation', ...args],
      options,
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}

async function write(name: string, value: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

async function entry(): Promise<FederationNode> {
  const said = await amparo(['node', node.urls.federation, '--name', 'gb.example']);
  return JSON.parse(said.stdout) as FederationNode;
}

function statement(changes: Partial<FederationStatement> = {}): FederationStatement {
  return {
    federation: 'Invented federation',
    release: 1,
    issuedAt: new Date(Date.now() - 1000).toISOString(),
    expiresAt: new Date(Date.now() + 90 * DAY_MS).toISOString(),
    nodes: [own],
    ...changes,
  };
}

/** Signs a file by one body after the other and gives the path of the whole. */
async function signedByBoth(said: FederationStatement, name: string): Promise<string> {
  let path = await write(name, said);
  for (const body of bodies) {
    const signed = await amparo(['sign', path, '--key', body.path]);
    expect(signed.code, signed.stderr).toBe(0);
    path = await write(name, signed.stdout);
  }
  return path;
}

describe('amparo federation init-body', () => {
  test('makes a key that only its owner can read, and prints the public half alone', async () => {
    const path = join(folder, 'own.key');
    const made = await amparo(['init-body', 'A body', '--out', path]);
    expect(made.code).toBe(0);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
    expect(JSON.parse(made.stdout)).toEqual({ body: 'A body', key: kept['publicKey'] });
    expect(made.stdout + made.stderr).not.toContain(kept['secretKey']);
  });

  test('never replaces a key that is there', async () => {
    const path = bodies[0]?.path ?? '';
    const before = await readFile(path, 'utf8');
    const again = await amparo(['init-body', 'Another', '--out', path]);
    expect([again.code, again.stdout]).toEqual([2, '']);
    expect(again.stderr).toContain('is there already');
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test.each([
    ['no name', ['--out', 'x.key']],
    ['no file', ['A body']],
    ['an empty name', [' ', '--out', 'x.key']],
    ['a name longer than a file can hold', ['x'.repeat(121), '--out', 'x.key']],
    ['two names', ['A', 'body', '--out', 'x.key']],
    ['an unknown option', ['A body', '--output', 'x.key']],
    ['a folder that is not there', ['A body', '--out', join('nowhere', 'x.key')]],
  ])('says what is wrong with %s, and makes nothing', async (_what, args) => {
    const refused = await amparo(['init-body', ...args]);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/^amparo: /);
    expect(refused.stderr).not.toContain('fault');
    expect(await readdir(folder)).not.toContain('x.key');
  });
});

describe('amparo federation node', () => {
  test('prints the entry of a running node, as a federation file takes it', async () => {
    const printed = await entry();
    expect(printed).toMatchObject({ node: 'gb.example', name: 'England (test)', country: 'GB' });
    expect(printed.signingKeys).toHaveLength(1);
    const named = await amparo([
      ...['node', `${node.urls.federation}/`, '--name', 'gb.example'],
      ...['--address', 'https://gb.example'],
    ]);
    expect(JSON.parse(named.stdout)).toEqual({ ...printed, url: 'https://gb.example' });
  });

  test('makes the key to come once, and names the one in use first', async () => {
    const args = ['node', node.urls.federation, '--name', 'gb.example', '--next-key'];
    const first = JSON.parse((await amparo(args)).stdout) as FederationNode;
    const again = JSON.parse((await amparo(args)).stdout) as FederationNode;
    expect(first.signingKeys).toHaveLength(2);
    expect(first.signingKeys[0]).toBe(own.signingKeys[0]);
    expect(again).toEqual(first);
    const path = join(data, 'keys', 'node-signing-next.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await rm(path);
  });

  test('makes no key in a folder that is not that of the node', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'amparo-no-node-'));
    const other = await mkdtemp(join(tmpdir(), 'amparo-other-node-'));
    const second = await startTestNode(run, cluster, { dataFolder: other });
    try {
      for (const AMPARO_DATA of [empty, other]) {
        const refused = await amparo(['node', node.urls.federation, '--next-key'], { AMPARO_DATA });
        expect([refused.code, refused.stdout]).toEqual([2, '']);
        expect(refused.stderr).toContain(AMPARO_DATA);
        expect(refused.stderr).not.toContain('fault');
      }
      expect(await readdir(empty)).toEqual([]);
      expect(await readdir(join(other, 'keys'))).not.toContain('node-signing-next.key');
    } finally {
      await second.stop();
      for (const each of [empty, other]) await rm(each, { recursive: true, force: true });
    }
  });

  test('says so when nothing, or something else, answers there', async () => {
    const page = createServer((_request, response) => response.end('<p>A page</p>'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const { port } = page.address() as AddressInfo;
    const elsewhere = [`http://127.0.0.1:${port}`, 'http://127.0.0.1:1', node.urls.app];
    for (const url of elsewhere) {
      const refused = await amparo(['node', url]);
      expect([refused.code, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toContain('No node describes itself');
    }
    page.closeAllConnections();
    page.close();
  });

  test.each([
    ['a name that no file can hold', ['--name', 'Not A Host']],
    ['an address with a slash at its end', ['--name', 'gb.example', '--address', 'https://x.y/']],
    ['an address that is none', ['--name', 'gb.example', '--address', 'javascript:1']],
  ])('refuses %s', async (_what, args) => {
    const refused = await amparo(['node', node.urls.federation, ...args]);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('No federation file can hold this entry');
  });

  test('asks for an address when there is none', async () => {
    for (const args of [[], ['not an address'], [node.urls.federation, node.urls.federation]]) {
      expect(await amparo(['node', ...args])).toMatchObject({ code: 2, stdout: '' });
    }
  });
});

describe('amparo federation sign', () => {
  test('what both bodies signed is taken by a node that pins both', async () => {
    const path = await signedByBoth(statement(), 'good.json');
    const shown = await amparo(['show', path, '--keys', bodies.map(({ key }) => key).join(',')]);
    expect([shown.code, shown.stderr]).toEqual([0, '']);
    expect(shown.stdout).not.toContain('NOT');
    const federationKeys = bodies.map(({ key }) => key);
    const taking = await startTestNode(run, cluster, { federationKeys, federationFile: path });
    try {
      const answer = await fetch(`${taking.urls.federation}/federation/node`);
      expect(await answer.json()).toMatchObject({ federation: 'Invented federation', release: 1 });
    } finally {
      await taking.stop();
    }
  });

  test('one signature is not enough, and a body that signs twice is one body', async () => {
    const [first] = bodies;
    const path = await write('half.json', statement());
    const once = await amparo(['sign', path, '--key', first?.path ?? '', '--body', 'First']);
    const half = await write('half.json', once.stdout);
    const twice = await amparo(['sign', half, '--key', first?.path ?? '']);
    expect(FederationFile.parse(JSON.parse(twice.stdout)).signatures).toHaveLength(1);
    const shown = await amparo(['show', half]);
    expect(shown.code).toBe(1);
    expect(shown.stdout).toContain('both bodies must have signed');
    const stranger = join(folder, 'stranger.key');
    await amparo(['init-body', 'Stranger', '--out', stranger]);
    const whole = await signedByBoth(statement(), 'whole.json');
    const third = await amparo(['sign', whole, '--key', stranger]);
    expect([third.code, third.stdout]).toEqual([2, '']);
    expect(third.stderr).toContain('two other bodies');
  });

  test('the second body does not sign what was changed after the first signed it', async () => {
    const [first, second] = bodies;
    const path = await write('changed.json', statement());
    const once = await amparo(['sign', path, '--key', first?.path ?? '', '--body', 'First']);
    const file = FederationFile.parse(JSON.parse(once.stdout));
    const changed = { ...file, statement: { ...file.statement, release: 99 } };
    const tampered = await write('changed.json', changed);
    const refused = await amparo(['sign', tampered, '--key', second?.path ?? '']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('is not what First signed');
  });

  test('signs nothing that no node would take', async () => {
    const key = bodies[0]?.path ?? '';
    const twice = statement({ nodes: [own, { ...own, node: 'again.example' }] });
    const over = statement({ expiresAt: new Date(Date.now() - 1000).toISOString() });
    for (const [name, said] of [
      ['twice.json', twice],
      ['over.json', over],
      ['fields.json', { ...statement(), note: 'more' }],
      ['zero.json', statement({ release: 0 })],
      ['none.json', { ...statement(), nodes: [] }],
      ['text.json', 'no JSON'],
    ] as const) {
      const refused = await amparo(['sign', await write(name, said), '--key', key]);
      expect([name, refused.code, refused.stdout]).toEqual([name, 2, '']);
      expect(refused.stderr, name).not.toContain('fault');
    }
  });

  test('takes no key that is none, and no file that is not there', async () => {
    const path = await write('unsigned.json', statement());
    const first = JSON.parse(await readFile(bodies[0]?.path ?? '', 'utf8')) as Record<
      string,
      string
    >;
    const other = JSON.parse(await readFile(bodies[1]?.path ?? '', 'utf8')) as object;
    const mixed = await write('mixed.key', { ...other, publicKey: first['publicKey'] });
    for (const args of [
      [path],
      [path, '--key', path],
      [path, '--key', join(folder, 'nowhere')],
      [path, '--key', mixed],
      [join(folder, 'nowhere'), '--key', mixed],
      [path, '--key', bodies[0]?.path ?? '', '--body', ''],
      [path, '--key', bodies[0]?.path ?? '', '--body', 'x'.repeat(121)],
    ]) {
      const refused = await amparo(['sign', ...args]);
      expect([args, refused.code, refused.stdout]).toEqual([args, 2, '']);
      expect(refused.stderr).not.toContain('fault');
    }
  });
});

test('amparo federation alone, and with a word it does not know, says what there is', async () => {
  for (const args of [[], ['sing', 'file.json'], ['__proto__']]) {
    const refused = await amparo(args);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('init-body, node, sign, show or check');
  }
});
