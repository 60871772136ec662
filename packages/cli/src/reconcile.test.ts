import {
  formatEntryBundle,
  formatLeaf,
  formatOpenings,
  makeLeaf,
  OPENINGS_FILE,
  tilePath,
} from '@amparo/ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './node-crypto.ts';
import { readLoggedPackets, reconcile } from './reconcile.ts';

const PACKET = '00000000-0000-4000-8000-000000000001';
const DESK = '00000000-0000-4000-8000-00000000000d';
const acts = (...kinds: string[]) => ({
  acts: new Map([[PACKET, new Set(kinds)]]),
  sentTo: new Map(kinds.includes('packet-sent') ? [[PACKET, DESK]] : []),
  desks: new Set<string>(),
});
const NO_PACKETS = { acts: new Map(), sentTo: new Map(), desks: new Set<string>() };
const SENT = ['packet-sent', 'receipt-transport', 'receipt-handover'];
const RECEIVED = ['packet-received', 'packet-opened'];

test('two logs that tell the same story agree, whichever is named first', () => {
  const expected = { both: 1, problems: [], pending: [] };
  expect(reconcile(acts(...SENT), acts(...RECEIVED))).toEqual(expected);
  expect(reconcile(acts(...RECEIVED), acts(...SENT))).toEqual(expected);
});

test('a receipt for something that the other node never recorded is a problem', () => {
  const { problems } = reconcile(acts(...SENT), acts('packet-received'));
  expect(problems).toEqual([{ code: 'packet/not-recorded', where: `${PACKET} receipt-handover` }]);
  const claimed = reconcile(acts('packet-sent', 'receipt-deletion'), acts('packet-received'));
  expect(claimed.problems).toHaveLength(1);
});

test('an opening of which the person’s log does not know yet is named', () => {
  const { pending, problems } = reconcile(
    acts('packet-sent', 'receipt-transport'),
    acts(...RECEIVED),
  );
  expect(pending).toEqual([`${PACKET} packet-opened`]);
  expect(problems).toEqual([]);
});

test('a packet that went to somebody else is not judged', () => {
  const elsewhere = { ...NO_PACKETS, desks: new Set(['another']) };
  expect(reconcile(acts(...SENT), elsewhere)).toEqual({ both: 0, problems: [], pending: [] });
});

test('a packet that was confirmed and then taken out of the other log altogether is found', () => {
  const emptied = { ...NO_PACKETS, desks: new Set([DESK]) };
  const problems = [{ code: 'packet/not-recorded', where: `${PACKET} receipt-transport` }];
  expect(reconcile(acts(...SENT), emptied)).toMatchObject({ both: 0, problems });
  expect(reconcile(emptied, acts(...SENT)).problems).toEqual(problems);
  // On its way only: nothing was confirmed that could be missing.
  expect(reconcile(acts('packet-sent'), emptied).problems).toEqual([]);
});

test('property: the order of the two logs never changes the outcome', () => {
  const kinds = fc.subarray([...SENT, ...RECEIVED, 'packet-deleted', 'receipt-deletion']);
  fc.assert(
    fc.property(kinds, kinds, (one, other) => {
      const forth = reconcile(acts(...one), acts(...other));
      const back = reconcile(acts(...other), acts(...one));
      const places = ({ problems }: typeof forth) => problems.map(({ where }) => where).toSorted();
      expect(places(forth)).toEqual(places(back));
    }),
  );
});

test('only what a leaf of the log proves counts as recorded', async () => {
  const salt = new Uint8Array(32).fill(3);
  const detail = { actor: null, desk: DESK, object: PACKET };
  const leaf = makeLeaf(
    sha256,
    { kind: 'packet-sent', time: '2031-05-03T10:00:00Z' },
    salt,
    detail,
  );
  const folder = (shown: object) => {
    const files = new Map([
      [tilePath('entries', 0, 1), formatEntryBundle([formatLeaf(leaf)])],
      [OPENINGS_FILE, formatOpenings([{ index: 0, salt, detail: shown }])],
    ]);
    return { read: (path: string) => Promise.resolve(files.get(path)) };
  };
  expect(await readLoggedPackets(folder(detail), 1)).toEqual(acts('packet-sent'));
  const other = { ...detail, object: PACKET.replace('1', '2') };
  expect(await readLoggedPackets(folder(other), 1)).toEqual(NO_PACKETS);
  expect(await readLoggedPackets(folder(detail), 0)).toEqual(NO_PACKETS);
});
