import { resolve } from 'node:path';
import { decideAccount, findCaller, listAccounts } from './account.ts';
import { installBinaries } from './binaries.ts';
import { claimCluster } from './claim.ts';
import { ensureCluster, footingOf, readVersion } from './cluster.ts';
import { placeOf, prepareFolders } from './folder.ts';
import { settleFormerRun } from './postmaster.ts';
import { runServer } from './server.ts';

export { chooseDataDir } from './folder.ts';
export { EmbeddedPostgresRefusal } from './refusal.ts';
export type { EmbeddedRefusalCode } from './refusal.ts';

/** What to start; see `startEmbeddedPostgres`. */
export interface EmbeddedOptions {
  /** The folder of Amparo's data. Several clusters may share it; their programs are then installed once. */
  readonly dataDir: string;
  /** The cluster's own folder in it, for example `main` or `keystore`. */
  readonly name: string;
  /** Accounts that PostgreSQL may run as when we are root, best first. Default: `postgres`, `nobody`. */
  readonly accounts?: readonly string[];
  /** Settings of PostgreSQL beyond ours, for example `shared_buffers` for a small cluster. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the programs are installed. Default: `native` in `dataDir`. */
  readonly nativeDir?: string;
}

/** A running database of our own. */
export interface EmbeddedPostgres {
  /** For the superuser, password included: `postgres://…@127.0.0.1:port/postgres`. Never log it. */
  readonly url: string;
  readonly port: number;
  /** Of PostgreSQL, for example `18.4`. */
  readonly version: string;
  /** The account of this machine that it runs as. */
  readonly account: string;
  /** Settles when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Shuts down in order, without waiting for clients, and settles when it is down. May be called again. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a real PostgreSQL on a folder, making the database at the first start.
 *
 * It listens on a free port of 127.0.0.1 and on no socket file. When Amparo is root it runs as `postgres` or
 * `nobody`; otherwise as the same user. Whatever a kill or a power cut left behind is cleared away first.
 * Refuses, as `EmbeddedPostgresRefusal`: every code of `EmbeddedRefusalCode`.
 * Source: PostgreSQL documentation, chapter 18 "Server Setup and Operation".
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const place = placeOf(dataDir, options.name);
  const candidates = await listAccounts(options.accounts ?? ['postgres', 'nobody']);
  const account = decideAccount(findCaller(), candidates);
  await prepareFolders(dataDir, place, account);
  const binaries = await installBinaries(resolve(options.nativeDir ?? `${dataDir}/native`));
  const footing = footingOf(place, account);
  const version = await readVersion(binaries, footing);
  const giveBack = await claimCluster(place.owner);
  try {
    const password = await ensureCluster(place, account, { binaries, version, footing });
    await settleFormerRun(place.pgdata);
    const server = await runServer(binaries.postgres, place, footing, options.settings ?? {});
    const ended = server.ended.then(giveBack);
    const stop = async (): Promise<void> => {
      await server.stop();
      await ended;
    };
    const url = `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`;
    return { url, port: server.port, version, account: account.name, ended, stop };
  } catch (error) {
    await giveBack();
    throw error;
  }
}
