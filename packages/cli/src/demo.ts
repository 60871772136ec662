import { type Command, readOptions, UsageError } from './command.ts';
import { inColumns, listCards } from './demo/cards.ts';
import { findDemo } from './demo/state.ts';
import { chooseFolder } from './start/data-folder.ts';

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
  const state = await findDemo(dataDir);
  if (state === undefined || state.urls === null) {
    process.stderr.write(`amparo: There is no demo in ${dataDir}. Start one with: amparo start\n`);
    return 1;
  }
  const cards = listCards(state, state.urls);
  const text = values.json === true ? JSON.stringify(cards, null, 2) : inColumns(cards);
  process.stdout.write(`${text}\n`);
  return 0;
};
