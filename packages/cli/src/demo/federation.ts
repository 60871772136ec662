/**
 * The demo's federation: two invented bodies that sign the file, the two nodes, and a third entry from whose
 * position `amparo federation check` speaks. In the demo all its keys lie in the data folder; real bodies keep
 * theirs on paper or a machine of their own.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FederationFile,
  type FederationNode,
  type FederationStatement,
  NodeEntry,
} from '@amparo/casework/federation';
import {
  canonicalJson,
  fromBase64url,
  generateEncryptionKey,
  generateSigningKey,
  signStatement,
  toBase64url,
} from '@amparo/seal';
import { formatKeyFile } from '../federation/key-file.ts';

const NAME = 'Demo federation (invented)';
const BODIES = ['First body (demo)', 'Second body (demo)'] as const;
/** From whose position the demo's nodes can be checked. */
export const CHECKER = 'checker.demo';

interface KeptKey {
  readonly secretKey: string;
  readonly publicKey: string;
}

/** The keys of the bodies and of the checker, as they lie in the data folder of the first node. */
export interface DemoFederation {
  readonly bodies: readonly [KeptKey, KeptKey];
  readonly checker: KeptKey & { readonly encryptionKey: string };
}

const KEYS_FILE = 'demo-federation.json';
const FILE = 'federation.json';
const CHECKER_FILE = 'checker.key';

/** Where the nodes of a demo find the signed file. */
export function federationFilePath(dataDir: string): string {
  return join(dataDir, FILE);
}

/** Where the checker's key lies, as `amparo federation check --key` reads it. */
export function checkerKeyPath(dataDir: string): string {
  return join(dataDir, CHECKER_FILE);
}

/** Reads the keys of the demo's federation, or draws them at the first start. */
export async function settleFederation(dataDir: string): Promise<DemoFederation> {
  const path = join(dataDir, KEYS_FILE);
  const known = await readJson(path);
  if (known !== undefined) return known as DemoFederation;
  const checker = await drawKey();
  const { publicKey } = await generateEncryptionKey();
  const drawn: DemoFederation = {
    bodies: [await drawKey(), await drawKey()],
    checker: { ...checker, encryptionKey: toBase64url(publicKey) },
  };
  await writeWhole(dataDir, CHECKER_FILE, formatKeyFile(checker));
  await writeWhole(dataDir, KEYS_FILE, JSON.stringify(drawn));
  return drawn;
}

async function drawKey(): Promise<KeptKey> {
  const { secretKey, publicKey } = await generateSigningKey();
  return { secretKey: toBase64url(secretKey), publicKey: toBase64url(publicKey) };
}

/** What the federation file needs of a running node of the demo. */
export interface DemoMember {
  readonly node: string;
  /** Where its face for other nodes answers. */
  readonly url: string;
  /** Undefined: those that the node has already. */
  readonly organisations: readonly FederationNode['organisations'][number][] | undefined;
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Writes the next release where the nodes changed, and waits until both go by it.
 *
 * Shape: the organisations are named by the plan, because they may still be joining. Throws when a node does not
 * take the file within half a minute.
 */
export async function settleFederationFile(
  dataDir: string,
  federation: DemoFederation,
  members: readonly DemoMember[],
  signal: AbortSignal,
): Promise<void> {
  const nodes = await Promise.all(members.map(entryOf));
  const known = FederationFile.safeParse(await readJson(federationFilePath(dataDir)));
  const wanted = [...nodes, checkerEntry(federation)];
  const isSame =
    known.success &&
    canonicalJson(known.data.statement.nodes) === canonicalJson(wanted) &&
    Date.parse(known.data.statement.expiresAt) > Date.now() + YEAR_MS / 12;
  const release = known.success ? known.data.statement.release + (isSame ? 0 : 1) : 1;
  if (!isSame) {
    const now = Date.now();
    const file = await signFile(federation, {
      federation: NAME,
      release,
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + YEAR_MS).toISOString(),
      nodes: wanted,
    });
    await writeWhole(dataDir, FILE, JSON.stringify(file, null, 1));
  }
  await Promise.all(members.map(({ url }) => waitForRelease(url, release, signal)));
}

async function entryOf({ node, url, organisations }: DemoMember): Promise<FederationNode> {
  const { entry } = await askNode(url);
  return { ...entry, node, url, organisations: [...(organisations ?? entry.organisations)] };
}

function checkerEntry({ checker }: DemoFederation): FederationNode {
  return {
    node: CHECKER,
    name: 'Checker (demo)',
    country: 'GB',
    url: null,
    signingKeys: [checker.publicKey],
    encryptionKey: checker.encryptionKey,
    logKey: '',
    organisations: [],
  };
}

async function signFile(
  { bodies }: DemoFederation,
  statement: FederationStatement,
): Promise<FederationFile> {
  const signatures = await Promise.all(
    bodies.map(async ({ secretKey, publicKey }, at) => ({
      body: BODIES[at] ?? '',
      key: publicKey,
      signature: await signStatement(fromBase64url(secretKey), 'federation', statement),
    })),
  );
  return FederationFile.parse({ statement, signatures });
}

async function askNode(url: string): Promise<NodeEntry> {
  const answer = await fetch(`${url}/federation/node`);
  return NodeEntry.parse(await answer.json());
}

const PATIENCE_MS = 30_000;

async function waitForRelease(url: string, release: number, signal: AbortSignal): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while ((await askNode(url)).release < release) {
    signal.throwIfAborted();
    if (Date.now() > until) throw new Error(`The node at ${url} did not take the federation file.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** After a crash there is the old file or the new one. */
async function writeWhole(dataDir: string, name: string, text: string): Promise<void> {
  const draft = join(dataDir, `.${name}.${process.pid}`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(dataDir, name));
}
