/** A node, opened but not yet listening: what `startNode` and the tests both stand on. */
import type { FastifyInstance } from 'fastify';
import { ED25519, formatVerifierKey, verifierKey } from '@amparo/ledger';
import { sha256 } from './bytes.ts';
import type { NodeConfig } from './config.ts';
import { type Database, openDatabase } from './db/handle.ts';
import { prepareDatabases } from './db/prepare.ts';
import { VISIBLE, VISIBLE_IN_KEYSTORE, VISIBLE_IN_QUEUE } from './db/visible.ts';
import type { AppDeps, NodeFacts } from './deps.ts';
import { type Federation, type MessageSlices, openFederation } from './federation/index.ts';
import { serveApp } from './http/app-files.ts';
import { createLimiter } from './http/limiter.ts';
import { type FaceContext, mountRoutes } from './http/mount.ts';
import { createServer } from './http/server.ts';
import { loadRetention } from './retention.ts';
import { openKeystore } from './keystore/index.ts';
import { settleLawPin } from './law-pins/index.ts';
import { findLastCheckpoint } from './log/index.ts';
import type { WorkerDeps } from './jobs/index.ts';
import { recordLeaf } from './ledger/index.ts';
import { settleOrigin } from './log/index.ts';
import { publishLog } from './log/index.ts';
import type { SequencerDeps } from './log/index.ts';
import { findLogState } from './log/index.ts';
import { LOG_FIELDS, type Logger } from './logger.ts';
import { ok } from './outcome.ts';
import { packetSlices } from './packets/index.ts';
import { appRoutes, endpointsOf } from './routes.ts';
import { describeCalls } from './http/openapi.ts';
import type { PortalCallsConfig } from './reports/index.ts';
import { findMemberByToken } from './sessions/index.ts';

/** The version of this program, as `/api/node` says it. */
const VERSION = '0.1.0';

export interface NodeOptions {
  readonly log: Logger;
  /** The node's clock; tests move it. */
  readonly clock?: () => Date;
  /** Addresses of the faces, known once they listen. */
  readonly faces: () => { readonly app: string; readonly portal: string };
  /** Where the face for other nodes listens, once it does. */
  readonly listensAt?: () => string;
  /** What is done with messages from other nodes; tests of the federation alone bring their own. */
  readonly slices?: MessageSlices;
}

export interface OpenNode {
  readonly app: FastifyInstance;
  /** The face that other nodes write to. */
  readonly face: FastifyInstance;
  readonly federation: Federation;
  readonly node: string;
  /** For the sequencer and the tasks: as `amparo_keeper`, with other nodes as `amparo_federation`. */
  readonly keeper: SequencerDeps & WorkerDeps;
  readonly keeperUrl: string;
  /** What a process of the portal needs to make its calls. */
  readonly portal: PortalCallsConfig;
  /** Closes the server and every connection. */
  stop(): Promise<void>;
}

/**
 * Prepares the databases and builds the practitioners' face.
 *
 * Refuses: every `StartRefusal`.
 */
export async function openNode(config: NodeConfig, options: NodeOptions): Promise<OpenNode> {
  const { log, clock = () => new Date() } = options;
  const prepared = await prepareDatabases(config);
  const { keys, urls, node } = prepared;
  const db = openDatabase(urls.app, 12);
  const keeperDb = openDatabase(urls.keeper, 8);
  const exchangeDb = openDatabase(urls.federation, 8);
  const keystore = openKeystore(urls.keystore, 6);
  const { dataFolder } = config;
  const retention = await loadRetention(dataFolder);
  await settleOrigin(keeperDb, node, await findLastCheckpoint(dataFolder), clock());
  await recordStart(keeperDb, clock());
  const lawPin = await settleLawPin({ keeper: keeperDb, config, now: clock() });
  const limiter = createLimiter(() => clock().getTime());
  const logKey: NodeFacts['logKey'] = () => findLogKey(db, keys.logSigning.publicKey);
  const { federation, face, exchange } = await openFederation({
    ...{ exchange: exchangeDb, keys, limiter, log, clock, node, config, logKey },
    behindProxy: config.behindProxy,
    slices: (others) =>
      options.slices ?? packetSlices({ federation: others, keystore, encryption: keys.encryption }),
    listensAt: options.listensAt ?? (() => 'http://localhost'),
  });
  const { logSigning, encryption } = keys;
  const held = { federation, keystore, retention };
  const keeper = { ...exchange, ...held, keeper: keeperDb, logSigning, encryption, dataFolder };
  const deps: AppDeps = {
    ...{ ...held, db, keys, limiter, log, lawPin },
    node: {
      node,
      name: config.nodeName,
      country: config.country,
      demo: config.demo,
      version: VERSION,
      logKey,
      faces: options.faces,
    },
  };
  const app = buildApp(config, deps, clock);
  return {
    app,
    face,
    federation,
    node,
    keeper,
    keeperUrl: urls.keeper,
    portal: { databaseUrl: urls.portal, keystoreUrl: urls.keystore, dataFolder },
    stop: async () => {
      await Promise.all([app.close(), face.close()]);
      await Promise.all([db.stop(), keeperDb.stop(), exchangeDb.stop(), keystore.stop()]);
    },
  };
}

function buildApp(config: NodeConfig, deps: AppDeps, clock: () => Date): FastifyInstance {
  const { appUrl, behindProxy } = config;
  const isSecure = appUrl?.startsWith('https:') === true;
  const app = createServer({ isSecure, behindProxy, log: deps.log });
  const prefix = isSecure ? '__Host-' : '';
  const face: FaceContext = {
    face: 'app',
    publicUrl: appUrl,
    log: deps.log,
    limiter: deps.limiter,
    clock,
    cookie: {
      name: `${prefix}amparo_app_${deps.node.node.slice(0, 8)}`,
      isSecure,
      findMember: (token, now) => findMemberByToken(deps, token, now),
    },
  };
  const routes = appRoutes(deps);
  mountRoutes(app, routes, face);
  publishLog(app, deps, face);
  const openapi = JSON.stringify(describeCalls(endpointsOf(routes), VERSION));
  app.get('/api/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(openapi),
  );
  const visible = JSON.stringify({
    database: VISIBLE,
    keystore: VISIBLE_IN_KEYSTORE,
    queue: VISIBLE_IN_QUEUE,
    log: LOG_FIELDS,
  });
  app.get('/api/visible', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(visible),
  );
  app.get('/healthz', async (_request, reply) => {
    await findLogState(deps.db.as({ kind: 'nobody' }));
    return reply.type('text/plain').send('ok\n');
  });
  serveApp(app, config.appDist);
  return app;
}

async function recordStart(keeper: Database, now: Date): Promise<void> {
  await keeper.as({ kind: 'keeper' }).commit(async (tx) => {
    await recordLeaf(tx, { kind: 'node-started', now, about: {} });
    return ok(null);
  });
}

async function findLogKey(db: Database, publicKey: Uint8Array): ReturnType<NodeFacts['logKey']> {
  const state = await findLogState(db.as({ kind: 'nobody' }));
  const origin = state?.origin ?? '';
  return { origin, key: formatVerifierKey(verifierKey(sha256, origin, ED25519, publicKey)) };
}
