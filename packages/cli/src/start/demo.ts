/** The demo: two nodes of one federation, started side by side and filled through their own front doors. */
import {
  checkerKeyPath,
  federationFilePath,
  settleFederation,
  settleFederationFile,
} from '../demo/federation.ts';
import { type DemoCard, inColumns, listCards } from '../demo/cards.ts';
import { type DemoNodePlan, FIRST_NODE, SECOND_NODE } from '../demo/nodes.ts';
import { seedDemo } from '../demo/seed.ts';
import { type DemoState, keepDemo } from '../demo/state.ts';
import type { Databases } from './databases.ts';
import { settleDemo } from './mode.ts';
import type { NodeProcess } from './node-process.ts';
import type { OwnLawPin } from './law-pin.ts';
import { startOneNode } from './one-node.ts';
import type { Ports } from './ports.ts';

interface DemoPlace {
  readonly dataDir: string;
  readonly ports: Ports;
  readonly databases: Databases;
}

interface Running {
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly endings: (() => Promise<void>)[];
  readonly law: OwnLawPin | null;
}

/** One node of the demo on its way up. */
interface DemoNode extends DemoPlace {
  readonly plan: DemoNodePlan;
  readonly state: DemoState;
  readonly process: NodeProcess;
}

/** Starts both nodes on their open databases, in the order of the places: England first. */
export async function startDemo(
  places: readonly DemoPlace[],
  running: Running,
): Promise<readonly NodeProcess[]> {
  const [{ dataDir } = { dataDir: '' }] = places;
  const { say, signal, endings, law } = running;
  const federation = await settleFederation(dataDir);
  const keys = federation.bodies.map(({ publicKey }) => publicKey);
  const plans = [FIRST_NODE, SECOND_NODE];
  const states: DemoState[] = [];
  for (const [at, plan] of plans.entries()) {
    states.push(await settleDemo(places[at]?.dataDir ?? '', plan, { say, signal }));
  }
  const nodes = await allOf(
    places.map(async (place, at): Promise<DemoNode> => {
      const plan = plans[at] ?? FIRST_NODE;
      const state = states[at] as DemoState;
      const isFirst = at === 0;
      const child = await startOneNode(
        {
          ...place,
          name: (isFirst ? process.env['AMPARO_NODE_NAME'] : undefined) ?? plan.name,
          country: (isFirst ? process.env['AMPARO_COUNTRY'] : undefined) ?? plan.country,
          isDemo: true,
          tokens: state.tokens,
          federation: { file: federationFilePath(dataDir), keys },
          law,
        },
        signal,
      );
      endings.push(() => child.stop());
      return { ...place, plan, state, process: child };
    }),
  );
  if (states.some(({ isSeeded }) => !isSeeded)) say('Filling the demo …');
  const members = nodes.map(({ plan, state, process: { urls } }) => ({
    node: plan.node,
    url: urls.federation,
    organisations: state.organisations,
  }));
  await allOf([
    settleFederationFile(dataDir, federation, members, signal),
    ...nodes.map((node) => fill(node, signal)),
  ]);
  welcome(nodes, { say, dataDir });
  return nodes.map((node) => node.process);
}

async function fill(
  { dataDir, plan, state, process }: DemoNode,
  signal: AbortSignal,
): Promise<void> {
  const { urls } = process;
  const current = { ...state, urls };
  await keepDemo(dataDir, current);
  await seedDemo(current, { dataDir, urls, signal, hasStory: plan.hasStory });
}

/** Waits for all, and then fails if one failed: nothing goes on behind our back. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

const SHOWN = ['casework', 'hotline', 'legal', 'oversight'];
const SHOWN_SECOND = ['liaison', 'legal'];

function welcome(
  nodes: readonly DemoNode[],
  { say, dataDir }: { readonly say: (line: string) => void; readonly dataDir: string },
): void {
  say('\nEverything here is invented. To sign in to the apps:');
  for (const [
    at,
    {
      plan,
      state,
      process: { urls },
    },
  ] of nodes.entries()) {
    const cards = listCards(state, { urls, node: plan.name });
    const shown = (at === 0 ? SHOWN : SHOWN_SECOND).flatMap((role): DemoCard[] =>
      cards.filter((card) => card.role === role).slice(0, 1),
    );
    say(`\n${plan.name}\n  For practitioners   ${urls.app}\n  For survivors       ${urls.portal}`);
    say(`  For other nodes     ${urls.federation}\n\n${inColumns(shown)}`);
  }
  say(
    `\nAll cards: npx amparo demo cards\nThe checker of the federation: ${checkerKeyPath(dataDir)}\n`,
  );
}
