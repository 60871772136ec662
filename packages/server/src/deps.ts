/** What the practitioners' face works with; made once, when the node starts. */
import type { Retention } from '@amparo/casework/keeping';
import type { LawPin } from '@amparo/casework/law-pins';
import type { Database } from './db/handle.ts';
import type { Federation } from './federation/index.ts';
import type { Limiter } from './http/limiter.ts';
import type { NodeKeys } from './keys/index.ts';
import type { Keystore } from './keystore/index.ts';
import type { Logger } from './logger.ts';

export interface AppDeps {
  /** As `amparo_app`. */
  readonly db: Database;
  readonly keystore: Keystore;
  readonly keys: NodeKeys;
  readonly limiter: Limiter;
  readonly log: Logger;
  /** The other nodes, and this one as they know it. */
  readonly federation: Federation;
  readonly node: NodeFacts;
  /** How long this node keeps each kind of drawer. */
  readonly retention: Retention;
  /** The release of the law that it has pinned. */
  readonly lawPin: LawPin | null;
}

/** What anybody may know of this node. */
export interface NodeFacts {
  readonly node: string;
  readonly name: string;
  readonly country: string;
  readonly demo: boolean;
  readonly version: string;
  /** A C2SP verifier key for the log's present origin. */
  logKey(): Promise<{ readonly origin: string; readonly key: string }>;
  /** Addresses of both faces, as a browser on this machine reaches them. */
  faces(): { readonly app: string; readonly portal: string };
}
