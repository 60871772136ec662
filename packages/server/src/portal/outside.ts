/**
 * Everything the portal's journeys need from outside: a line to the node, a clock, a slow hash and
 * a place for what must be remembered between two pages. The browser and the worker process each
 * make one; what is done with it is the same code.
 */
import type { Authorisation, AuthorisationStatement } from '@amparo/casework/grants';
import type { Acknowledgement } from '@amparo/casework/files';
import type { PacketAuthorisation, PacketAuthorisationStatement } from '@amparo/casework/packets';
import type { ReportParcel, ReportStart } from '@amparo/casework/reports';
import type { Bytes, PageKeys, ReceiptKeys, SecondSecret } from '@amparo/seal';
import type { Outcome } from '../outcome.ts';
import type { PortalCalls } from '../reports/index.ts';
import type { OpenedMailbox } from './opened-mailbox.ts';
import type { Reader } from './view.ts';

/** Where what is written is sealed: on the person's own device, or in the node's memory. */
export type SealedWhere = 'browser' | 'node';

/** The node's calls as a journey uses them. */
export interface Calls extends Pick<
  PortalCalls,
  | 'startReport'
  | 'findSalt'
  | 'openMailbox'
  | 'answerFromMailbox'
  | 'deleteMailbox'
  | 'stopSharing'
  | 'narrowSharing'
  | 'readMyKeeping'
  | 'setPage'
  | 'openPage'
> {
  sendReport(parcel: ReportParcel): Promise<Outcome<Acknowledgement>>;
}

/**
 * What is remembered between two pages. `receipt` is 24 digits; `until` is the moment after which
 * the ticket opens nothing.
 */
export type Session =
  | {
      /** The page that asks for a code was shown: it may be sent once. */
      readonly kind: 'code';
      readonly until: string;
    }
  | {
      /** A report that is about to be sent: sending it twice files it once. */
      readonly kind: 'draft';
      readonly until: string;
      readonly receipt: string;
      readonly mailbox: string;
      readonly entry: string;
      readonly start: ReportStart;
    }
  | {
      /** A report that was sent, so that its receipt can be shown again. */
      readonly kind: 'sent';
      readonly until: string;
      readonly receipt: string;
      readonly reader: Reader;
    }
  | {
      /** A mailbox that a receipt opened. Token and key are base64url. */
      readonly kind: 'open';
      readonly until: string;
      readonly locator: string;
      readonly token: string;
      readonly key: string;
      /** In a browser only: the receipt's half of "my page". */
      readonly pageHalf?: string;
      /** In a browser only, once the second secret was given: the seed of the page key. */
      readonly pageSeed?: string;
      /** With it, the token of the second secret, base64url. */
      readonly pageToken?: string;
    };

export interface Outside {
  readonly sealedWhere: SealedWhere;
  readonly calls: Calls;
  /** The public key with which this node signs what it acknowledges, base64url. */
  readonly nodeKey: string;
  /** Argon2id over the receipt's secret: slow on purpose. */
  stretch(secret: string, salt: Bytes): Promise<ReceiptKeys>;
  /** Argon2id over the second secret. In the browser only: elsewhere there is no page. */
  stretchPage(secret: SecondSecret): Promise<PageKeys>;
  /** Vouches for a yes: with the mailbox's own key in the browser, by the node without a script. */
  attest(statement: AuthorisationStatement, signingSeed: Bytes): Promise<Authorisation>;
  /** The same for a packet. */
  attestPacket(
    statement: PacketAuthorisationStatement,
    keys: Pick<OpenedMailbox, 'signingSeed' | 'signingKey'>,
  ): Promise<PacketAuthorisation>;
  /** Remembers a session and gives the ticket that stands for it. */
  keep(session: Session): Promise<string>;
  /** The session of a ticket, or undefined when it is unknown, altered, over or was used before. */
  recall(ticket: string | undefined): Promise<Session | undefined>;
  now(): Date;
}
