/** What a person does in their mailbox: read, write, answer, stop, delete. */
import { decideConversation, findOpenQuestion } from '@amparo/casework/reports';
import type { Answer, Question, ReportEvent } from '@amparo/casework/reports';
import type { Authorisation } from '@amparo/casework/grants';
import { fromBase64url, parseReceipt, SealRefusal, toBase64url } from '@amparo/seal';
import type { Receipt } from '@amparo/seal';
import { excess, isGiven } from './fields.ts';
import type { Fields } from './fields.ts';
import type { Effect } from './journey.ts';
import { appendToMailbox, openMailbox } from './opened-mailbox.ts';
import type { OpenedMailbox, OpenSession } from './opened-mailbox.ts';
import type { Outside } from './outside.ts';
import type { CodeProblem, Notice, Shown } from './view.ts';
import { inMinutes, trouble } from './work.ts';
import type { Work } from './work.ts';

/** After this long without a press the mailbox closes; what is being written is kept. */
export const IDLE_MINUTES = 15;

/** A page that asks for a code can be sent for this long. */
const CODE_MINUTES = 12 * 60;

/**
 * Opens the mailbox of the code that was typed. Without a script the page that asked for it works
 * once: nobody opens the mailbox by sending an old page again.
 */
export async function openWithCode(work: Work): Promise<Shown> {
  const { fields, outside } = work;
  const isFresh = outside.sealedWhere === 'browser' || (await isFreshPage(work));
  return isFresh ? openReceipt(fields.code, work) : askForCode(work, 'expired');
}

async function isFreshPage({ fields, outside }: Work): Promise<boolean> {
  return (await outside.recall(fields.t))?.kind === 'code';
}

/** Opens the mailbox of a receipt. */
export async function openReceipt(typed: string | undefined, work: Work): Promise<Shown> {
  const receipt = findReceipt(typed);
  if (receipt === undefined) return askForCode(work, 'mistyped');
  const session = await findSession(receipt, work.outside);
  if (typeof session === 'string') return askForCode(work, session);
  return showMailbox(work, session, null);
}

/** Whether this receipt opens a mailbox already: an answer to "was it sent?". */
export async function isOpened(receipt: string, { outside }: Work): Promise<boolean> {
  const found = findReceipt(receipt);
  const session = found && (await findSession(found, outside));
  return typeof session === 'object' && (await openMailbox(session, outside)).ok;
}

/** Everything that needs an open mailbox. */
export async function conductInMailbox(effect: Effect, work: Work): Promise<Shown> {
  const held = await work.outside.recall(work.fields.t);
  if (held?.kind !== 'open') return askForCode(work, 'expired');
  const session: OpenSession = { ...held, until: inMinutes(work.outside, IDLE_MINUTES) };
  switch (effect) {
    case 'message':
      return sendMessage(work, session);
    case 'question':
      return showQuestion(work, session);
    case 'yes':
    case 'no':
    case 'later':
    case 'talk':
      return answerQuestion(work, session, effect);
    case 'stop':
      return stopSharing(work, session);
    case 'delete':
      return askBeforeDelete(work, session);
    case 'delete-now':
      return deleteNow(work, session);
    default:
      return showMailbox(work, session, null);
  }
}

function findReceipt(typed: string | undefined): Receipt | undefined {
  try {
    return parseReceipt(typed ?? '');
  } catch (error) {
    if (error instanceof SealRefusal) return undefined;
    throw error;
  }
}

async function findSession(receipt: Receipt, outside: Outside): Promise<OpenSession | CodeProblem> {
  const found = await outside.calls.findSalt({ locator: receipt.locator });
  if (!found.ok) return codeProblem(found.refusal.code);
  const { token, key } = await outside.stretch(receipt.secret, fromBase64url(found.value.salt));
  return {
    kind: 'open',
    until: inMinutes(outside, IDLE_MINUTES),
    locator: receipt.locator,
    token: toBase64url(token),
    key: toBase64url(key),
  };
}

function codeProblem(code: string): CodeProblem {
  if (code === 'request/too-many') return 'too-many';
  return code === 'mailbox/refused' || code === 'not-available' ? 'refused' : 'busy';
}

/** Asks for a code; only a message that is being written goes on. */
export async function askForCode(
  { fields, outside }: Work,
  problem: CodeProblem | null,
): Promise<Shown> {
  const { l, message, code } = fields;
  const t = await outside.keep({ kind: 'code', until: inMinutes(outside, CODE_MINUTES) });
  const kept: Fields = {
    ...(l !== undefined && { l }),
    ...(isGiven(message) && { message }),
    // What was mistyped can be put right; a code that opens nothing is typed anew.
    ...(problem === 'mistyped' && code !== undefined && { code }),
    t,
  };
  return { view: { page: 'code', problem }, fields: kept };
}

async function showMailbox(
  work: Work,
  session: OpenSession,
  notice: Notice | null,
): Promise<Shown> {
  const opened = await openMailbox(session, work.outside);
  if (!opened.ok) return askForCode(work, codeProblem(opened.refusal.code));
  return show(work, session, { opened: opened.value, notice });
}

interface Scene {
  readonly opened: OpenedMailbox;
  readonly notice: Notice | null;
}

async function show(work: Work, session: OpenSession, scene: Scene): Promise<Shown> {
  const { opened, notice } = scene;
  const { messages, questions } = opened.conversation;
  const ticket = await work.outside.keep(session);
  const { l, message } = work.fields;
  return {
    view: {
      page: 'mailbox',
      ticket,
      lines: messages.map(({ byPerson, authorName, text, at }) => ({
        from: byPerson ? null : authorName,
        text,
        at,
      })),
      questions,
      refused: opened.refused,
      closed: opened.closed,
      expiresAt: opened.expiresAt,
      notice,
    },
    fields: {
      ...(l !== undefined && { l }),
      ...(message !== undefined && { message }),
      t: ticket,
    },
  };
}

async function sendMessage(work: Work, session: OpenSession): Promise<Shown> {
  const text = work.fields.message?.trim() ?? '';
  const over = excess('message', text);
  if (over > 0) return showMailbox(work, session, { kind: 'too-long', over });
  if (text === '') return showMailbox(work, session, { kind: 'empty' });
  const event: ReportEvent = { v: 1, kind: 'message/sent', text };
  const after = { ...work, fields: { ...work.fields, message: '' } };
  return append(work, session, {
    event,
    authorisation: null,
    notice: { kind: 'message-sent' },
    after,
  });
}

interface ToSay {
  readonly event: ReportEvent;
  readonly authorisation: Authorisation | null;
  readonly notice: Notice;
  /** The work to go on with once it was said. */
  readonly after: Work;
}

async function append(work: Work, session: OpenSession, say: ToSay): Promise<Shown> {
  const opened = await openMailbox(session, work.outside);
  if (!opened.ok) return askForCode(work, codeProblem(opened.refusal.code));
  const { event, authorisation } = say;
  const said = await appendToMailbox(opened.value, { event, authorisation, session }, work.outside);
  if (said.ok) return show(say.after, session, { opened: said.value, notice: say.notice });
  if (said.refusal.code === 'request/too-many') return trouble(work, 'too-many');
  return show(work, session, { opened: opened.value, notice: { kind: 'not-sent' } });
}

async function showQuestion(work: Work, session: OpenSession): Promise<Shown> {
  const opened = await openMailbox(session, work.outside);
  if (!opened.ok) return askForCode(work, codeProblem(opened.refusal.code));
  const question = findQuestion(work, opened.value);
  if (question === undefined) {
    return show(work, session, { opened: opened.value, notice: { kind: 'question-gone' } });
  }
  const ticket = await work.outside.keep(session);
  const q = question.asked.statement.authorisation;
  return { view: { page: 'asked', ticket, question }, fields: { ...work.fields, t: ticket, q } };
}

function findQuestion({ fields }: Work, opened: OpenedMailbox): Question | undefined {
  const { conversation } = opened;
  if (!isGiven(fields.q)) return findOpenQuestion(conversation);
  return conversation.questions.find((q) => q.asked.statement.authorisation === fields.q);
}

async function answerQuestion(work: Work, session: OpenSession, answer: Answer): Promise<Shown> {
  const opened = await openMailbox(session, work.outside);
  if (!opened.ok) return askForCode(work, codeProblem(opened.refusal.code));
  const question = findQuestion(work, opened.value);
  const statement = question?.asked.statement;
  const command = {
    kind: 'answer',
    authorisation: statement?.authorisation ?? '',
    answer,
  } as const;
  const now = work.outside.now().toISOString();
  const decision = decideConversation(opened.value.conversation, command, now);
  const event = decision.ok ? decision.events[0] : undefined;
  if (event === undefined || statement === undefined) {
    return show(work, session, { opened: opened.value, notice: { kind: 'question-gone' } });
  }
  const authorisation =
    answer === 'yes' ? await work.outside.attest(statement, opened.value.signingSeed) : null;
  const said = await appendToMailbox(opened.value, { event, authorisation, session }, work.outside);
  const notice: Notice = said.ok ? { kind: 'answered', answer } : { kind: 'not-sent' };
  return show(work, session, { opened: said.ok ? said.value : opened.value, notice });
}

async function stopSharing(work: Work, session: OpenSession): Promise<Shown> {
  const { locator, token } = session;
  const stopped = await work.outside.calls.stopSharing({ locator, token });
  if (!stopped.ok) return askForCode(work, codeProblem(stopped.refusal.code));
  return showMailbox(work, session, { kind: 'stopped', withdrawn: stopped.value.withdrawn });
}

async function askBeforeDelete(work: Work, session: OpenSession): Promise<Shown> {
  const ticket = await work.outside.keep(session);
  return { view: { page: 'delete', ticket }, fields: { ...work.fields, t: ticket } };
}

async function deleteNow(work: Work, session: OpenSession): Promise<Shown> {
  const { locator, token } = session;
  const deleted = await work.outside.calls.deleteMailbox({ locator, token });
  if (!deleted.ok) {
    const isClosed = deleted.refusal.code === 'report/closed';
    if (isClosed) return showMailbox(work, session, { kind: 'not-deleted' });
    return askForCode(work, codeProblem(deleted.refusal.code));
  }
  const { l } = work.fields;
  return { view: { page: 'deleted' }, fields: l === undefined ? {} : { l } };
}
