/** How measurements are taken, side by side with a peer, and printed: in words, or as JSON lines. */
import { compare, report } from '../../../../tools/bench-ratio.mjs';
import type { Bar } from '../../../../tools/bench-ratio.mjs';

/** Two ways of doing the same work; each gives the seconds that one pass of it took. */
export interface Race {
  readonly name: string;
  readonly bar: Bar;
  /** How many operations one pass has. */
  readonly operations: number;
  readonly ours: () => Promise<number>;
  readonly peer: () => Promise<number>;
}

/**
 * Runs five interleaved passes after one that nobody counts, prints what came out, and sets the exit code.
 *
 * Only the ratio is judged. The operations a second of both sides are printed because people ask; they say
 * something about the machine.
 */
export async function race({ name, bar, operations, ours, peer }: Race): Promise<void> {
  await peer();
  await ours();
  const seconds: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  const timed = (side: 'ours' | 'peer', work: () => Promise<number>) => async () => {
    const took = await work();
    seconds[side].push(took);
    return took;
  };
  const comparison = await compare({
    name,
    bar,
    ours: timed('ours', ours),
    peer: timed('peer', peer),
  });
  const perSecond = {
    ours: Math.round(operations / median(seconds.ours)),
    peer: Math.round(operations / median(seconds.peer)),
  };
  const json = isJsonAsked();
  const figures = { ...comparison, perSecond };
  process.exitCode = report([figures], { json });
  if (!json) console.log(`     a second: ours ${perSecond.ours}, the peer ${perSecond.peer}`);
}

export function isJsonAsked(): boolean {
  return process.argv.includes('--json');
}

/** The middle of some numbers, of which there is at least one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return middle.reduce((total, value) => total + value, 0) / middle.length;
}

/** The seconds that some work took. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
