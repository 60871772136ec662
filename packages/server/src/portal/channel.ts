/** What the supervisor and its worker processes say to each other. */
import type { AuthorisationStatement } from '@amparo/casework/grants';
import type { PacketAuthorisationStatement } from '@amparo/casework/packets';
import type { LogFields } from '../logger.ts';
import type { BuiltPortal } from './built-files.ts';
import type { Calls } from './outside.ts';
import type { Place } from './place.ts';

/** Everything a worker is told before its first connection. No key of the node is in it. */
export interface WorkerSetup {
  readonly place: Place;
  /** The built files as they were when the supervisor started, whatever was built since. */
  readonly portal: BuiltPortal;
  /** Seals the tickets of sessions without a script; it lives as long as the supervisor. */
  readonly ticketKey: Uint8Array;
  readonly behindProxy: boolean;
  /** Whether browsers reach the portal over TLS. */
  readonly isSecure: boolean;
}

/** A JSON call of a browser, handed on unread. */
export interface JsonCall {
  readonly path: string;
  readonly body: Uint8Array;
  /** The few headers that the node's checks look at. */
  readonly headers: Readonly<Record<string, string>>;
  readonly address: string;
}

export interface JsonAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What a worker asks the supervisor for. `address` limits rates and is kept nowhere. */
export type Ask =
  | { readonly do: 'admit'; readonly address: string }
  | {
      readonly do: 'call';
      readonly name: keyof Calls;
      readonly input: unknown;
      readonly address: string;
    }
  | {
      readonly do: 'spend';
      readonly ticket: string;
      readonly until: string;
      readonly graceMilliseconds: number;
    }
  | { readonly do: 'attest'; readonly statement: AuthorisationStatement }
  | { readonly do: 'attest-packet'; readonly statement: PacketAuthorisationStatement }
  | { readonly do: 'json'; readonly call: JsonCall }
  /** The built law packs, the same for everybody; what they are asked for is not said. */
  | { readonly do: 'law' };

export type FromWorker =
  | { readonly kind: 'ready' }
  /** It has seen what a person wrote: it takes no more connections and exits when it has answered. */
  | { readonly kind: 'tainted' }
  | { readonly kind: 'connection-over'; readonly connection: number }
  | { readonly kind: 'fault'; readonly fields: LogFields }
  | { readonly kind: 'ask'; readonly id: number; readonly ask: Ask };

export type ToWorker =
  | { readonly kind: 'setup'; readonly setup: WorkerSetup }
  /** Comes with the socket of one connection, from which nothing was read. */
  | { readonly kind: 'connection'; readonly connection: number }
  /** The answer to `tainted`: every connection that was handed over has arrived before this. */
  | { readonly kind: 'no-more' }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly answer: { readonly ok: true; readonly value: unknown } | { readonly ok: false };
    };
