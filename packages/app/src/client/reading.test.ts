import { fromBase64url, sealDroppedEntry, toBase64url, utf8 } from '@amparo/seal';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { readEntries } from './reading.ts';
import { makeAuthor, makeDrawer, NOW, store, write } from './testing/drawer.ts';
import type { TestAuthor } from './testing/drawer.ts';

let author: TestAuthor;
beforeAll(async () => {
  author = await makeAuthor();
});

const reasons = async (drawer: Awaited<ReturnType<typeof makeDrawer>>) =>
  (await readEntries(drawer.entries, drawer.place)).unproved.map(({ reason }) => reason);

test('what certified authors wrote is read in order, with who and from which desk', async () => {
  const drawer = await makeDrawer([author]);
  await write(drawer, author, { kind: 'a' });
  await write(drawer, author, { kind: 'b' });
  const read = await readEntries(drawer.entries.toReversed(), drawer.place);
  expect(read.unproved).toEqual([]);
  expect(read.entries.map(({ payload }) => payload)).toEqual([{ kind: 'a' }, { kind: 'b' }]);
  expect(read.entries[0]).toMatchObject({
    authorName: 'Worker',
    deskName: 'Desk of kind casework',
    byPerson: false,
  });
  expect(read).toMatchObject({ position: 2, head: drawer.head });
});

test('an entry that the node changed is shown as refused, and the others stay readable', async () => {
  const drawer = await makeDrawer([author]);
  for (const kind of ['a', 'b', 'c']) await write(drawer, author, { kind });
  const bytes = fromBase64url(drawer.entries[1]?.bytes ?? '');
  bytes[bytes.length - 80] = (bytes[bytes.length - 80] ?? 0) ^ 1;
  drawer.entries[1] = { ...drawer.entries[1]!, bytes: toBase64url(bytes) };
  const read = await readEntries(drawer.entries, drawer.place);
  expect(read.unproved).toMatchObject([{ position: 2, reason: 'broken-chain' }]);
  expect(read.entries.map(({ payload }) => payload)).toEqual([{ kind: 'a' }, { kind: 'c' }]);
});

test('no single changed byte of an entry is ever believed, and none makes reading fail', async () => {
  const drawer = await makeDrawer([author]);
  await write(drawer, author, { kind: 'a' });
  const [entry] = drawer.entries;
  if (entry === undefined) throw new Error('one entry');
  const original = fromBase64url(entry.bytes);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: original.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      async (at, change, isRechained) => {
        const bytes = original.slice();
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const changed = { ...drawer, entries: [] as typeof drawer.entries, head: 'A'.repeat(43) };
        // A node that changes bytes can also chain them anew.
        if (isRechained) await store(changed, toBase64url(bytes)).catch(() => undefined);
        if (changed.entries.length === 0) {
          changed.entries.push({ ...entry, bytes: toBase64url(bytes) });
        }
        const read = await readEntries(changed.entries, drawer.place);
        expect(read.entries).toEqual([]);
        expect(read.unproved).toHaveLength(1);
      },
    ),
    { numRuns: 200 },
  );
});

test('a forged certificate is refused: a device that the member never certified', async () => {
  const forger = await makeAuthor('casework', { forged: true });
  const drawer = await makeDrawer([author, forger]);
  await write(drawer, forger, { kind: 'a' });
  expect(await reasons(drawer)).toEqual(['not-certified']);
});

test('a real certificate of another organisation proves nothing under this root', async () => {
  const stranger = await makeAuthor();
  const drawer = await makeDrawer([author]);
  const claimed = { ...stranger, member: author.member };
  const devices = new Map(drawer.place.devices);
  devices.set(stranger.device.subject.device, {
    device: stranger.device,
    member: author.member,
    revokedAt: null,
  });
  await write(drawer, claimed, { kind: 'a' });
  const read = await readEntries(drawer.entries, { ...drawer.place, devices });
  expect(read.unproved).toMatchObject([{ reason: 'not-certified' }]);
});

test('what a revoked device sent is refused, what it sent before stands', async () => {
  const drawer = await makeDrawer([author]);
  await write(drawer, author, { kind: 'a' });
  await write(drawer, author, { kind: 'b' });
  const later = '2031-05-03T11:00:00.000Z';
  drawer.entries[1] = { ...drawer.entries[1]!, receivedAt: later };
  const { device, member } = author;
  const devices = new Map([[device.subject.device, { device, member, revokedAt: later }]]);
  const read = await readEntries(drawer.entries, { ...drawer.place, devices });
  expect(read.entries.map(({ payload }) => payload)).toEqual([{ kind: 'a' }]);
  expect(read.unproved).toMatchObject([{ position: 2, reason: 'not-certified' }]);
});

test('an entry for another drawer or file is misplaced', async () => {
  const [one, two] = [await makeDrawer([author]), await makeDrawer([author])];
  const { bytes } = await write(one, author, { kind: 'a' });
  await store(two, bytes);
  expect(await reasons(two)).toEqual(['misplaced']);
  await write(one, author, { kind: 'b' }, { file: crypto.randomUUID() });
  expect(await reasons(one)).toEqual(['misplaced']);
});

test('an entry that names a past that this drawer never had is refused', async () => {
  const drawer = await makeDrawer([author]);
  await write(drawer, author, { kind: 'a' });
  await write(drawer, author, { kind: 'b' }, { seen: { position: 1, head: 'B'.repeat(42) + 'A' } });
  await write(drawer, author, { kind: 'c' }, { seen: { position: 5, head: drawer.head } });
  await write(drawer, author, { kind: 'd' }, { expects: 'B'.repeat(42) + 'A' });
  expect(await reasons(drawer)).toEqual(['other-past', 'other-past', 'other-past']);
});

test('an older past is no reason to refuse: things that commute may be written without a line', async () => {
  const drawer = await makeDrawer([author]);
  const first = { position: 0, head: drawer.head };
  await write(drawer, author, { kind: 'a' });
  await write(drawer, author, { kind: 'b' }, { seen: first });
  expect(await reasons(drawer)).toEqual([]);
});

test('a hidden entry is noticed, and so is one that comes twice', async () => {
  const drawer = await makeDrawer([author]);
  for (const kind of ['a', 'b', 'c']) await write(drawer, author, { kind });
  const [first, , third] = drawer.entries;
  const hidden = await readEntries([first!, third!], drawer.place);
  expect(hidden.unproved).toMatchObject([
    { position: 2, reason: 'missing' },
    { position: 3, reason: 'broken-chain' },
  ]);
  const replayed = await makeDrawer([author]);
  const { bytes } = await write(replayed, author, { kind: 'a' });
  await store(replayed, bytes);
  expect(await reasons(replayed)).toEqual(['repeated']);
});

test('a position far beyond the others is not believed to have a million missing before it', async () => {
  const drawer = await makeDrawer([author]);
  const stored = await write(drawer, author, { kind: 'a' });
  const far = { ...stored, position: 1_000_000_000 };
  const read = await readEntries([far], drawer.place);
  expect(read.unproved).toEqual([{ position: 1_000_000_000, entry: null, reason: 'misplaced' }]);
});

test('nobody can drop in what the person said: the person holds the drawer', async () => {
  const drawer = await makeDrawer([author]);
  const mailbox = crypto.randomUUID();
  const person = { mailbox, key: toBase64url(author.deviceKey.publicKey) };
  const header = {
    entry: crypto.randomUUID(),
    file: null,
    drawer: drawer.place.drawer,
    version: 1,
    author: mailbox,
    device: mailbox,
    time: NOW,
    seen: { position: 0, head: drawer.head },
    checkpoint: null,
  };
  const payload = utf8(JSON.stringify({ kind: 'message/sent' }));
  const dropped = await sealDroppedEntry({
    dropKey: fromBase64url(drawer.keys.dropKey),
    header,
    payload,
    signingKey: author.deviceKey.secretKey,
  });
  await store(drawer, toBase64url(dropped));
  const place = { ...drawer.place, person };
  expect((await readEntries(drawer.entries, place)).unproved).toMatchObject([
    { reason: 'not-certified' },
  ]);
  const held = await makeDrawer([author]);
  await write(held, author, { kind: 'message/sent' }, { author: mailbox, device: mailbox });
  const read = await readEntries(held.entries, { ...held.place, person });
  expect(read.entries).toMatchObject([{ byPerson: true, payload: { kind: 'message/sent' } }]);
});

test('without the key of its version an entry is shown as not openable', async () => {
  const drawer = await makeDrawer([author]);
  await write(drawer, author, { kind: 'a' });
  const read = await readEntries(drawer.entries, { ...drawer.place, keys: new Map() });
  expect(read.unproved).toMatchObject([{ reason: 'not-openable' }]);
});
