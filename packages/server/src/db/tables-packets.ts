/** The tables behind packets. */
import type { ColumnType } from 'kysely';
import type {
  Attestation,
  Packet,
  PacketAuthorisationStatement,
  PacketStatement,
  PacketView,
  PinnedPlace,
  ReceiptStatement,
} from '@amparo/casework/packets';

interface PacketAuthorisationTable {
  authorisation: string;
  drawer: string;
  statement: PacketAuthorisationStatement;
  attestation: Attestation;
  given_at: Date;
  expires_at: Date;
  withdrawn_at: Date | null;
  narrowed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

/** No yes to these is taken any more. */
interface TakenBackQuestionTable {
  authorisation: string;
  drawer: string;
  taken_back_at: Date;
}

/** Sealed content as JSON, or null once it is gone. */
type Content = ColumnType<Packet | null, string | null, string | null>;
type AttestedBy = Attestation['by'] | null;

interface SentPacketTable {
  packet: string;
  desk: string;
  authorisation: string | null;
  conversation: string | null;
  file: string | null;
  hash: Buffer;
  statement: PacketStatement;
  content: Content;
  to_name: string;
  to_country: string;
  attested_by: AttestedBy;
  state: PacketView['state'];
  problem: string | null;
  sent_at: Date;
  expires_at: Date;
  recalled_at: Date | null;
}

interface ReceivedPacketTable {
  packet: string;
  source: string;
  desk: string;
  hash: Buffer;
  statement: PacketStatement;
  content: Content;
  from_name: string;
  origin: PinnedPlace;
  attested_by: AttestedBy;
  state: PacketView['state'];
  received_at: Date;
  expires_at: Date;
  read_at: Date | null;
  recalled_at: Date | null;
  ended_at: Date | null;
  held_for: string | null;
}

interface PacketReceiptTable {
  packet: string;
  direction: 'in' | 'out';
  kind: ReceiptStatement['kind'];
  number: number;
  desk: string;
  statement: ReceiptStatement;
  signature: Buffer;
  received_at: Date;
}

interface RecalledPacketTable {
  source: string;
  packet: string;
  recalled_at: Date;
}

export interface PacketTables {
  packet_authorisations: PacketAuthorisationTable;
  taken_back_questions: TakenBackQuestionTable;
  sent_packets: SentPacketTable;
  received_packets: ReceivedPacketTable;
  packet_receipts: PacketReceiptTable;
  recalled_packets: RecalledPacketTable;
}
