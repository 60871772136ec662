/** Which federation file is in force, and who this node is in it. */
import { readFile, stat } from 'node:fs/promises';
import {
  decideFile,
  FederationFile,
  type FederationNode,
  type FederationStatement,
  type FileRefusal,
} from '@amparo/casework/federation';
import {
  canonicalJson,
  fromBase64url,
  type KeyPair,
  signStatement,
  toBase64url,
  verifyStatement,
} from '@amparo/seal';
import { toText } from '../bytes.ts';
import type { NodeConfig } from '../config.ts';
import type { Database } from '../db/handle.ts';
import type { NodeKeys } from '../keys/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import type { Logger } from '../logger.ts';
import { ok } from '../outcome.ts';
import { StartRefusal } from '../refusal.ts';
import { insertRelease, listReleases } from './release-store.ts';
import type { Federation, FormerPeer, SignedStatement } from './peers.ts';

export interface MembershipDeps {
  /** As `amparo_federation`. */
  readonly exchange: Database;
  readonly keys: NodeKeys;
  readonly log: Logger;
  readonly clock: () => Date;
  /** The identifier of the installation, by which it goes while it stands alone. */
  readonly node: string;
  readonly config: Pick<
    NodeConfig,
    'federationFile' | 'federationKeys' | 'federationUrl' | 'nodeName' | 'country'
  >;
  readonly logKey: () => Promise<{ readonly key: string }>;
}

/** What the rest of the federation's own code asks beside what everybody may. */
export interface Membership extends Omit<Federation, 'listDesksOf'> {
  /** The statement in force; undefined while the node stands alone or its file has ended. */
  statement(): FederationStatement | undefined;
  file(): FederationFile | undefined;
  findPeerByKey(key: string): FederationNode | undefined;
  signingKey(): KeyPair;
  /** Where others write to, without a slash at the end; undefined until it is known. */
  address(): string | undefined;
  /** Looks whether there is a newer file, on the disk or in the database. */
  reload(): Promise<void>;
  /** Takes a file if it may be taken; says why not otherwise. */
  take(file: FederationFile): Promise<FileRefusal | undefined>;
}

/**
 * Reads what is in force.
 *
 * Refuses: `StartRefusal` `federation/refused` when the operator's file cannot be taken. A file that is not
 * there yet is waited for: until it comes the node speaks with nobody.
 */
export async function openMembership(deps: MembershipDeps): Promise<Membership> {
  const own = [deps.keys.nodeSigning, deps.keys.nextSigning].filter((key) => key !== null);
  const alone = await describeAlone(deps);
  let files: readonly FederationFile[] = [];
  const current = (): FederationFile | undefined => files[0];
  const statement = (): FederationStatement | undefined => {
    const found = current()?.statement;
    const isOver = found !== undefined && Date.parse(found.expiresAt) <= deps.clock().getTime();
    return isOver ? undefined : found;
  };
  const nodes = (): readonly FederationNode[] => statement()?.nodes ?? [];
  const isOwn = ({ signingKeys }: FederationNode): boolean =>
    own.some(({ publicKey }) => signingKeys.includes(toBase64url(publicKey)));
  const self = (): FederationNode => nodes().find(isOwn) ?? alone;
  const findPeer = (name: string): FederationNode | undefined =>
    [self(), ...nodes()].find(({ node }) => node === name);
  const signingKey = (): KeyPair => {
    const [first] = self().signingKeys;
    return own.find(({ publicKey }) => toBase64url(publicKey) === first) ?? deps.keys.nodeSigning;
  };
  const take = async (file: FederationFile): Promise<FileRefusal | undefined> => {
    const refused = await takeFile(deps, file, current());
    if (refused === undefined) files = await readReleases(deps.exchange);
    return refused;
  };
  const changedFile = watchFile(deps.config.federationFile);
  const readOperatorsFile = async (): Promise<FileRefusal | 'unreadable' | undefined> => {
    const file = await changedFile();
    return file === undefined || file === 'unreadable' ? file : take(file);
  };
  files = await readReleases(deps.exchange);
  const refused = await readOperatorsFile();
  // An older file than the one in force is no reason to stop: the newer one came from a peer.
  if (refused !== undefined && refused !== 'older') throw refusedFile(deps, refused);
  return {
    self,
    findPeer,
    findFormerPeer: (name) => findFormer(files, name, nodes()),
    listPeers: () => nodes().filter((node) => !isOwn(node)),
    statement,
    file: current,
    findPeerByKey: (key) => nodes().find((node) => !isOwn(node) && node.signingKeys.includes(key)),
    signingKey,
    address: () => deps.config.federationUrl ?? self().url ?? undefined,
    take,
    reload: async () => {
      const [newest] = await readReleases(deps.exchange);
      if (newest?.statement.release !== current()?.statement.release) {
        files = await readReleases(deps.exchange);
      }
      const why = await readOperatorsFile();
      if (why === undefined) return;
      deps.log.warn({ event: 'federation file refused', code: `federation/${why}` });
    },
    sign: (context, said) => signStatement(signingKey().secretKey, context, said),
    isSignedBy: async (name, context, signed) =>
      isSignedByAny(findPeer(name)?.signingKeys ?? [], context, signed),
  };
}

async function describeAlone(deps: MembershipDeps): Promise<FederationNode> {
  const { config, keys, node } = deps;
  return {
    node,
    name: config.nodeName.slice(0, 120) || 'Amparo',
    country: config.country,
    url: null,
    signingKeys: [toText(keys.nodeSigning.publicKey)],
    encryptionKey: toText(keys.encryption.publicKey),
    logKey: (await deps.logKey()).key,
    organisations: [],
  };
}

async function readReleases(exchange: Database): Promise<FederationFile[]> {
  const rows = await listReleases(exchange.as({ kind: 'federation' }));
  return rows.map(({ file }) => FederationFile.parse(file));
}

async function takeFile(
  { exchange, config, clock }: MembershipDeps,
  file: FederationFile,
  known: FederationFile | undefined,
): Promise<FileRefusal | undefined> {
  const now = clock();
  const decision = decideFile(file.statement, {
    signers: await listSigners(file),
    pinned: config.federationKeys,
    current: known && {
      release: known.statement.release,
      same: canonicalJson(known.statement) === canonicalJson(file.statement),
    },
    now: now.toISOString(),
  });
  if (!decision.ok) return decision.why;
  await exchange.as({ kind: 'federation' }).commit(async (tx) => {
    const isNew = await insertRelease(tx, file, now);
    if (isNew) await recordLeaf(tx, { kind: 'federation-changed', now, about: {} });
    return ok(null);
  });
  return undefined;
}

/**
 * The keys whose signatures over the statement are good.
 *
 * Shape: base64url Ed25519 public keys, as they stand in the file.
 */
export async function listSigners({ statement, signatures }: FederationFile): Promise<string[]> {
  const signers: string[] = [];
  for (const { key, signature } of signatures) {
    if (await isSignedByAny([key], 'federation', { statement, signature })) signers.push(key);
  }
  return signers;
}

/** Says whether one of these keys signed the canonical JSON of the statement under the context. */
export async function isSignedByAny(
  keys: readonly string[],
  context: string,
  signed: SignedStatement,
): Promise<boolean> {
  for (const key of keys) {
    if (await verifyStatement(fromBase64url(key), context, signed)) return true;
  }
  return false;
}

function findFormer(
  files: readonly FederationFile[],
  name: string,
  nodes: readonly FederationNode[],
): FormerPeer | undefined {
  if (nodes.some(({ node }) => node === name)) return undefined;
  let release: number | undefined;
  for (const { statement } of files) {
    const found = statement.nodes.find(({ node }) => node === name);
    if (found !== undefined) {
      const { node, name: called, country } = found;
      return { node, name: called, country, release: release ?? statement.release };
    }
    ({ release } = statement);
  }
  return undefined;
}

/** Reads a file when it is there and is not the one that was read before. */
function watchFile(path: string | null): () => Promise<FederationFile | 'unreadable' | undefined> {
  let readAt: string | undefined;
  return async () => {
    const seen = path === null ? undefined : await stampOf(path);
    if (path === null || seen === undefined || seen === readAt) return undefined;
    readAt = seen;
    return (await parseFile(path)) ?? 'unreadable';
  };
}

async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}

async function parseFile(path: string): Promise<FederationFile | undefined> {
  try {
    return FederationFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

const WHY: Readonly<Record<FileRefusal | 'unreadable', string>> = {
  unreadable: 'it cannot be read as a federation file',
  'not-signed': 'it is not signed by both bodies whose keys are in AMPARO_FEDERATION_KEYS',
  older: 'a later release is in force already',
  changed: 'another file with the same release is in force already',
  ended: 'it has ended; ask the bodies for the next release',
  ambiguous: 'one name, key or organisation stands for two nodes in it',
};

function refusedFile({ config }: MembershipDeps, why: FileRefusal | 'unreadable'): StartRefusal {
  return new StartRefusal(
    'federation/refused',
    `The federation file ${config.federationFile ?? ''} was not taken: ${WHY[why]}.`,
  );
}
