/**
 * Everything the portal's journeys need from outside: a line to the node, a clock, a slow hash and
 * a place for what must be remembered between two pages. The browser and the worker process each
 * make one; what is done with it is the same code.
 */
import type { Authorisation, AuthorisationStatement } from '@amparo/casework/grants';
import type { Acknowledgement } from '@amparo/casework/files';
import type { ReportParcel, ReportStart } from '@amparo/casework/reports';
import type { Bytes, ReceiptKeys } from '@amparo/seal';
import type { Outcome } from '../outcome.ts';
import type { PortalCalls } from '../reports/index.ts';
import type { Reader } from './view.ts';

/** Where what is written is sealed: on the person's own device, or in the node's memory. */
export type SealedWhere = 'browser' | 'node';

/** The node's calls as a journey uses them. */
export interface Calls extends Pick<
  PortalCalls,
  'startReport' | 'findSalt' | 'openMailbox' | 'answerFromMailbox' | 'deleteMailbox' | 'stopSharing'
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
    };

export interface Outside {
  readonly sealedWhere: SealedWhere;
  readonly calls: Calls;
  /** Argon2id over the receipt's secret: slow on purpose. */
  stretch(secret: string, salt: Bytes): Promise<ReceiptKeys>;
  /** Vouches for a yes: with the mailbox's own key in the browser, by the node without a script. */
  attest(statement: AuthorisationStatement, signingSeed: Bytes): Promise<Authorisation>;
  /** Remembers a session and gives the ticket that stands for it. */
  keep(session: Session): Promise<string>;
  /** The session of a ticket, or undefined when it is unknown, altered, over or was used before. */
  recall(ticket: string | undefined): Promise<Session | undefined>;
  now(): Date;
}
