/** Real nodes of one federation on real databases, with a line to each that a test can spoil. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import type { Client } from 'pg';
import type {
  FederationFile,
  FederationNode,
  Message,
  MessageBody,
} from '@amparo/casework/federation';
import { generateSigningKey, type KeyPair, signStatement, toBase64url } from '@amparo/seal';
import type { NodeConfig } from '../../config.ts';
import type { Runner } from '../../db/handle.ts';
import { ok, type Outcome } from '../../outcome.ts';
import { startTestNode, type TestNode } from '../../testing/test-node.ts';
import { enqueue } from '../enqueue.ts';
import type { MessageSlices, Undelivered } from '../handlers.ts';
import { type BadLine, layBadLine } from '../../testing/bad-line.ts';

/** A node of the test federation. */
export interface FederatedNode {
  readonly name: string;
  readonly node: TestNode;
  readonly line: BadLine;
  /** What its desks were told. */
  readonly told: Undelivered[];
  /** What it answers to messages instead of applying them, by their place in the thread. */
  readonly answers: Map<number, Outcome<readonly MessageBody[]>>;
  readonly main: Client;
  /** Puts a recall down for another node: the smallest message that slices handle. */
  write(to: string, message?: Partial<Written>): Promise<void>;
  /** What was applied here, in the order in which it was. */
  applied(): Promise<readonly Applied[]>;
  /** Opens it again on the same databases, as after a restart. */
  restart(): Promise<void>;
}

interface Written {
  readonly thread: string;
  readonly urgent: boolean;
  readonly notAfter: Date;
  readonly desk: string | null;
  readonly packet: string;
}

interface Applied {
  readonly source: string;
  readonly thread: string;
  readonly sequence: number;
  readonly type: string;
}

export interface TestFederation {
  readonly nodes: readonly FederatedNode[];
  readonly bodies: readonly KeyPair[];
  readonly file: () => FederationFile;
  /** Signs and spreads the next release; `to` names who is given it, all if nothing is said. */
  release(nodes: readonly FederationNode[], to?: readonly string[]): Promise<void>;
  entryOf(name: string): FederationNode;
  stop(): Promise<void>;
}

/** A day, in milliseconds. */
export const DAY_MS = 24 * 60 * 60 * 1000;

const APPLIED = `create table applied_in_test (place bigint generated always as identity,
  source text, thread uuid, sequence int, type text)`;

/** Starts nodes by these names; those in `fetching` have no address. */
export async function startFederation(
  names: readonly string[],
  { fetching = [] }: { readonly fetching?: readonly string[] } = {},
): Promise<TestFederation> {
  const folder = await mkdtemp(join(tmpdir(), 'amparo-federation-'));
  const bodies = [await generateSigningKey(), await generateSigningKey()];
  const keys = bodies.map(({ publicKey }) => toBase64url(publicKey));
  const nodes: FederatedNode[] = [];
  for (const name of names) {
    const federationFile = join(folder, `${name}.json`);
    nodes.push(await startNode(name, { federationFile, federationKeys: keys }));
  }
  const entries = nodes.map(({ name, node, line }) => ({
    ...node.open.federation.self(),
    node: name,
    name,
    url: fetching.includes(name) ? null : line.url,
  }));
  let file: FederationFile | undefined;
  const federation: TestFederation = {
    nodes,
    bodies,
    file: () => file as FederationFile,
    entryOf: (name) => entries.find(({ node }) => node === name) as FederationNode,
    release: async (members, to = names) => {
      file = await signFile(bodies, (file?.statement.release ?? 0) + 1, members);
      for (const name of to) {
        const path = join(folder, `${name}.json`);
        await writeFile(`${path}.new`, JSON.stringify(file));
        await rename(`${path}.new`, path);
        const { node } = nodes.find((each) => each.name === name) as FederatedNode;
        await node.open.keeper.membership.reload();
      }
    },
    stop: async () => {
      for (const { node, line } of nodes) {
        await line.stop();
        await node.stop();
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
  await federation.release(entries);
  return federation;
}

/** Signs a release by both bodies. */
export async function signFile(
  bodies: readonly KeyPair[],
  release: number,
  nodes: readonly FederationNode[],
): Promise<FederationFile> {
  const statement = {
    federation: 'Test federation',
    release,
    issuedAt: new Date(Date.now() - 1000).toISOString(),
    expiresAt: new Date(Date.now() + 300 * DAY_MS).toISOString(),
    nodes: [...nodes],
  };
  const signatures = await Promise.all(
    bodies.map(async ({ publicKey, secretKey }, at) => ({
      body: `Body ${at + 1}`,
      key: toBase64url(publicKey),
      signature: await signStatement(secretKey, 'federation', statement),
    })),
  );
  return { statement, signatures };
}

async function startNode(name: string, settings: Partial<NodeConfig>): Promise<FederatedNode> {
  const told: Undelivered[] = [];
  const answers = new Map<number, Outcome<readonly MessageBody[]>>();
  const slices = recordingSlices(told, answers);
  const line = await layBadLine();
  const node = await startTestNode(settings, { slices });
  const listen = async (): Promise<void> => {
    await node.open.face.listen({ host: '127.0.0.1', port: 0 });
    line.target = (node.open.face.server.address() as AddressInfo).port;
  };
  await listen();
  const main = await node.superuser('main');
  await main.query(APPLIED);
  await main.query('grant select, insert on applied_in_test to amparo_federation');
  return {
    name,
    node,
    line,
    told,
    answers,
    main,
    write: (to, message = {}) => write(node, to, message),
    applied: async () => {
      const { rows } = await main.query<Applied>(
        'select source, thread, sequence, type from applied_in_test order by place',
      );
      return rows;
    },
    restart: async () => {
      await node.reopen();
      await listen();
    },
  };
}

/** Handlers that write down what they are given, in the transaction that they are given. */
function recordingSlices(
  told: Undelivered[],
  answers: ReadonlyMap<number, Outcome<readonly MessageBody[]>>,
): MessageSlices {
  const record = async (
    tx: Runner,
    { message }: { readonly message: Message },
  ): Promise<Outcome<readonly MessageBody[]>> => {
    const values = [message.source, message.subject, message.sequence, message.type];
    const text =
      'insert into applied_in_test (source, thread, sequence, type) values ($1, $2, $3, $4)';
    await tx.execute({ compile: () => CompiledQuery.raw(text, values) });
    return answers.get(message.sequence) ?? ok([]);
  };
  return {
    handlers: {
      'org.amparo.packet.v1': record,
      'org.amparo.receipt.v1': record,
      'org.amparo.recall.v1': record,
    },
    beforeSending: async () => null,
    onUndeliverable: async (_tx, undelivered) => {
      told.push(undelivered);
    },
  };
}

async function write(node: TestNode, to: string, message: Partial<Written>): Promise<void> {
  const now = node.now();
  const packet = message.packet ?? randomUUID();
  await node.open.keeper.exchange.as({ kind: 'federation' }).commit(async (tx) => {
    await enqueue(tx, {
      to,
      thread: message.thread ?? randomUUID(),
      body: { type: 'org.amparo.recall.v1', data: { packet, at: now.toISOString() } },
      urgent: message.urgent ?? false,
      notAfter: message.notAfter ?? new Date(now.getTime() + 60 * DAY_MS),
      desk: message.desk ?? null,
      now,
    });
    return ok(null);
  });
}
