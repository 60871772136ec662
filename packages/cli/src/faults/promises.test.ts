import { beforeAll, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { Session } from '@amparo/app/client';
import {
  chainHead,
  drawerKey,
  fromBase64url,
  generateSigningKey,
  GENESIS_HEAD,
  newShare,
  parseEntry,
  sealEntry,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { OpenedLeaf } from './log-reader.ts';
import { findBrokenPromises, findLeafFaults, findUnloggedLoans } from './promises.ts';
import type { ShownDrawer } from './promises.ts';
import type { Sent } from './writers.ts';

const drawer = randomUUID();
const author = randomUUID();
let sent: Sent[];
let shown: ShownDrawer;
let leaves: OpenedLeaf[];

beforeAll(async () => {
  const shares = { holderShare: newShare(), nodeShare: newShare(), drawer, version: 1 };
  const key = await drawerKey(shares);
  const { secretKey } = await generateSigningKey();
  sent = [];
  let head = GENESIS_HEAD;
  const entries = [];
  for (const position of [1, 2, 3, 4]) {
    const entry = randomUUID();
    const header = { entry, file: null, drawer, version: 1, author, device: author } as const;
    const rest = { time: '2026-01-01T00:00:00.000Z', seen: { position: 0, head: GENESIS_HEAD } };
    const sealed = await sealEntry({
      key,
      header: { ...header, ...rest, checkpoint: null },
      payload: utf8('{}'),
      signingKey: secretKey,
    });
    const bytes = toBase64url(sealed);
    head = await chainHead(head, position, (await parseEntry(fromBase64url(bytes))).hash);
    const receivedAt = rest.time;
    entries.push({ position, head, bytes, receivedAt });
    const acknowledged = { entry, drawer, position, head, receivedAt, signature: '' };
    sent.push({ by: {} as Session, drawer, entry, bytes, acknowledged });
  }
  shown = { drawer, position: 4, head, entries };
  leaves = sent.map(({ entry }, index) => leafOf('entry-appended', entry, index));
});

function leafOf(kind: OpenedLeaf['kind'], object: string | null, index: number): OpenedLeaf {
  const detail = { actor: author, desk: null, file: null, drawer, class: null, object };
  const names = { actorName: null, deskName: null, byPerson: false };
  return { kind, time: '2026-01-01T00:00:00.000Z', detail, ...names, index, salt: '' };
}

test('a drawer that keeps every promise has no faults', async () => {
  expect(await findBrokenPromises(shown, sent)).toEqual([]);
  expect(findLeafFaults(leaves, sent)).toEqual([]);
});

test('an acknowledged entry that is missing at the end is found', async () => {
  const entries = shown.entries.slice(0, -1);
  const cut = { ...shown, entries, position: 3, head: entries.at(-1)?.head ?? '' };
  expect(await findBrokenPromises(cut, sent)).toHaveLength(1);
});

test('an entry that is missing in the middle, doubled, or moved is found', async () => {
  const [one, two, three, four] = shown.entries as [Shown, Shown, Shown, Shown];
  const renumbered = (list: Shown[]): Shown[] =>
    list.map((stored, at) => ({ ...stored, position: at + 1 }));
  for (const list of [
    [one, two, four],
    [one, two, two, three, four],
    [one, three, two, four],
  ]) {
    const changed = { ...shown, entries: renumbered(list), position: list.length };
    expect(await findBrokenPromises(changed, sent)).not.toEqual([]);
  }
});
type Shown = ShownDrawer['entries'][number];

test('an entry that nobody sent is found even where the chain is whole', async () => {
  expect(await findBrokenPromises(shown, sent.slice(0, 3))).toEqual([
    'nobody sent what stands at 4',
  ]);
});

test('another head, another time or another position than was acknowledged is found', async () => {
  const [first] = sent as [Sent];
  const { acknowledged } = first;
  if (acknowledged === undefined) throw new Error('The first entry was acknowledged.');
  const lies = [
    { ...acknowledged, head: GENESIS_HEAD },
    { ...acknowledged, receivedAt: '2026-01-01T00:00:01.000Z' },
    { ...acknowledged, position: 2 },
  ];
  for (const lie of lies) {
    const told = [{ ...first, acknowledged: lie }, ...sent.slice(1)];
    expect(await findBrokenPromises(shown, told)).toHaveLength(1);
  }
});

test('a drawer whose own head is not the end of its chain is found', async () => {
  expect(await findBrokenPromises({ ...shown, head: GENESIS_HEAD }, sent)).toHaveLength(1);
  expect(await findBrokenPromises({ ...shown, position: 5 }, sent)).toHaveLength(1);
});

test('an entry without a leaf, or with two, is found; one that nobody acknowledged may have none', () => {
  expect(findLeafFaults(leaves.slice(1), sent)).toHaveLength(1);
  expect(findLeafFaults([...leaves, ...leaves.slice(0, 1)], sent)).toHaveLength(1);
  const [first] = sent as [Sent];
  const unknown = [{ ...first, acknowledged: undefined }, ...sent.slice(1)];
  expect(findLeafFaults(leaves.slice(1), unknown)).toEqual([]);
});

test('a share that was lent without a leaf is found', () => {
  const opened = [leafOf('drawer-opened', null, 9)];
  expect(findUnloggedLoans(opened, author, new Map([[drawer, 1]]))).toEqual([]);
  expect(findUnloggedLoans(opened, author, new Map([[drawer, 2]]))).toHaveLength(1);
});
