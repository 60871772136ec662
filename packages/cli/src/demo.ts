import { join } from 'node:path';
import { type Command, readOptions, UsageError } from './command.ts';
import { type DemoCard, inColumns, listCards } from './demo/cards.ts';
import { FIRST_NODE, SECOND_NODE } from './demo/nodes.ts';
import { findDemo } from './demo/state.ts';
import { chooseFolder, SECOND_FOLDER } from './start/data-folder.ts';

/** Help for `amparo demo`. */
export const usage = `Usage: amparo demo cards [--json]

Prints how the invented people of the demo sign in: their role, sign-in card and passphrase. Only on the
machine that runs the demo, and only for whoever may read its data folder (AMPARO_DATA).

  --json   print an array of { node, face, url, role, member, passphrase, card }

Exit code: 0 printed, 1 there is no demo in this folder, 2 the command cannot be understood.

Example
  amparo demo cards
`;

/** Prints the demo's sign-in cards; see `usage`. */
export const run: Command['run'] = async (args) => {
  const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
  const [what, ...more] = positionals;
  if (what !== 'cards' || more.length > 0) throw new UsageError('Only `amparo demo cards` exists.');
  const dataDir = await chooseFolder();
  const cards = await listAll(dataDir);
  if (cards.length === 0) {
    process.stderr.write(`amparo: There is no demo in ${dataDir}. Start one with: amparo start\n`);
    return 1;
  }
  const text = values.json === true ? JSON.stringify(cards, null, 2) : inTables(cards);
  process.stdout.write(`${text}\n`);
  return 0;
};

/** The cards of both nodes, those of the first before those of the second. */
async function listAll(dataDir: string): Promise<readonly DemoCard[]> {
  const cards: DemoCard[] = [];
  for (const [folder, { name: node }] of [
    [dataDir, FIRST_NODE],
    [join(dataDir, SECOND_FOLDER), SECOND_NODE],
  ] as const) {
    const state = await findDemo(folder);
    if (state?.urls) cards.push(...listCards(state, { urls: state.urls, node }));
  }
  return cards;
}

function inTables(cards: readonly DemoCard[]): string {
  return [FIRST_NODE, SECOND_NODE]
    .map(({ name }) => ({ name, own: cards.filter(({ node }) => node === name) }))
    .filter(({ own }) => own.length > 0)
    .map(({ name, own }) => `${name}   ${own[0]?.url ?? ''}\n\n${inColumns(own)}`)
    .join('\n\n');
}
