/** What the rest of a node may ask about the federation and about itself in it. */
import type { FederationNode } from '@amparo/casework/federation';
import type { DeskCertificate, OrganisationStatement } from '@amparo/casework/directory';
import type { NodeName } from '@amparo/casework/packets';

/** A node that was in an earlier release and is not any more. */
export interface FormerPeer {
  readonly node: NodeName;
  readonly name: string;
  readonly country: string;
  /** The first release without it. */
  readonly release: number;
}

/** A desk that takes packets, with what pins its organisation. Its chain was verified. */
export interface PeerDesk {
  readonly organisation: OrganisationStatement;
  readonly desk: DeskCertificate;
}

/** The federation as this node sees it now; it changes when a new release is taken. */
export interface Federation {
  /** This node as others pin it. Alone, it has a name that nobody can write to. */
  self(): FederationNode;
  /** A node of the federation, this one included. */
  findPeer(node: NodeName): FederationNode | undefined;
  /** A node that was removed: what it sent or got stays, and is marked. */
  findFormerPeer(node: NodeName): FormerPeer | undefined;
  /** All others. */
  listPeers(): readonly FederationNode[];
  /** The desks of a node that take packets, itself included; undefined when it does not answer now. */
  listDesksOf(node: NodeName): Promise<readonly PeerDesk[] | undefined>;
  /**
   * Signs canonical JSON of a statement with the key by which peers know this node.
   *
   * Shape: `context` as in `seal`, for receipts `receipt`. Gives base64url.
   */
  sign(context: string, statement: object): Promise<string>;
  /** Says whether any key that the federation pins for that node made the signature. */
  isSignedBy(node: NodeName, context: string, signed: SignedStatement): Promise<boolean>;
}

/** A statement with its signature in base64url. */
export interface SignedStatement {
  readonly statement: object;
  readonly signature: string;
}
