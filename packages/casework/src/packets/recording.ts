/** Which records of why a reader believes: only those that say what the conversation itself shows. */
import type { OpenedEntry } from '../kernel/index.ts';
import type { PacketQuestions } from './questions.ts';
import type { BasisRecord, ConsentRecord } from './records.ts';

type Records = PacketQuestions['records'];

/**
 * Adds a record, or gives undefined where it is illegal. What another device recorded already is not added
 * again, so that two devices that see the same answer leave one record.
 */
export function withRecord(
  state: PacketQuestions,
  record: ConsentRecord | BasisRecord,
  { author }: Pick<OpenedEntry, 'author'>,
): PacketQuestions | undefined {
  const isBelieved =
    record.kind === 'consent'
      ? saysWhatWasAnswered(state, record)
      : isOfItsAuthor(state.records, record, author);
  if (!isBelieved) return undefined;
  const isKnown = state.records.some((known) => isSameState(known, record));
  return isKnown ? state : { ...state, records: [...state.records, record] };
}

/**
 * True when two records say the same of the same thing. Moments are not compared: a node makes old ones
 * coarse, and that is no new state.
 */
function isSameState(
  one: ConsentRecord | BasisRecord,
  other: ConsentRecord | BasisRecord,
): boolean {
  if (one.record_id !== other.record_id) return false;
  if (one.kind === 'basis' || other.kind === 'basis') {
    const isBoth = one.kind === 'basis' && other.kind === 'basis';
    return isBoth && (one.signed_at === undefined) === (other.signed_at === undefined);
  }
  return stateOf(one) === stateOf(other);
}

function stateOf({ events, processing }: ConsentRecord): string {
  return JSON.stringify([
    events.map(({ event_state, pii_types }) => [event_state, pii_types ?? null]),
    processing.pii_information.map(({ pii_type }) => pii_type),
  ]);
}

/** A record of a yes needs a yes in this conversation, one of a no a no, and neither invents a field. */
function saysWhatWasAnswered({ questions }: PacketQuestions, record: ConsentRecord): boolean {
  const question = questions.find(
    ({ asked }) => asked.statement.authorisation === record.record_id,
  );
  if (question === undefined) return false;
  const { statement } = question.asked;
  const [recipient] = record.processing.recipient_third_parties;
  const isAbout =
    record.pii_principal_id === statement.drawer &&
    recipient?.node === statement.to.node &&
    recipient.desk === statement.to.desk;
  const answers = question.answer === 'yes' ? question.codes : statement.codes;
  const isPart = record.processing.pii_information.every(({ pii_type }) =>
    answers.includes(pii_type),
  );
  const isAnswered = record.events.every(({ event_state }) =>
    (STATES_OF[question.answer ?? 'open'] ?? []).includes(event_state),
  );
  return isAbout && isPart && isAnswered;
}

const STATES_OF: Readonly<Record<string, readonly string[]>> = {
  yes: [
    'https://w3id.org/dpv#ConsentGiven',
    'https://w3id.org/dpv#ConsentWithdrawn',
    'https://w3id.org/dpv#ConsentExpired',
  ],
  no: ['https://w3id.org/dpv#ConsentRefused'],
};

/** Whoever stated the reason wrote it down; whoever signed second wrote that down, about the same packet. */
function isOfItsAuthor(records: Records, record: BasisRecord, author: string): boolean {
  const stated = records.find(
    (known): known is BasisRecord => known.kind === 'basis' && known.record_id === record.record_id,
  );
  if (record.signed_at === undefined) {
    return author === record.member && (stated === undefined || stated.packet === record.packet);
  }
  return (
    author === record.second_member &&
    author !== record.member &&
    stated?.packet === record.packet &&
    stated.statement === record.statement &&
    stated.member === record.member
  );
}
