/**
 * How long it takes to open a drawer through the whole path: `npm run bench:read [-- --json]`.
 *
 * Ours: HTTP to a real node, session, grant, the leaf of this reading in a durable commit, then the node's share
 * from its own database, entries, authors with their certificates, grants with their signatures. The peer: the
 * same entries, the same leaf in a durable commit, and the share, by `pg` alone with two prepared statements.
 * Sixteen at once on both sides; each drawer has twenty entries of 1 KiB.
 *
 * The bar: the peer does the least that keeps "no leaf, no key". Ours was 7 to 8 times that on two slow cores,
 * with session, policies, certificates and grants of the drawer, JSON of 40 KB and its strict check before it
 * leaves. Fourteen leaves room for another machine and its neighbours, and none for doing the work twice.
 */
import { randomUUID } from 'node:crypto';
import { fromBase64url } from '@amparo/seal';
import { sealNote } from '../faults/writers.ts';
import { openBare } from './bare.ts';
import { race, secondsOf } from './line.ts';
import { AT_ONCE, sideBySide, startMeasuredNode } from './measured-node.ts';

const EACH = 25;
const ENTRIES = 20;
const TEXT = 'A note of a common length. '.repeat(20);
const OPEN = JSON.stringify({ after: 0 });

const measured = await startMeasuredNode();
const bare = await openBare(measured.node);
try {
  await fill();
  await race({
    name: 'read: times as long as bare pg',
    bar: { atMost: 14 },
    operations: AT_ONCE * EACH,
    ours: () => {
      const paths = measured.drawers.map(({ view }) => times(`/api/drawers/${view.drawer}/open`));
      return secondsOf(() => sideBySide(paths, (path) => measured.post(path, OPEN)));
    },
    peer: () => {
      const drawers = bare.drawers.map((drawer) => times(drawer));
      return secondsOf(() => sideBySide(drawers, readBare));
    },
  });
} finally {
  await bare.stop();
  await measured.stop();
}

async function fill(): Promise<void> {
  const { session, drawers, post } = measured;
  for (const [at, opened] of drawers.entries()) {
    for (let position = 1; position <= ENTRIES; position += 1) {
      const { drawer, bytes } = await sealNote(session, opened, TEXT);
      await post(`/api/drawers/${drawer}/entries`, JSON.stringify({ bytes }));
      const row = { drawer: bare.drawers[at] ?? '', position, entry: randomUUID() };
      await bare.append({ ...row, bytes: Buffer.from(fromBase64url(bytes)) });
    }
  }
}

function times(item: string): string[] {
  return Array.from({ length: EACH }, () => item);
}

async function readBare(drawer: string): Promise<void> {
  const count = await bare.read(drawer);
  if (count !== ENTRIES) throw new Error(`The peer read ${count} entries.`);
}
