/** How a person answers a question about a packet: look, tick, look once more, and only then yes. */
import { decidePacketAnswer, isOpenQuestion, narrowStatement } from '@amparo/casework/packets';
import type { PacketQuestion } from '@amparo/casework/packets';
import type { Answer } from '@amparo/casework/reports';
import { excess } from './fields.ts';
import type { Fields } from './fields.ts';
import { findAsked, showMailbox, showThread, withMailbox } from './in-mailbox.ts';
import type { Inside } from './in-mailbox.ts';
import { appendToMailbox } from './opened-mailbox.ts';
import type { OpenedMailbox } from './opened-mailbox.ts';
import type { Notice, PacketProblem, Shown } from './view.ts';
import type { Work } from './work.ts';

/** The codes that were ticked for this very question; nothing is ever ticked for another one. */
export function tickedFor(fields: Fields, { asked }: PacketQuestion): readonly string[] {
  if (fields.k !== asked.statement.authorisation) return [];
  const given = new Set((fields.c ?? '').split(' '));
  return asked.fields.map(({ code }) => code).filter((code) => given.has(code));
}

/** What the person wrote in their own words about this very question. */
export function ownWordsFor(fields: Fields, { asked }: PacketQuestion): string {
  return fields.k === asked.statement.authorisation ? (fields.own ?? '').trim() : '';
}

/** Shows the question, with what was ticked so far. */
export async function showPacket(
  inside: Inside,
  question: PacketQuestion,
  problem: PacketProblem | null,
): Promise<Shown> {
  const { work, session } = inside;
  const ticket = await work.outside.keep(session);
  const q = question.asked.statement.authorisation;
  return {
    view: { page: 'packet', ticket, question, problem },
    fields: { ...work.fields, t: ticket, q },
  };
}

/** A yes is repeated before it counts: exactly what was ticked, and to whom. */
export async function checkPacket(inside: Inside): Promise<Shown> {
  const { work, session } = inside;
  return withMailbox(inside, async (opened) => {
    const question = findAsked(work, opened);
    if (question === undefined || !isWaiting(work, question)) {
      return gone(inside, opened, question);
    }
    const problem = findProblem(work, question);
    if (problem !== null) return showPacket(inside, question, problem);
    const ticket = await work.outside.keep(session);
    const codes = tickedFor(work.fields, question);
    return {
      view: { page: 'packet-check', ticket, question, codes },
      fields: { ...work.fields, t: ticket },
    };
  });
}

/** Refusals of the node after which the question cannot be answered any more. */
const OVER: ReadonlySet<string> = new Set(['authorisation/refused', 'packet/expiry']);

/** Answers: the entry, and with a yes the signed word that goes with it, in one step. */
export async function answerPacket(inside: Inside, answer: Answer): Promise<Shown> {
  const { work, session } = inside;
  const { fields, outside } = work;
  return withMailbox(inside, async (opened) => {
    const question = findAsked(work, opened);
    if (question === undefined) return gone(inside, opened);
    const over = excess('own', ownWordsFor(fields, question));
    if (over > 0) return showPacket(inside, question, { kind: 'too-long', over });
    const { statement } = question.asked;
    const codes = tickedFor(fields, question);
    const inOwnWords = ownWordsFor(fields, question) || null;
    const said = { authorisation: statement.authorisation, answer, codes, inOwnWords };
    const decision = decidePacketAnswer(opened.packets, said, outside.now().toISOString());
    if (!decision.ok && decision.refusal.code === 'packet/codes') {
      return showPacket(inside, question, { kind: 'no-tick' });
    }
    const event = decision.ok ? decision.events[0] : undefined;
    if (event === undefined) return gone(inside, opened, question);
    const allowed =
      answer === 'yes'
        ? await outside.attestPacket(narrowStatement(statement, codes), opened)
        : undefined;
    const sent = await appendToMailbox(
      opened,
      { event, authorisation: null, packetAuthorisation: allowed, session },
      outside,
    );
    if (sent.ok) return after(inside, { opened: sent.value, notice: { kind: 'answered', answer } });
    // Taken back a moment ago: the thread is read again, and says so too.
    if (sent.refusal.code === 'packet/taken-back') {
      return showMailbox({ work: { ...work, fields: withoutTicks(fields) }, session }, TAKEN_BACK);
    }
    if (OVER.has(sent.refusal.code)) return gone(inside, opened);
    if (sent.refusal.code === 'report/closed') return showMailbox(inside, { kind: 'closed' });
    return showPacket(inside, question, { kind: 'not-sent' });
  });
}

/** Back in the thread; ticks and words of an answered question are not carried on. */
async function after(
  { work, session }: Inside,
  thread: { readonly opened: OpenedMailbox; readonly notice: Notice },
): Promise<Shown> {
  const fields = withoutTicks(work.fields);
  return showThread({ work: { ...work, fields }, session }, thread);
}

/** The question is over, was answered elsewhere, or was taken back: said calmly, nothing was sent. */
function gone(inside: Inside, opened: OpenedMailbox, question?: PacketQuestion): Promise<Shown> {
  const isBack = question !== undefined && question.takenBack !== null;
  return after(inside, { opened, notice: isBack ? TAKEN_BACK : { kind: 'question-gone' } });
}

const TAKEN_BACK: Notice = { kind: 'question-back' };

function withoutTicks(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !['c', 'k', 'own', 'q'].includes(name)),
  );
}

/** Whether an answer still counts. */
export function isWaiting({ outside }: Work, question: PacketQuestion): boolean {
  const isOver = question.asked.statement.expiresAt <= outside.now().toISOString();
  return !isOver && isOpenQuestion(question);
}

function findProblem({ fields }: Work, question: PacketQuestion): PacketProblem | null {
  const over = excess('own', ownWordsFor(fields, question));
  if (over > 0) return { kind: 'too-long', over };
  return tickedFor(fields, question).length === 0 ? { kind: 'no-tick' } : null;
}
