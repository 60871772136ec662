/**
 * How long an append takes through the whole path: `npm run bench:append [-- --json]`.
 *
 * Ours: HTTP to a real node, session, grant, need to know, the author's signature, position and chain, entry,
 * leaf and drawer in one durable commit, and the node's signature over the acknowledgement. The peer: the same
 * rows in one durable commit by `pg` alone, one prepared statement, without a rule or a policy, in the same
 * cluster. Sixteen at once on both sides, each in a drawer of its own, entries of 1 KiB; the node's sequencer
 * takes the leaves into the log meanwhile.
 *
 * The bar: one statement without a rule is the least that any program can do, so ours takes a multiple of it. It
 * was 8 to 9 on two slow cores: HTTP and JSON, three checked or made signatures, and the statements of one
 * transaction with row-level security on each. Fourteen leaves room for another machine and its neighbours, and
 * none for a second durable commit or for doing the work twice.
 */
import { randomUUID } from 'node:crypto';
import { fromBase64url } from '@amparo/seal';
import { sealNote } from '../faults/writers.ts';
import { openBare } from './bare.ts';
import type { BareEntry } from './bare.ts';
import { race, secondsOf } from './line.ts';
import { AT_ONCE, sideBySide, startMeasuredNode } from './measured-node.ts';

const EACH = 40;
const TEXT = 'A note of a common length. '.repeat(20);

/** How many rows each drawer of the peer has by now. */
let written = 0;

const measured = await startMeasuredNode();
const bare = await openBare(measured.node);
try {
  await race({
    name: 'append: times as long as bare pg',
    bar: { atMost: 14 },
    operations: AT_ONCE * EACH,
    ours,
    peer,
  });
} finally {
  await bare.stop();
  await measured.stop();
}

async function ours(): Promise<number> {
  const { session, drawers, post } = measured;
  const sealed: { path: string; body: string }[][] = [];
  for (const opened of drawers) {
    const own: { path: string; body: string }[] = [];
    for (let at = 0; at < EACH; at += 1) {
      const { drawer, bytes } = await sealNote(session, opened, TEXT);
      own.push({ path: `/api/drawers/${drawer}/entries`, body: JSON.stringify({ bytes }) });
    }
    sealed.push(own);
  }
  return secondsOf(() => sideBySide(sealed, ({ path, body }) => post(path, body)));
}

async function peer(): Promise<number> {
  const [opened] = measured.drawers;
  if (opened === undefined) throw new Error('There is no drawer.');
  const { bytes } = await sealNote(measured.session, opened, TEXT);
  const entry = Buffer.from(fromBase64url(bytes));
  const rows = bare.drawers.map((drawer) =>
    Array.from({ length: EACH }, (_, at): BareEntry => ({
      drawer,
      position: written + at + 1,
      entry: randomUUID(),
      bytes: entry,
    })),
  );
  written += EACH;
  return secondsOf(() => sideBySide(rows, (row) => bare.append(row)));
}
