/**
 * Finds the known word that somebody most likely meant.
 *
 * Shape: `undefined` when none is near: more than a third of the typed letters would have to change.
 */
export function findNearest(typed: string, known: readonly string[]): string | undefined {
  const distances = known.map((word) => ({ word, distance: editDistance(typed, word) }));
  const [best] = distances.sort((a, b) => a.distance - b.distance);
  const most = Math.max(1, Math.floor(typed.length / 3));
  return best !== undefined && best.distance <= most ? best.word : undefined;
}

/** How many letters must be added, dropped, changed, or swapped with their neighbour. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const isEqual = from[i - 1] === to[j - 1];
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const ways = [
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (isEqual ? 0 : 1),
      ];
      if (isSwapped) ways.push((before[j - 2] ?? 0) + 1);
      row.push(Math.min(...ways));
    }
    before = previous;
    previous = row;
  }
  return previous[to.length] ?? 0;
}
