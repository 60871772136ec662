/**
 * The blindness test: what people write is searched for in everything that a thief, a seizure or a curious
 * operator of the node would have, and must not be there. First the search itself is put to the test.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { NewFile, Session } from '@amparo/app/client';
import { newMarker, sentenceOf } from './blindness/canaries.ts';
import {
  deskOf,
  handOver,
  openAndWriteFile,
  openConversation,
  readAsNewMember,
  replyAndAsk,
  saveRepresentations,
  secretsOf,
  unlockAt,
} from './blindness/desks.ts';
import { needlesOf, needlesOfSecrets } from './blindness/encodings.ts';
import {
  breakLine,
  REFUSED_FORMS,
  sendAndDelete,
  sendReport,
  sendTooLong,
  sendTooOften,
  stopBeforeSending,
} from './blindness/journeys.ts';
import type { Person } from './blindness/journeys.ts';
import { lookInMemory } from './blindness/places.ts';
import { plant } from './blindness/plant.ts';
import { listDumping, searchEverything, searchMemory } from './blindness/search.ts';
import type { Searched } from './blindness/search.ts';
import { startDemoNode } from './node/node.ts';
import { Practitioner } from './story/practitioner.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(600_000);

const marker = newMarker();
const needles = needlesOf(marker);
let searched: Searched;
let people: readonly Person[];
let hotline: Session;
let casework: Session;
let legal: Session;
let file: NewFile;
const drawers: string[] = [];

test.beforeAll(async () => {
  test.setTimeout(300_000);
  searched = await startIn(mkdtempSync(join(tmpdir(), 'amparo-blindness-')));
});
test.afterAll(async () => {
  await searched.node.stop();
  rmSync(searched.folder, { recursive: true, force: true });
});

/**
 * Starts a node whose temporary files lie in a folder of its own, which the browser's do not.
 */
async function startIn(folder: string): Promise<Searched> {
  chmodSync(folder, 0o755);
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = folder;
  try {
    return { node: await startDemoNode(), folder };
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
}

/** A process that has seen something is given a moment to end. */
async function expectNothingInMemory(): Promise<void> {
  await pause(3000);
  expect(await searchMemory(searched, needles)).toEqual([]);
}

test('the search finds what was planted: every shape in every place', async () => {
  const [kept, gone] = [newMarker(), newMarker()];
  const all = needlesOf(kept, gone);
  const of = (planted: typeof kept) => all.all.filter((needle) => needle.marker === planted);
  const garden = await plant(searched.node, of(kept), of(gone));
  try {
    const sightings = await searchEverything(searched, all);
    for (const { place, where, needles: planted } of garden.planted) {
      const here = sightings.filter((sighting) => where.test(sighting.where));
      const found = new Set(here.map(({ needle }) => needle));
      const missed = planted.filter(({ name }) => !found.has(name)).map(({ name }) => name);
      expect.soft(missed, place).toEqual([]);
    }
  } finally {
    await garden.uproot();
  }
});

test('a person writes without a script: no process that stays has seen it', async ({ browser }) => {
  const { node } = searched;
  people = [await sendReport(browser, node, { marker, path: 'without a script' })];
  await expectNothingInMemory();
  await stopBeforeSending(browser, node, marker);
  await sendAndDelete(browser, node, marker);
  await sendTooLong(node, marker);
  await expectNothingInMemory();
});

test('a line that breaks in the middle of a form leaves nothing behind', async () => {
  await breakLine(searched.node, marker);
  await expectNothingInMemory();
});

for (const [which, send] of Object.entries(REFUSED_FORMS)) {
  test(`a form ${which} leaves nothing behind`, async () => {
    await send(searched.node, marker);
    await expectNothingInMemory();
  });
}

test('a person writes in a browser that seals', async ({ browser }) => {
  const sealed = await sendReport(browser, searched.node, { marker, path: 'with a script' });
  people = [...people, sealed];
  await expectNothingInMemory();
});

test('the hotline answers, the people write back and say yes, and both are handed over', async () => {
  const { node } = searched;
  hotline = await unlockAt(node, node.cardOf('hotline'));
  casework = await unlockAt(node, node.cardOf('casework', /Lead/));
  legal = await unlockAt(node, node.cardOf('legal'));
  const desks = [deskOf(casework), deskOf(legal)];
  for (const person of people) {
    const conversation = await openConversation(hotline, person.report.text);
    const said = await replyAndAsk(hotline, conversation, { marker, desks });
    await person.answer(said);
    const { drawer } = conversation.view;
    const statement = await handOver(hotline, drawer, deskOf(casework));
    file = await openAndWriteFile(casework, { marker, drawer, statement });
    drawers.push(drawer, ...file.drawers.map(({ drawer: each }) => each));
  }
  await expectNothingInMemory();
});

test('lawyers save representations, and a new colleague reads it all', async () => {
  await saveRepresentations(legal, { marker, file: file.file });
  const read = await readAsNewMember(casework, searched.node, { marker, file: file.file });
  expect(read.filter((text) => text.includes(marker.text)).length).toBeGreaterThan(8);
});

test('a caseworker reads and records in the app', async ({ browser }) => {
  const { node } = searched;
  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/));
  await lead.openFileOf(`${marker.text} Sen`);
  await lead.openDrawers();
  await lead.openTab('Facts');
  await lead.record({
    find: 'claimed age',
    label: 'Age the person gives',
    answer: { type: '17' },
    source: 'said by the person',
    by: sentenceOf(marker, 'trong ứng dụng'),
  });
  await lead.page.context().close();
});

test('a process that crashes leaves no picture of its memory on the disk', () => {
  expect(listDumping(searched.node)).toEqual([]);
});

test('somebody who sends more than a person does leaves nothing behind either', async () => {
  await sendTooOften(searched.node, marker);
  await expectNothingInMemory();
});

test('nothing of it is anywhere on the node', async () => {
  const own = await lookInMemory(process.pid, needles);
  expect(own, 'it is here, where it was written').not.toEqual([]);
  expect(await searchEverything(searched, needles)).toEqual([]);
});

test('nor is anything that opens it: no key, no share of a holder, no digits', async () => {
  const keys = [...(await secretsOf(casework, drawers)), ...(await secretsOf(legal, []))];
  const digits = people.flatMap(({ path, code }) =>
    [code, code.replaceAll(' ', '')].map((text) => ({
      name: `code of a person ${path}`,
      bytes: Buffer.from(text),
    })),
  );
  const secrets = needlesOfSecrets([...keys, ...digits]);
  expect(secrets.roots.length).toBeGreaterThan(20);
  expect(await searchEverything(searched, secrets)).toEqual([]);
});
