import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDrawer } from '@amparo/app/client';
import { verifyLog } from '@amparo/ledger';
import { run as runExport } from '../export.ts';
import { logFolder } from '../log-folder.ts';
import { sha256, verifyEd25519 } from '../node-crypto.ts';
import { chanceFrom, chooseSeed } from './chance.ts';
import { crash, CRASHES } from './crash.ts';
import { must, signIn } from './organisation.ts';
import { startRealNode } from './real-node.ts';
import type { RealNode } from './real-node.ts';
import { startTrial } from './trial.ts';
import type { Trial } from './trial.ts';

const ROUNDS = 24;
const chance = chanceFrom(chooseSeed());
let node: RealNode;
let trial: Trial;

beforeAll(async () => {
  console.log(`kill loop: AMPARO_SEED=${chance.seed} chooses the same moments again`);
  node = await startRealNode();
  trial = await startTrial(node);
}, 180_000);
afterAll(() => node.stop());

test('what was acknowledged survives every kill, once, with its leaf, and the log only grows', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const which = CRASHES[round % CRASHES.length] ?? 'server';
    const said = `round ${round}, ${which} killed, seed ${chance.seed}`;
    const work = trial.startWork(chance);
    await pause(chance.between(150, 1200));
    await crash(node, which, chance);
    await pause(chance.between(50, 250));
    await work.stop();
    expect(await trial.sendAgain(chance), said).toEqual([]);
    expect(await trial.findFaults(), said).toEqual([]);
  }
  expect(trial.sent.length, 'enough was written for the kills to hit something').toBeGreaterThan(
    ROUNDS * 10,
  );
  expect(trial.heads.length).toBeGreaterThan(ROUNDS);
}, 1_200_000);

test('a device that never saw the node before believes all of it', async () => {
  const session = await signIn(node, trial.enrolled.worker);
  for (const drawer of trial.drawers) {
    const opened = must(await openDrawer(session, drawer));
    expect(opened.unproved).toEqual([]);
    expect(opened.rewritten).toBe(false);
    const sent = trial.sent.filter((item) => item.drawer === drawer);
    expect(opened.entries.map(({ entry }) => entry).toSorted()).toEqual(
      sent.map(({ entry }) => entry).toSorted(),
    );
  }
});

test('the exported log verifies from its first checkpoint to its last leaf', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'amparo-kill-loop-'));
  try {
    const passphraseFile = join(folder, 'passphrase');
    await writeFile(passphraseFile, `${trial.enrolled.passphrase}\n`);
    const out = join(folder, 'log');
    const signIn = ['--card', trial.enrolled.auditor.card, '--passphrase-file', passphraseFile];
    expect(await runExport(['--node', node.urls.app, '--out', out, ...signIn])).toBe(0);
    const [first] = trial.heads.toSorted((a, b) => a.size - b.size);
    const found = await verifyLog(logFolder(out), {
      hash: sha256,
      verify: verifyEd25519,
      ...(first !== undefined && { trusted: first.text }),
    });
    expect(found.problems).toEqual([]);
    expect(found).toMatchObject({ ok: true, truncationChecked: true });
    expect(found.size).toBeGreaterThan(trial.sent.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
