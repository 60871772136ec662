/**
 * What the portal may do, as plain async functions. They run as the database role
 * `amparo_portal`, which sees conversations and nothing of files, and they can be made from
 * `PortalCallsConfig` alone, so that a request without JavaScript can run in a process that exits.
 */
import type { z } from 'zod';
import type { Authorisation, AuthorisationStatement } from '@amparo/casework/grants';
import type { Acknowledgement } from '@amparo/casework/files';
import type {
  answerFromMailbox,
  MailboxView,
  narrowSharing,
  openMailbox,
  openPage,
  readMyKeeping,
  ReportParcel,
  ReportStart,
  setPage,
  stopSharing,
} from '@amparo/casework/reports';
import { type KeyPair, SealRefusal, signAuthorisation, toBase64url } from '@amparo/seal';
import type { PacketAuthorisation, PacketAuthorisationStatement } from '@amparo/casework/packets';
import { openDatabase } from '../db/handle.ts';
import { createLimiter, type Rate } from '../http/limiter.ts';
import { loadRetention } from '../retention.ts';
import { loadPortalKeys } from '../keys/index.ts';
import { openKeystore } from '../keystore/index.ts';
import type { Logger } from '../logger.ts';
import { no, type Outcome } from '../outcome.ts';
import { answer, erase, giveSalt, narrow, open, stop } from './mailbox.ts';
import { open as lendPage, set as choosePage } from './page.ts';
import { showKeeping } from './page-keeping.ts';
import { begin, type PortalWork, receive } from './send.ts';

/** Locator and token of a receipt, as `{ locator, token }`. */
type HeldReceipt = z.infer<typeof openMailbox.input>;

export interface PortalCalls {
  /** The public key of this node's signatures, base64url. */
  readonly nodeKey: string;
  /** A fresh drawer, the node's share, and the proved key of the hotline desk that will read. */
  startReport(): Promise<Outcome<ReportStart>>;
  /** `sealedBy` says where the text was sealed; the HTTP call always says `browser`. */
  sendReport(parcel: ReportParcel, sealedBy: 'browser' | 'node'): Promise<Outcome<Acknowledgement>>;
  findSalt(asked: { readonly locator: string }): Promise<Outcome<{ readonly salt: string }>>;
  openMailbox(held: HeldReceipt): Promise<Outcome<MailboxView>>;
  answerFromMailbox(
    answer: z.infer<typeof answerFromMailbox.input>,
  ): Promise<Outcome<Acknowledgement>>;
  deleteMailbox(held: HeldReceipt): Promise<Outcome<Record<string, never>>>;
  stopSharing(
    held: z.infer<typeof stopSharing.input>,
  ): Promise<Outcome<{ readonly withdrawn: number }>>;
  narrowSharing(
    asked: z.infer<typeof narrowSharing.input>,
  ): Promise<Outcome<z.infer<typeof narrowSharing.output>>>;
  setPage(asked: z.infer<typeof setPage.input>): Promise<Outcome<z.infer<typeof setPage.output>>>;
  openPage(
    asked: z.infer<typeof openPage.input>,
  ): Promise<Outcome<z.infer<typeof openPage.output>>>;
  readMyKeeping(
    asked: z.infer<typeof readMyKeeping.input>,
  ): Promise<Outcome<z.infer<typeof readMyKeeping.output>>>;
  /** The node vouches for a yes given without JavaScript: `attestedBy: 'node'`. */
  signAsNode(statement: AuthorisationStatement): Promise<Authorisation>;
  /** The same for a packet. */
  signPacketAsNode(statement: PacketAuthorisationStatement): Promise<PacketAuthorisation>;
  /** Closes the database connections. */
  stop(): Promise<void>;
}

/** Plain JSON, so that it can be handed to another process. No owner's password is in it. */
export interface PortalCallsConfig {
  /** The main database as the portal's own login role. */
  readonly databaseUrl: string;
  /** The keystore as the portal's own login role. */
  readonly keystoreUrl: string;
  /** Folder with the node's keys; the portal reads the node signing key and the pepper only. */
  readonly dataFolder: string;
}

/** What `startPortal` is given; `mountCalls(fastify, 'portal', deps)` takes the same value. */
export interface PortalDeps {
  readonly config: {
    readonly host: string;
    /** 0 chooses a free port. */
    readonly port: number;
    /** Where browsers reach the portal, or null for `http://localhost:<port>`. */
    readonly publicUrl: string | null;
    /** True when a reverse proxy of the operator's sets `X-Forwarded-For`. */
    readonly behindProxy: boolean;
    readonly nodeName: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
    readonly demo: boolean;
    /** For requests without JavaScript, which run in a process that exits. */
    readonly calls: PortalCallsConfig;
  };
  readonly calls: PortalCalls;
  readonly log: Logger;
}

/** What `startPortal` gives back. */
export interface RunningPortal {
  readonly url: string;
  stop(): Promise<void>;
}

/** What only tests set. */
export interface PortalCallsOptions {
  readonly clock?: () => Date;
}

/**
 * Opens the database and the keystore for the portal and gives its calls.
 *
 * Refuses: `StartRefusal` `keys/missing` or `keys/unreadable`. Each call refuses as a value; it throws
 * when the node cannot work, and then nothing was changed.
 */
export async function createPortalCalls(
  config: PortalCallsConfig,
  { clock = () => new Date() }: PortalCallsOptions = {},
): Promise<PortalCalls> {
  const keys = await loadPortalKeys(config.dataFolder);
  const retention = await loadRetention(config.dataFolder);
  const db = openDatabase(config.databaseUrl, 6);
  const keystore = openKeystore(config.keystoreUrl, 3);
  const limiter = createLimiter(() => clock().getTime());
  const deps: PortalWork = { db, keystore, keys };
  const held = <T extends { readonly locator: string }, R>(
    work: (deps: PortalWork, asked: T, now: Date) => Promise<Outcome<R>>,
  ) => {
    return (asked: T): Promise<Outcome<R>> =>
      limiter.mayTry(RECEIPT, asked.locator)
        ? asValue(() => work(deps, asked, clock()))
        : Promise.resolve(no('request/too-many'));
  };
  return {
    nodeKey: toBase64url(keys.nodeSigning.publicKey),
    startReport: () => begin(deps, clock()),
    sendReport: (parcel, sealedBy) => asValue(() => receive(deps, { parcel, sealedBy }, clock())),
    findSalt: held(giveSalt),
    openMailbox: held(open),
    answerFromMailbox: held(answer),
    deleteMailbox: held(erase),
    stopSharing: held(stop),
    narrowSharing: held(narrow),
    setPage: held(choosePage),
    openPage: held(lendPage),
    readMyKeeping: held((work, asked, now) => showKeeping(work, { asked, retention }, now)),
    signAsNode: (statement) => attest(keys.nodeSigning, statement),
    signPacketAsNode: async (statement) => {
      const { signature } = await signAuthorisation(statement, keys.nodeSigning.secretKey);
      return { statement, attestation: { by: 'node', signature } };
    },
    stop: async () => {
      await Promise.all([db.stop(), keystore.stop()]);
    },
  };
}

/** One receipt may be tried this often, whoever tries; a person never comes near it. */
const RECEIPT: Rate = { name: 'receipt', perMinute: 40 };

async function attest(
  nodeSigning: KeyPair,
  statement: AuthorisationStatement,
): Promise<Authorisation> {
  const { signature } = await signAuthorisation(statement, nodeSigning.secretKey);
  return { statement, attestedBy: 'node', signature };
}

/** Bytes that `seal` cannot read are the sender's mistake, not the node's. */
async function asValue<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SealRefusal) return no('request/malformed', error.code);
    throw error;
  }
}
