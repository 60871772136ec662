/** Ways in which a node ends without warning, and how it comes back. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import { fetchFromCrowd } from './real-node.ts';
import type { RealNode } from './real-node.ts';

/** Which part ends: the server, a database with all its processes, or all of them as when the power goes. */
export type Crash = 'server' | 'main' | 'keystore' | 'everything';

/** One of each kind and the server in between, over and over. */
export const CRASHES: readonly Crash[] = [
  'server',
  'main',
  'server',
  'keystore',
  'server',
  'main',
  'server',
  'everything',
];

/** Kills a part at once, starts it again after a moment, and waits until the node answers. */
export async function crash(node: RealNode, which: Crash, chance: Chance): Promise<void> {
  const { main, keystore } = node;
  const down = chance.between(0, 400);
  switch (which) {
    case 'server':
      await node.server().kill();
      await pause(down);
      await node.restartServer();
      break;
    case 'main':
    case 'keystore':
      await node[which].kill();
      await pause(down);
      await node[which].restart();
      break;
    case 'everything':
      await Promise.all([main.kill(), keystore.kill(), node.server().kill()]);
      await pause(down);
      await Promise.all([main.restart(), keystore.restart()]);
      await node.restartServer();
  }
  await waitUntilHealthy(node);
}

async function waitUntilHealthy(node: RealNode): Promise<void> {
  const limit = Date.now() + 60_000;
  for (;;) {
    const answer = await fetchFromCrowd(`${node.urls.app}/healthz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    if (node.server().hasEnded()) {
      throw new Error(`The server ended by itself:\n${node.server().output().slice(-3000)}`);
    }
    if (Date.now() > limit) throw new Error('The node did not become healthy again.');
    await pause(50);
  }
}
