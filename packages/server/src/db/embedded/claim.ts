import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { findProcess } from './process.ts';
import { EmbeddedPostgresRefusal, explainFailure } from './refusal.ts';

/**
 * Claims a cluster for this process, so that two Amparos never run on one folder.
 *
 * Shape: `path` is the claim's file; the answer gives the claim back. A claim whose process is gone is void.
 * Refuses: `embedded/already-running`.
 */
export async function claimCluster(path: string): Promise<() => Promise<void>> {
  const self = await findProcess(process.pid);
  const claim = JSON.stringify({ pid: process.pid, started: self?.started });
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await writeOnce(path, claim)) return () => rm(path, { force: true });
    const found = await readFile(path, 'utf8').catch(() => undefined);
    if (found === undefined) continue;
    const holder = await findHolder(found);
    if (holder !== undefined) {
      throw new EmbeddedPostgresRefusal(
        'embedded/already-running',
        `Amparo already runs on this data folder, as process ${holder}. Stop it first (kill ${holder}), ` +
          `or choose another folder with AMPARO_DATA.`,
      );
    }
    await removeVoid(path, found);
  }
  throw new EmbeddedPostgresRefusal(
    'embedded/already-running',
    `Another Amparo is starting on this data folder at this moment (${path}).`,
  );
}

/** A link appears whole or not at all, and never over another file: nobody reads half a claim. */
async function writeOnce(path: string, claim: string): Promise<boolean> {
  const draft = `${path}.${process.pid}`;
  try {
    await writeFile(draft, claim, { mode: 0o600 });
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw explainFailure(path, String(error));
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves a void claim aside, and puts it back if somebody replaced it since it was read. */
async function removeVoid(path: string, found: string): Promise<void> {
  const aside = `${path}.${process.pid}.void`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) !== found) await link(aside, path);
  } catch {
    // Another process removed it first; the next attempt sees what is there now.
  } finally {
    await rm(aside, { force: true });
  }
}

async function findHolder(claim: string): Promise<number | undefined> {
  try {
    const { pid, started } = JSON.parse(claim) as { pid: number; started: string };
    const holder = await findProcess(pid);
    return holder?.started === started ? pid : undefined;
  } catch {
    return undefined;
  }
}
