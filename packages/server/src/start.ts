/** A running node: both faces, the sequencer and the tasks, in one process. */
import type { AddressInfo } from 'node:net';
import type { NodeConfig } from './config.ts';
import { sequenceOnce } from './log/sequencer.ts';
import { createLogger, type Logger } from './logger.ts';
import { openNode } from './node.ts';
import { repeat } from './repeat.ts';

export interface RunningNode {
  readonly urls: { readonly app: string; readonly portal: string };
  /** Answers what is under way, then closes everything. May be called again. */
  stop(): Promise<void>;
}

/** Checkpoints are due within two seconds of a leaf. */
const SEQUENCE_PAUSE_MS = 500;

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
  const node = await openNode(config, { log, faces: () => urls });
  await node.app.listen({ host: config.host, port: config.appPort });
  urls.app ||= `http://localhost:${portOf(node.app.server.address())}`;
  const stopSequencer = repeat('sequence', SEQUENCE_PAUSE_MS, log, () =>
    sequenceOnce(node.keeper, new Date()),
  );
  let stopping: Promise<void> | undefined;
  return {
    urls,
    stop: () =>
      (stopping ??= (async () => {
        await node.app.close();
        await stopSequencer();
        await node.stop();
      })()),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('No port is listening.');
  return address.port;
}
