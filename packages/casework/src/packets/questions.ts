/** What a person was asked about packets in their conversation, and what they said. */
import { accept, foldEntries, refuse } from '../kernel/index.ts';
import type { Decision, Folded, Id, Instant, OpenedEntry } from '../kernel/index.ts';
import { PacketEvent } from './events.ts';
import type {
  PacketAnswered,
  PacketAsked,
  PacketHanded,
  PacketReceiptNoted,
  PacketTakenBack,
  PacketVouched,
  PacketWitnessed,
} from './events.ts';
import { inListOrder } from './field-codes.ts';
import type { FieldCode } from './field-codes.ts';
import type { PacketAuthorisationStatement } from './model.ts';
import { withRecord } from './recording.ts';
import type { BasisRecord, ConsentRecord } from './records.ts';

/** One question: what was asked, and the latest answer; `later` and `talk` leave it open. */
export interface PacketQuestion {
  readonly entry: Id;
  readonly asked: PacketAsked;
  readonly at: Instant;
  readonly answer: PacketAnswered['answer'] | null;
  /** What was ticked; empty unless the answer is yes. */
  readonly codes: readonly FieldCode[];
  readonly answeredAt: Instant | null;
  readonly inOwnWords: string | null;
  /** Where a worker took the yes with a witness. */
  readonly vouched: PacketVouched | null;
  /** The word of the witness whom the worker named. */
  readonly witnessed: PacketWitnessed | null;
  /** The desk took the question back: nobody answers it any more, and nothing is sent on it. */
  readonly takenBack: TakenBack | null;
}

/** When a question was taken back, and by which member. */
export interface TakenBack {
  readonly at: Instant;
  readonly by: Id;
  readonly byName: string;
}

/** What was given to somebody without Amparo, and what they said of it. */
export interface Handed {
  readonly given: PacketHanded;
  readonly receipts: readonly PacketReceiptNoted[];
}

export interface PacketQuestions {
  readonly questions: readonly PacketQuestion[];
  /** The newest record of each consent or other basis comes last. */
  readonly records: readonly (ConsentRecord | BasisRecord)[];
  readonly handed: readonly Handed[];
}

const KINDS: ReadonlySet<string> = new Set(
  PacketEvent.options.map((option) => option.shape.kind.value),
);

/** Folds the packet questions out of the entries of a conversation; other kinds are passed over. */
export function foldPacketQuestions(entries: readonly OpenedEntry[]): Folded<PacketQuestions> {
  return foldEntries<PacketQuestions, PacketEvent>(entries, {
    schema: PacketEvent,
    initial: { questions: [], records: [], handed: [] },
    evolve: evolvePacketQuestions,
    passes: (kind) => !KINDS.has(kind),
  });
}

/**
 * One event further, or undefined when it is illegal: only a desk asks, vouches and records, only the
 * person answers, nothing beyond what was asked is ticked, and a yes or a no is not overwritten.
 */
export function evolvePacketQuestions(
  state: PacketQuestions,
  event: PacketEvent,
  entry: OpenedEntry,
): PacketQuestions | undefined {
  if (entry.byPerson !== (event.kind === 'packet/answered')) return undefined;
  switch (event.kind) {
    case 'packet/asked':
      return isNewQuestion(state, event) ? withQuestion(state, event, entry) : undefined;
    case 'packet/answered': {
      const question = findPacketQuestion(state, event.authorisation);
      if (question === undefined || !isOpenQuestion(question) || !isTickable(question, event)) {
        return undefined;
      }
      const { answer, codes, inOwnWords } = event;
      const answeredAt = entry.receivedAt;
      return replace(state, question, { ...question, answer, codes, inOwnWords, answeredAt });
    }
    case 'packet/vouched': {
      const question = findPacketQuestion(state, event.authorisation);
      if (question === undefined || !isOpenQuestion(question)) return undefined;
      if (!isPartOf(event.codes, question) || event.witness === entry.author) return undefined;
      const { codes, inOwnWords } = event;
      const answer = { answer: 'yes', codes, inOwnWords, answeredAt: entry.receivedAt } as const;
      return replace(state, question, { ...question, ...answer, vouched: event });
    }
    case 'packet/witnessed': {
      const question = findPacketQuestion(state, event.authorisation);
      if (question?.vouched?.witness !== entry.author || question.witnessed !== null) {
        return undefined;
      }
      return replace(state, question, { ...question, witnessed: event });
    }
    case 'packet/taken-back': {
      const question = findPacketQuestion(state, event.authorisation);
      if (question === undefined) return undefined;
      // Two devices may take the same question back: it is back once.
      if (question.takenBack !== null || question.answer === 'no') return state;
      const { receivedAt: at, author: by, authorName: byName } = entry;
      return replace(state, question, { ...question, takenBack: { at, by, byName } });
    }
    case 'packet/handed': {
      const question = findPacketQuestion(state, event.authorisation);
      const isStanding = question?.answer === 'yes' && question.takenBack === null;
      // A part may have been taken back since: the node's word says which, and never adds one.
      const isAllowed = isStanding && isTicked(event.codes, question);
      if (!isAllowed || state.handed.some(({ given }) => given.packet === event.packet)) {
        return undefined;
      }
      return { ...state, handed: [...state.handed, { given: event, receipts: [] }] };
    }
    case 'packet/receipt-noted': {
      const handed = state.handed.find(({ given }) => given.packet === event.packet);
      if (handed === undefined) return undefined;
      const noted = { ...handed, receipts: [...handed.receipts, event] };
      return { ...state, handed: state.handed.map((each) => (each === handed ? noted : each)) };
    }
    case 'consent/recorded':
    case 'basis/recorded':
      return withRecord(state, event.record, entry);
  }
}

/** What somebody wants to answer. */
export interface PacketAnswer {
  readonly authorisation: Id;
  readonly answer: PacketAnswered['answer'];
  /** What was ticked; ignored unless the answer is yes. */
  readonly codes: readonly FieldCode[];
  readonly inOwnWords: string | null;
}

/**
 * Decides what the person answers, as the event to seal. With a yes goes the statement of
 * {@link narrowStatement}, signed.
 *
 * Refuses: `report/question-unknown`, `report/answered`, `packet/taken-back`, `packet/expiry`, `packet/codes`
 * (a yes with nothing ticked, or with something that was not asked), `request/malformed`.
 */
export function decidePacketAnswer(
  state: PacketQuestions,
  { authorisation, answer, codes, inOwnWords }: PacketAnswer,
  now: Instant,
): Decision<PacketAnswered> {
  const question = findPacketQuestion(state, authorisation);
  if (question === undefined) return refuse('report/question-unknown');
  if (isSettled(question)) return refuse('report/answered');
  if (question.takenBack !== null) return refuse('packet/taken-back');
  if (question.asked.statement.expiresAt <= now) return refuse('packet/expiry');
  const event: PacketAnswered = {
    v: 1,
    kind: 'packet/answered',
    authorisation,
    answer,
    codes: answer === 'yes' ? inListOrder(codes) : [],
    inOwnWords,
  };
  if (!isTickable(question, event)) return refuse('packet/codes');
  const parsed = PacketEvent.safeParse(event);
  return parsed.success ? accept(event) : refuse('request/malformed');
}

/**
 * The statement that the person signs: what was asked, with the ticked codes only, in the order of
 * the closed list. Throws for a code that was not asked.
 */
export function narrowStatement(
  asked: PacketAuthorisationStatement,
  codes: readonly FieldCode[],
): PacketAuthorisationStatement {
  if (!codes.every((code) => asked.codes.includes(code))) {
    throw new Error('Nothing can be allowed that was not asked.');
  }
  return { ...asked, codes: inListOrder(codes) };
}

/** Finds a question by the authorisation it asks for. */
export function findPacketQuestion(
  { questions }: PacketQuestions,
  authorisation: Id,
): PacketQuestion | undefined {
  return questions.find((question) => question.asked.statement.authorisation === authorisation);
}

/**
 * Decides that a desk takes its question back, as the event to seal. The node is told before.
 *
 * Refuses: `report/question-unknown`, `report/answered` (a no: there is nothing to take back),
 * `packet/taken-back`.
 */
export function decideTakingBack(
  state: PacketQuestions,
  authorisation: Id,
  now: Instant,
): Decision<PacketTakenBack> {
  const question = findPacketQuestion(state, authorisation);
  if (question === undefined) return refuse('report/question-unknown');
  if (question.answer === 'no') return refuse('report/answered');
  if (question.takenBack !== null) return refuse('packet/taken-back');
  return accept({ v: 1, kind: 'packet/taken-back', authorisation, at: now });
}

/** Whether a question still waits for a yes or a no: neither answered nor taken back. */
export function isOpenQuestion(question: Pick<PacketQuestion, 'answer' | 'takenBack'>): boolean {
  return !isSettled(question) && question.takenBack === null;
}

function isNewQuestion(state: PacketQuestions, { statement, fields }: PacketAsked): boolean {
  const offered = fields.map(({ code }) => code);
  const isSame =
    new Set(offered).size === offered.length &&
    offered.length === statement.codes.length &&
    offered.every((code) => statement.codes.includes(code));
  return isSame && findPacketQuestion(state, statement.authorisation) === undefined;
}

function withQuestion(
  state: PacketQuestions,
  asked: PacketAsked,
  { entry, receivedAt }: OpenedEntry,
): PacketQuestions {
  const unanswered = { answer: null, codes: [], answeredAt: null, inOwnWords: null } as const;
  const question = {
    ...{ entry, asked, at: receivedAt },
    ...unanswered,
    ...{ vouched: null, witnessed: null, takenBack: null },
  };
  return { ...state, questions: [...state.questions, question] };
}

function isTickable(question: PacketQuestion, { answer, codes }: PacketAnswered): boolean {
  return answer === 'yes' ? codes.length > 0 && isPartOf(codes, question) : codes.length === 0;
}

function isPartOf(codes: readonly FieldCode[], { asked }: PacketQuestion): boolean {
  const isOnce = new Set(codes).size === codes.length;
  return isOnce && codes.every((code) => asked.statement.codes.includes(code));
}

function isTicked(codes: readonly FieldCode[], question: PacketQuestion): boolean {
  return new Set(codes).size === codes.length && codes.every((c) => question.codes.includes(c));
}

function isSettled({ answer }: Pick<PacketQuestion, 'answer'>): boolean {
  return answer === 'yes' || answer === 'no';
}

function replace(
  state: PacketQuestions,
  before: PacketQuestion,
  after: PacketQuestion,
): PacketQuestions {
  const questions = state.questions.map((question) => (question === before ? after : question));
  return { ...state, questions };
}
