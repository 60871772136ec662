/** The record of one consent or basis, as lines that can be read. Pure. */
import type { BasisRecord, ConsentRecord } from '@amparo/casework/packets';
import type { WordKey } from '../words/words.ts';

/** One line: its words, when it happened, and about which fields. */
export interface RecordLine {
  readonly key: WordKey;
  readonly at: string;
  readonly codes: readonly string[];
}

type Kept = readonly (ConsentRecord | BasisRecord)[];

/** All records of one consent or basis, as it was written: for a person, a lawyer or an auditor to keep. */
export function recordsOf(
  records: Kept,
  of: { readonly authorisation?: string; readonly packet?: string },
): Kept {
  return records.filter((record) =>
    record.kind === 'consent' ? record.record_id === of.authorisation : record.packet === of.packet,
  );
}

/** What the newest record says happened, oldest first. */
export function recordLines(records: Kept): readonly RecordLine[] {
  const last = records.at(-1);
  if (last === undefined) return [];
  if (last.kind === 'consent') return consentLines(last);
  const stated: RecordLine = { key: 'record.stated', at: last.at, codes: last.pii_information };
  if (last.signed_at === undefined) return [stated];
  return [stated, { key: 'record.signed', at: last.signed_at, codes: [] }];
}

function consentLines(record: ConsentRecord): readonly RecordLine[] {
  const taken = record.events.flatMap(({ pii_types }) => pii_types ?? []);
  const left = record.processing.pii_information.map(({ pii_type }) => pii_type);
  return record.events.map(({ event_state, event_time: at, entity_id, pii_types }) => {
    switch (event_state) {
      case 'https://w3id.org/dpv#ConsentRefused':
        return { key: 'record.refused', at, codes: [] };
      case 'https://w3id.org/dpv#ConsentWithdrawn': {
        const isDesk = entity_id !== record.pii_principal_id;
        if (isDesk) return { key: 'record.withdrawn.desk', at, codes: [] };
        return pii_types === undefined
          ? { key: 'record.withdrawn', at, codes: [] }
          : { key: 'record.withdrawn.part', at, codes: pii_types };
      }
      default:
        return { key: 'record.given', at, codes: [...left, ...taken] };
    }
  });
}
