/** The tables behind messages between nodes. */
import type { ColumnType, Generated } from 'kysely';
import type { FederationFile, Message, MessageBody } from '@amparo/casework/federation';

interface FederationReleaseTable {
  release: number;
  file: ColumnType<FederationFile, string, never>;
  taken_at: Date;
}

interface MessageThreadTable {
  peer: string;
  thread: string;
  direction: 'in' | 'out';
  settled: number;
  head: Buffer;
}

interface OutgoingMessageTable {
  message: string;
  position: Generated<number>;
  peer: string;
  thread: string;
  desk: string | null;
  type: MessageBody['type'];
  packet: string | null;
  urgent: boolean;
  body: ColumnType<MessageBody | null, string | null, string | null>;
  content: ColumnType<Message | null, string | null | undefined, string | null>;
  hash: ColumnType<Buffer | null, Buffer | null | undefined>;
  sequence: ColumnType<number | null, number | null | undefined>;
  state: Generated<'waiting' | 'delivered' | 'ended'>;
  reason: ColumnType<string | null, string | null | undefined>;
  attempts: Generated<number>;
  offer: ColumnType<number | null, number | null | undefined>;
  made_at: Date;
  tried_at: ColumnType<Date | null, Date | null | undefined>;
  warned_at: ColumnType<Date | null, Date | null | undefined>;
  next_at: Date;
  not_after: Date;
}

interface IncomingMessageTable {
  source: string;
  message: string;
  thread: string;
  sequence: number;
  hash: Buffer;
  previous: Buffer;
  state: 'applied' | 'held' | 'refused';
  code: string | null;
  content: ColumnType<Message | null, string | null, string | null>;
  received_at: Date;
  expires_at: Date;
}

interface RequestNonceTable {
  peer: string;
  nonce: string;
  expires_at: Date;
}

export interface FederationTables {
  federation_releases: FederationReleaseTable;
  message_threads: MessageThreadTable;
  outgoing_messages: OutgoingMessageTable;
  incoming_messages: IncomingMessageTable;
  request_nonces: RequestNonceTable;
}
