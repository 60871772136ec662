/** The tables behind keeping and losing. */
import type { ColumnType } from 'kysely';
import type { DrawerClass } from '@amparo/casework/grants';
import type { ActStatement, Review, SealedWords } from '@amparo/casework/keeping';

interface KeepingActTable {
  act: string;
  kind: ActStatement['kind'];
  desk: string;
  lead_desk: string;
  file: string | null;
  drawers: string[];
  classes: DrawerClass[];
  packets: string[];
  statement: ActStatement;
  words: SealedWords;
  asked_by: string;
  asked_device: string;
  signature: Buffer;
  asked_at: Date;
  second_by: string | null;
  second_device: string | null;
  second_signature: Buffer | null;
  second_at: Date | null;
  until_at: Date;
  ended_at: Date | null;
  done_at: Date | null;
  review: ColumnType<Review | null, string | null, string | null>;
  reviewed_by: string | null;
  reviewed_at: Date | null;
}

interface RetentionNoticeTable {
  drawer: string;
  file: string;
  lead_desk: string;
  due_at: Date;
  warned_at: Date;
}

interface ErasureTable {
  drawer: string;
  file: string | null;
  class: DrawerClass;
  lead_desk: string;
  act: string | null;
  ground: 'wish' | 'retention' | 'restored';
  erased_at: Date;
  shares: number | null;
  proved_at: Date | null;
}

export interface KeepingTables {
  keeping_acts: KeepingActTable;
  retention_notices: RetentionNoticeTable;
  erasures: ErasureTable;
}
