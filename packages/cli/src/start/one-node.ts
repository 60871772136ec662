/** One node of this machine: its databases, its process, its log. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { APP_DIST } from './build.ts';
import type { Databases } from './databases.ts';
import type { OwnLawPin } from './law-pin.ts';
import { openLogFile } from './log-file.ts';
import { type NodeProcess, startNodeProcess } from './node-process.ts';
import type { Ports } from './ports.ts';
import { StartRefusal } from './refusal.ts';

/** What a node is started with, beside what the operator's environment says. */
export interface NodeToStart {
  readonly dataDir: string;
  readonly databases: Databases;
  readonly ports: Ports;
  readonly name: string;
  readonly country: string;
  readonly isDemo: boolean;
  readonly tokens: readonly string[];
  /** The federation file and the keys of its two bodies, in the demo. */
  readonly federation: { readonly file: string; readonly keys: readonly string[] } | null;
  /** The release of the law that it pins; null where the operator's environment names another. */
  readonly law: OwnLawPin | null;
}

/** Starts the node's process and waits until its faces answer. Throws `StartRefusal`. */
export async function startOneNode(start: NodeToStart, signal: AbortSignal): Promise<NodeProcess> {
  const { dataDir, databases, ports, federation, law } = start;
  await mkdir(dataDir, { recursive: true });
  return startNodeProcess(
    {
      AMPARO_NODE_NAME: start.name,
      AMPARO_COUNTRY: start.country,
      AMPARO_DEMO: start.isDemo ? 'yes' : 'no',
      AMPARO_ENROLMENT_TOKEN: start.tokens.join(','),
      AMPARO_DATA: dataDir,
      AMPARO_APP_PORT: String(ports.app),
      AMPARO_PORTAL_PORT: String(ports.portal),
      AMPARO_FEDERATION_PORT: String(ports.federation),
      AMPARO_APP_DIST: APP_DIST,
      DATABASE_URL: databases.databaseUrl,
      KEYSTORE_URL: databases.keystoreUrl,
      ...(federation === null
        ? {}
        : {
            AMPARO_FEDERATION_FILE: federation.file,
            AMPARO_FEDERATION_KEYS: federation.keys.join(','),
          }),
      ...(law === null ? {} : { AMPARO_LAW_RELEASE: law.file, AMPARO_LAW_KEYS: law.key }),
    },
    { log: openLogFile(join(dataDir, 'node.log')), signal },
  );
}

/** Fails when the node or one of its databases ends although nobody asked it to. */
export function watchNode(
  node: NodeProcess,
  databases: Databases,
  signal: AbortSignal,
): Promise<never> {
  const fail = (what: string): Promise<never> =>
    signal.aborted
      ? new Promise(() => undefined)
      : Promise.reject(
          new StartRefusal(`${what} ended by itself. Its log in the data folder says why.`),
        );
  return Promise.race([
    node.ended.then(() => fail('The node')),
    databases.ended.then(() => fail('The database')),
  ]);
}
