/** Asking a person for a yes to sending, taking it with a witness, and writing down what became of it. */
import { signAuthorisation } from '@amparo/seal';
import {
  findPacketQuestion,
  foldPacketQuestions,
  inListOrder,
  decideTakingBack,
  mayGet,
  narrowStatement,
  takeBackQuestion as takeBackCall,
  vouchForAuthorisation,
} from '@amparo/casework/packets';
import type {
  Disclosure,
  OfferedField,
  PacketAsked,
  PacketAuthorisationStatement,
  PacketEvent,
  PacketQuestion,
  PacketQuestions,
  PacketVouched,
} from '@amparo/casework/packets';
import type { Folded, RefusalCode } from '@amparo/casework/kernel';
import { appendTo } from './append.ts';
import type { Appended } from './append.ts';
import type { OpenDrawer } from './drawers.ts';
import { ownProof } from './exchange.ts';
import type { ReachablePlace } from './exchange.ts';
import { no } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { refuseLocked } from './session.ts';
import type { Session } from './session.ts';

/** A question to the person: to whom, which fields in which words, why, and what a yes or a no means. */
export interface PacketToAsk {
  readonly to: ReachablePlace;
  readonly fields: readonly OfferedField[];
  readonly why: string;
  readonly ifYes: string;
  readonly ifNo: string;
  readonly disclosure: Disclosure;
  /** BCP 47, in which the texts are written. */
  readonly language: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** Folds what was asked and answered about packets out of an opened conversation. */
export function readPacketQuestions(opened: OpenDrawer): Folded<PacketQuestions> {
  return foldPacketQuestions(opened.entries);
}

/**
 * Asks the person whether these fields may be sent to that desk. Name, kind and what the desk enforces are
 * taken from its certificate, never from what was typed.
 *
 * Refuses: `packet/codes` (none, or one twice), `packet/need-to-know` (a field that a desk of that kind may
 * not get even with a yes), `packet/expiry`, what `appendTo` refuses.
 */
export async function askForPacket(
  session: Session,
  opened: OpenDrawer,
  asked: PacketToAsk,
): Promise<Appended> {
  const { to, expiresAt } = asked;
  const codes = inListOrder(asked.fields.map(({ code }) => code));
  if (codes.length === 0 || codes.length !== asked.fields.length) return refused('packet/codes');
  const consent = { kind: 'consent', authorisation: globalThis.crypto.randomUUID() } as const;
  if (!codes.every((code) => mayGet(code, to.subject.kind, consent))) {
    return refused('packet/need-to-know');
  }
  if (expiresAt <= session.now()) return refused('packet/expiry');
  const statement: PacketAuthorisationStatement = {
    authorisation: consent.authorisation,
    kind: 'packet',
    drawer: opened.view.drawer,
    to: { node: to.node, organisation: to.organisation.organisation, desk: to.subject.desk },
    codes,
    askedBy: session.member,
    askedAt: session.now(),
    expiresAt,
  };
  const event: PacketAsked = {
    v: 1,
    kind: 'packet/asked',
    statement,
    deskName: to.subject.name,
    organisationName: to.organisation.name,
    deskKind: to.subject.kind,
    country: to.country,
    enforces: to.subject.enforces,
    fields: [...asked.fields],
    why: asked.why,
    ifYes: asked.ifYes,
    ifNo: asked.ifNo,
    disclosure: asked.disclosure,
    language: asked.language,
  };
  return appendTo(session, opened, event);
}

/**
 * Takes a question back: the node first, so that a yes on its way is refused and nothing goes on one that was
 * given, then in the conversation, where the person no longer finds it.
 *
 * Refuses: what `decideTakingBack`, the node and `appendTo` refuse; `node/busy` without a line: until the node
 * knows, a yes would count.
 */
export async function takeBackQuestion(
  session: Session,
  opened: OpenDrawer,
  authorisation: string,
): Promise<Appended> {
  const { state } = readPacketQuestions(opened);
  const decision = decideTakingBack(state, authorisation, session.now());
  if (!decision.ok) return { kind: 'refused', entry: '', refusal: decision.refusal };
  const [event] = decision.events;
  if (event === undefined) throw new Error('A decision without an event.');
  const params = { drawer: opened.view.drawer, authorisation };
  const told = await session.caller.call(takeBackCall, { params });
  if (!told.ok) {
    const refusal = told.offline ? ({ code: 'node/busy' } as const) : told.refusal;
    return { kind: 'refused', entry: '', refusal };
  }
  return appendTo(session, opened, event);
}

/** How a person said yes to a worker, before a witness who signs on their own device. */
export interface WordTaken {
  readonly authorisation: string;
  readonly codes: readonly string[];
  readonly signedBy: PacketVouched['signedBy'];
  /** The member who is there as witness. */
  readonly witness: string;
  readonly inOwnWords: string | null;
  /** A small picture or sound as base64url, or null. */
  readonly mark: string | null;
}

/**
 * Writes down a yes that the person gave to this worker. It counts once the witness has signed
 * ({@link witnessPacket}) and the worker has handed both words to the node ({@link vouchForPacket}).
 *
 * Refuses: `report/question-unknown`, `report/answered`, `packet/taken-back`, `packet/codes`, what `appendTo` refuses.
 */
export async function takeWord(
  session: Session,
  opened: OpenDrawer,
  taken: WordTaken,
): Promise<Appended> {
  const question = findPacketQuestion(readPacketQuestions(opened).state, taken.authorisation);
  if (question === undefined) return refused('report/question-unknown');
  if (question.answer === 'yes' || question.answer === 'no') return refused('report/answered');
  if (question.takenBack !== null) return refused('packet/taken-back');
  const codes = inListOrder(taken.codes);
  const isPart = codes.every((code) => question.asked.statement.codes.includes(code));
  if (codes.length === 0 || !isPart) return refused('packet/codes');
  const event: PacketVouched = {
    ...{ v: 1, kind: 'packet/vouched' },
    ...taken,
    codes,
    at: session.now(),
  };
  return appendTo(session, opened, event);
}

/**
 * Signs, as the witness whom the worker named, exactly the statement that the person agreed to.
 *
 * Refuses: `report/question-unknown` (nobody named this member), what `appendTo` refuses.
 */
export async function witnessPacket(
  session: Session,
  opened: OpenDrawer,
  authorisation: string,
): Promise<Appended> {
  const question = findPacketQuestion(readPacketQuestions(opened).state, authorisation);
  if (question?.vouched?.witness !== session.member) return refused('report/question-unknown');
  const statement = narrowStatement(question.asked.statement, question.codes);
  const { signature } = await signAuthorisation(statement, session.device.signing);
  const proof = ownProof(session, opened.access);
  const event: PacketEvent = { v: 1, kind: 'packet/witnessed', authorisation, signature, proof };
  return appendTo(session, opened, event);
}

/**
 * Hands the worker's and the witness's word to the node, which from then on lets packets rest on it.
 *
 * Refuses: `packet/no-authorisation` until the witness has signed; `authorisation/refused` unless this
 * member asked; what the node refuses.
 */
export async function vouchForPacket(
  session: Session,
  opened: OpenDrawer,
  authorisation: string,
): Promise<Outcome<{ readonly givenAt: string }>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const question = findPacketQuestion(readPacketQuestions(opened).state, authorisation);
  if (question?.witnessed == null) return no('packet/no-authorisation', 'no witness has signed');
  return session.caller.call(vouchForAuthorisation, {
    input: await wordOf(session, opened, question),
  });
}

async function wordOf(session: Session, opened: OpenDrawer, question: PacketQuestion) {
  const { asked, codes, witnessed } = question;
  if (witnessed === null) throw new Error('A word without a witness is none.');
  const statement = narrowStatement(asked.statement, codes);
  const { signature } = await signAuthorisation(statement, session.device.signing);
  const witness = { signature: witnessed.signature, proof: witnessed.proof };
  const proof = ownProof(session, opened.access);
  return { statement, attestation: { by: 'worker' as const, signature, proof, witness } };
}

function refused(code: RefusalCode): Appended {
  return { kind: 'refused', entry: '', refusal: { code } };
}
