/**
 * How fast the law is read: `npm run bench:law [-- --json] [--people N]`.
 *
 * Judged, against engines that others wrote, on the same rules, the same facts and in the same run, with the
 * results compared: the boolean skeleton of the last version of every provision. Ours must be at least twenty
 * times as fast as `json-rules-engine` and faster than `@gorules/zen-engine`. Both are given facts that are all
 * known, because neither can say "unknown"; ours does the same work as with unknown ones.
 *
 * Reported without a bar: one file against all packs with reasons and without; a million invented people
 * (`--people N`) on two threads, before and after a change of the law, with time and memory.
 */
import { parseArgs } from 'node:util';
import { assess, compileLaw, listOutcomes, parseFacts } from '@amparo/law';
import type { Packs, Scenario } from '@amparo/law';
import { compare, report } from '../../../../tools/bench-ratio.mjs';
import type { Comparison } from '../../../../tools/bench-ratio.mjs';
import { loadLaw } from '../law-files.ts';
import { makePerson, makePopulation } from '../law-people.ts';
import { countInvented } from '../law-simulate.ts';
import { makeJsonRules, makeLawSkeleton, makeOurs, makeZen } from './law-peers.ts';
import type { Answers, LawSkeleton, Reader } from './law-peers.ts';
import { median, secondsOf } from './line.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, people: { type: 'string', default: '1000000' } },
});
const json = values.json === true;
const asOf = '2026-11-23';

const loaded = await loadLaw();
if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
const { packs, scenarios } = loaded;

const skeleton = makeLawSkeleton(packs);
const comparisons = await race(skeleton);
process.exitCode = report(comparisons, { json });
tell('file', await measureFiles(packs, scenarios));
if (!json)
  console.log(`     counting ${values.people} invented people, which takes minutes for a million`);
tell('people', await measurePeople(Number(values.people)));

/** The same answers for all three, a different mixture for each file. */
function makeAnswers(law: LawSkeleton, files: number): readonly Answers[] {
  let state = 20261123;
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4294967296;
  };
  return Array.from({ length: files }, (_, file) =>
    Object.fromEntries(
      Array.from({ length: law.atoms }, (_unused, atom) => [
        `a${String(atom)}`,
        chance() < (file % 9) / 8,
      ]),
    ),
  );
}

async function race(law: LawSkeleton): Promise<Comparison[]> {
  const ours = makeOurs(law);
  const zen = makeZen(law);
  const jsonRules = makeJsonRules(law);
  const answers = makeAnswers(law, 40);
  await agree([ours, jsonRules, zen], answers);
  const perFile = async (reader: Reader, rounds: number): Promise<number> => {
    const seconds = await secondsOf(async () => {
      for (let round = 0; round < rounds; round += 1) {
        for (const file of answers) await reader.read(file);
      }
    });
    return seconds / rounds;
  };
  const against = (peer: Reader, bar: { readonly atLeast: number }): Promise<Comparison> =>
    compare({
      // Each pass gives how many files a second are read, so that the ratio is how many times faster.
      name: `law skeleton, ${String(law.rules.length)} rules: times as fast as ${peer.name}`,
      bar,
      ours: async () => 1 / (await perFile(ours, 20)),
      peer: async () => 1 / (await perFile(peer, 1)),
    });
  try {
    return [await against(jsonRules, { atLeast: 20 }), await against(zen, { atLeast: 1 })];
  } finally {
    zen.close();
  }
}

/** Speed of an engine that answers otherwise is worth nothing. */
async function agree(readers: readonly Reader[], answers: readonly Answers[]): Promise<void> {
  for (const file of answers) {
    const held = await Promise.all(readers.map(async (reader) => reader.read(file)));
    const [first = []] = held;
    for (const [index, other] of held.entries()) {
      if (other.join() === first.join()) continue;
      throw new Error(
        `${readers[index]?.name ?? ''} answers otherwise than ${readers[0]?.name ?? ''}`,
      );
    }
  }
}

/** Milliseconds for one file against all packs, with reasons and without. */
async function measureFiles(
  law: Packs,
  cases: readonly Scenario[],
): Promise<Readonly<Record<string, number>>> {
  const files = cases.flatMap(({ steps }) => {
    const facts = steps.reduce<object>((all, step) => ({ ...all, ...step.facts }), {});
    const parsed = parseFacts(facts, law);
    return parsed.ok ? [parsed.facts] : [];
  });
  const compiled = compileLaw(law);
  const time = async (work: (facts: (typeof files)[number]) => unknown): Promise<number> => {
    const passes: number[] = [];
    for (let pass = 0; pass < 5; pass += 1) {
      passes.push(
        await secondsOf(async () => {
          for (const facts of files) work(facts);
        }),
      );
    }
    return Math.round((median(passes) / files.length) * 1e6) / 1000;
  };
  return {
    files: files.length,
    provisions: law.provisions.size,
    msWithReasons: await time((facts) => assess({ packs: law, facts, asOf })),
    msWithout: await time((facts) => listOutcomes(compiled, { facts, asOf })),
  };
}

/** How many people in England and Wales a change of section 45 would reach. */
async function measurePeople(people: number): Promise<Readonly<Record<string, number>>> {
  const amend = new URL('./law-amendment.yaml', import.meta.url).pathname;
  const extents = ['GB-EAW'];
  const options = { packs: undefined, to: undefined, amend, asOf, extents, seed: 1, people };
  let reached = 0;
  const seconds = await secondsOf(async () => {
    ({ gained: reached } = await countInvented(options, 2));
  });
  return {
    people,
    threads: 2,
    seconds: Math.round(seconds * 10) / 10,
    aSecond: Math.round(people / seconds),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    reachedByAmendment: reached,
    bytesOfOneFile: JSON.stringify(makePerson(makePopulation(packs), 1, 0)).length,
  };
}

function tell(name: string, figures: Readonly<Record<string, number>>): void {
  if (json) {
    console.log(JSON.stringify({ name: `law: ${name}`, ...figures }));
    return;
  }
  const words = Object.entries(figures).map(([key, value]) => `${key} ${String(value)}`);
  console.log(`     ${name}: ${words.join(', ')}`);
}
