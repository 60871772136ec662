/** What became of a person's consent to one question, and which record of it nobody has written yet. Pure. */
import type { ConsentChange } from './consent-record.ts';
import type { FieldCode } from './field-codes.ts';
import type { PacketAuthorisationView } from './model.ts';
import type { PacketQuestion, PacketQuestions } from './questions.ts';
import type { ConsentRecord, ConsentStatus } from './records.ts';

const GIVEN: ConsentStatus = 'https://w3id.org/dpv#ConsentGiven';
const REFUSED: ConsentStatus = 'https://w3id.org/dpv#ConsentRefused';
const WITHDRAWN: ConsentStatus = 'https://w3id.org/dpv#ConsentWithdrawn';

/** A state of a consent: its changes so far, and the fields that are allowed, or were last. */
export interface ConsentDue {
  readonly question: PacketQuestion;
  readonly codes: readonly FieldCode[];
  readonly changes: readonly ConsentChange[];
}

/**
 * The changes of one consent, oldest first; empty while there is neither a yes that counts nor a no.
 *
 * Shape: `word` is the yes as the node keeps it. A yes that a worker took counts once the node has it. Who
 * withdrew is the person, unless the desk took the question back.
 */
export function consentHistory(
  question: PacketQuestion,
  word: PacketAuthorisationView | undefined,
): readonly ConsentChange[] {
  const { asked, answer, answeredAt, inOwnWords, takenBack } = question;
  const person = asked.statement.drawer;
  if (answer === 'no' && answeredAt !== null) {
    return [
      { status: REFUSED, at: answeredAt, entity: person, attestedBy: 'person-key', inOwnWords },
    ];
  }
  if (answer !== 'yes' || word === undefined) return [];
  const by = { attestedBy: word.attestation.by, inOwnWords: null };
  const taken = question.codes.filter((code) => !word.statement.codes.includes(code));
  const changes: ConsentChange[] = [
    { ...by, status: GIVEN, at: word.givenAt, entity: person, inOwnWords },
  ];
  if (word.narrowedAt !== null && taken.length > 0) {
    changes.push({ ...by, status: WITHDRAWN, at: word.narrowedAt, entity: person, codes: taken });
  }
  if (word.withdrawnAt !== null) {
    const entity = takenBack?.by ?? person;
    changes.push({ ...by, status: WITHDRAWN, at: word.withdrawnAt, entity });
  }
  return changes;
}

/** The states of consents that the conversation shows and of which it has no record, oldest question first. */
export function findConsentDue(
  { questions, records }: PacketQuestions,
  words: readonly PacketAuthorisationView[],
): readonly ConsentDue[] {
  return questions.flatMap((question) => {
    const { authorisation } = question.asked.statement;
    const word = words.find(({ statement }) => statement.authorisation === authorisation);
    const changes = consentHistory(question, word);
    const codes = word?.statement.codes ?? question.asked.statement.codes;
    const isWritten = records.some(
      (record) => record.kind === 'consent' && isOf(record, authorisation, { changes, codes }),
    );
    return changes.length === 0 || isWritten ? [] : [{ question, codes, changes }];
  });
}

function isOf(
  record: ConsentRecord,
  authorisation: string,
  { changes, codes }: Pick<ConsentDue, 'changes' | 'codes'>,
): boolean {
  const said = record.events.map(({ event_state, pii_types }) => [event_state, pii_types ?? null]);
  const due = changes.map(({ status, codes: some }) => [status, some ?? null]);
  const types = record.processing.pii_information.map(({ pii_type }) => pii_type);
  return (
    record.record_id === authorisation &&
    JSON.stringify([said, types]) === JSON.stringify([due, codes])
  );
}
