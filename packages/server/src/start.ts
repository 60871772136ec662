/** A running node: its three faces, the sequencer and the tasks, in one process. */
import type { AddressInfo } from 'node:net';
import type { NodeConfig } from './config.ts';
import { startWatching } from './federation/index.ts';
import { handOff } from './jobs/index.ts';
import { startWorker } from './jobs/index.ts';
import { sequenceOnce } from './log/index.ts';
import { createLogger, type Logger } from './logger.ts';
import { openNode, type OpenNode } from './node.ts';
import { startPortal } from './portal/index.ts';
import { repeat } from './repeat.ts';
import { createPortalCalls, type RunningPortal } from './reports/index.ts';

export interface RunningNode {
  readonly urls: { readonly app: string; readonly portal: string; readonly federation: string };
  /** Answers what is under way, then closes everything. May be called again. */
  stop(): Promise<void>;
}

/** Checkpoints are due within two seconds of a leaf. */
const SEQUENCE_PAUSE_MS = 500;
const HAND_OFF_PAUSE_MS = 500;

/**
 * Starts a node.
 *
 * Shape: `log` receives allow-listed lines; without it they go to standard error. Refuses: every
 * `StartRefusal`. Throws when a port is taken.
 */
export async function startNode(
  config: NodeConfig,
  log: Logger = createLogger(),
): Promise<RunningNode> {
  const urls = { app: config.appUrl ?? '', portal: config.portalUrl ?? '' };
  const listens = { federation: config.federationUrl ?? '' };
  const listensAt = (): string => listens.federation;
  const node = await openNode(config, { log, faces: () => urls, listensAt });
  const stops: (() => Promise<unknown>)[] = [() => node.stop()];
  // What was started last is stopped first; a failure on the way up leaves nothing behind.
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    stops.push(...startUpkeep(node, log));
    const worker = await startWorker(node.keeperUrl, node.keeper, log);
    stops.push(() => worker.stop());
    const portal = await listenPortal(node, config, log);
    stops.push(() => portal.stop());
    await node.app.listen({ host: config.host, port: config.appPort });
    stops.push(() => node.app.close());
    await node.face.listen({ host: config.host, port: config.federationPort });
    stops.push(() => node.face.close());
    listens.federation ||= `http://localhost:${portOf(node.face.server.address())}`;
    stops.push(...startWatching(node.keeper, log));
    urls.portal ||= portal.url;
    urls.app ||= `http://localhost:${portOf(node.app.server.address())}`;
  } catch (error) {
    await stop();
    throw error;
  }
  let stopping: Promise<void> | undefined;
  return { urls: { ...urls, ...listens }, stop: () => (stopping ??= stop()) };
}

/** The sequencer and the way from the outbox to the queue; gives what stops them. */
function startUpkeep(node: OpenNode, log: Logger): (() => Promise<void>)[] {
  return [
    repeat('sequence', SEQUENCE_PAUSE_MS, log, () => sequenceOnce(node.keeper, new Date())),
    repeat('hand-off', HAND_OFF_PAUSE_MS, log, async () => {
      await handOff(node.keeper.keeper);
    }),
  ];
}

async function listenPortal(
  node: OpenNode,
  config: NodeConfig,
  log: Logger,
): Promise<RunningPortal> {
  const calls = await createPortalCalls(node.portal);
  const { host, portalPort, portalUrl, behindProxy, nodeName, country, demo } = config;
  const shown = { host, port: portalPort, publicUrl: portalUrl, behindProxy };
  const place = { nodeName, country, demo };
  try {
    const portal = await startPortal({
      config: { ...shown, ...place, calls: node.portal },
      calls,
      log,
    });
    return {
      url: portal.url,
      stop: async () => {
        await portal.stop();
        await calls.stop();
      },
    };
  } catch (error) {
    await calls.stop();
    throw error;
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('No port is listening.');
  return address.port;
}
