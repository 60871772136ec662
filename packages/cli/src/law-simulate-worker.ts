/** One thread of `amparo law simulate`: invents its share of people and counts them. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadTwoLaws } from './law-files.ts';
import { makePerson, makePopulation } from './law-people.ts';
import type { Share } from './law-simulate.ts';
import { addPerson, makeTwoLaws, newTally } from './law-tally.ts';

const share = workerData as Share;
const loaded = await loadTwoLaws(share.packs, share.change);
if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join(' '));
const laws = makeTwoLaws(loaded.before, loaded.after, share.asOf);
const population = makePopulation(loaded.before, share.extents);
const tally = newTally();
for (let index = share.from; index < share.from + share.count; index += 1) {
  const problem = addPerson(tally, laws, makePerson(population, share.seed, index));
  if (problem !== undefined) throw new Error(`an invented person cannot be read: ${problem}`);
}
parentPort?.postMessage(tally);
