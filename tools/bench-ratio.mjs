/**
 * The figures of one comparison. Only ratios within a pass are judged: a shared machine changes its speed from
 * one minute to the next, but both sides of one pass meet the same minute.
 *
 * @typedef {{ atMost: number } | { atLeast: number }} Bar
 * @typedef {{ name: string, median: number, spread: number, bar: Bar, ok: boolean }} Comparison
 */

/**
 * Compares ours with a peer in interleaved passes; which of the two goes first alternates.
 *
 * @param {object} comparison
 * @param {string} comparison.name
 * @param {Bar} comparison.bar what the ratio ours/peer must keep to
 * @param {() => number | Promise<number>} comparison.ours one measurement, in any unit
 * @param {() => number | Promise<number>} comparison.peer the same measurement of the peer, in the same unit
 * @param {number} [comparison.passes]
 * @returns {Promise<Comparison>}
 */
export async function compare({ name, bar, ours, peer, passes = 5 }) {
  const ratios = [];
  for (let pass = 0; pass < passes; pass++) {
    const isOursFirst = pass % 2 === 1;
    const early = isOursFirst ? await ours() : undefined;
    const theirs = await peer();
    ratios.push((early ?? (await ours())) / theirs);
  }
  return judge(name, bar, ratios);
}

/**
 * Judges the ratios of all passes: it is a miss only if every single pass misses.
 *
 * Shape: `spread` is the largest ratio less the smallest. Throws on a ratio that is not a positive number.
 *
 * @param {string} name
 * @param {Bar} bar
 * @param {number[]} ratios
 * @returns {Comparison}
 */
export function judge(name, bar, ratios) {
  const sorted = ratios.toSorted((a, b) => a - b);
  const [least, most] = [sorted.at(0), sorted.at(-1)];
  if (least === undefined || most === undefined || !sorted.every((r) => r > 0 && r < Infinity)) {
    throw new Error(`${name}: nothing was measured (${ratios.join(', ')})`);
  }
  const ok = 'atMost' in bar ? least <= bar.atMost : most >= bar.atLeast;
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  const median = middle.reduce((total, ratio) => total + ratio, 0) / middle.length;
  return { name, median, spread: most - least, bar, ok };
}

/**
 * Prints comparisons, as JSON lines when asked, and gives the exit code.
 *
 * @param {Comparison[]} comparisons
 * @param {{ json: boolean, print?: (line: string) => void }} options
 * @returns {0 | 1}
 */
export function report(comparisons, { json, print = console.log }) {
  for (const comparison of comparisons) {
    print(json ? JSON.stringify(comparison) : inWords(comparison));
  }
  return comparisons.every((comparison) => comparison.ok) ? 0 : 1;
}

/** @param {Comparison} comparison */
function inWords({ name, median, spread, bar, ok }) {
  const limit = 'atMost' in bar ? `at most ${bar.atMost}` : `at least ${bar.atLeast}`;
  return `${ok ? 'ok  ' : 'MISS'} ${name}: ${median.toFixed(2)} (spread ${spread.toFixed(2)}), ${limit}`;
}
