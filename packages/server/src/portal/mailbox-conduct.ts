/** What a person does in their mailbox: read, write, answer, stop, delete. */
import { decideConversation, findOpenQuestion } from '@amparo/casework/reports';
import type { Answer, Question, ReportEvent } from '@amparo/casework/reports';
import { fromBase64url, parseReceipt, SealRefusal, toBase64url } from '@amparo/seal';
import type { Receipt } from '@amparo/seal';
import { excess, isGiven } from './fields.ts';
import {
  askForCode,
  codeProblem,
  findAsked,
  IDLE_MINUTES,
  say,
  showMailbox,
  showThread,
  withMailbox,
} from './in-mailbox.ts';
import type { Inside } from './in-mailbox.ts';
import type { Effect } from './journey.ts';
import { appendToMailbox, openMailbox } from './opened-mailbox.ts';
import type { OpenedMailbox, OpenSession } from './opened-mailbox.ts';
import type { Outside } from './outside.ts';
import { narrowNow, showNarrow } from './narrow-conduct.ts';
import { answerPacket, checkPacket, isWaiting, showPacket } from './packet-conduct.ts';
import { chooseWorker, openWithSecret, setSecret, showNew, showPage } from './page-conduct.ts';
import { showSharing, stopEverything, stopOne } from './sharing-conduct.ts';
import type { CodeProblem, Notice, Shown } from './view.ts';
import { inMinutes } from './work.ts';
import type { Work } from './work.ts';

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
  return showMailbox({ work, session }, null);
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
  return conductOpen(effect, { work, session });
}

async function conductOpen(effect: Effect, inside: Inside): Promise<Shown> {
  switch (effect) {
    case 'message':
      return sendMessage(inside);
    case 'question':
      return showQuestion(inside);
    case 'yes':
      return isAboutPacket(inside) ? checkPacket(inside) : answerQuestion(inside, effect);
    case 'no':
    case 'later':
    case 'talk':
      return isAboutPacket(inside) ? answerPacket(inside, effect) : answerQuestion(inside, effect);
    case 'give':
      return answerPacket(inside, 'yes');
    case 'sharing':
      return showSharing(inside, null);
    case 'stop':
      return stopEverything(inside);
    case 'stop-one':
      return stopOne(inside);
    case 'narrow':
      return showNarrow(inside);
    case 'narrow-give':
      return narrowNow(inside);
    case 'page':
      return showPage(inside);
    case 'page-open':
      return openWithSecret(inside, inside.work.fields.secret ?? '');
    case 'page-new':
      return showNew(inside, null);
    case 'page-set':
      return setSecret(inside, inside.work.fields.secret ?? '');
    case 'page-worker':
      return chooseWorker(inside);
    case 'delete':
      return askBeforeDelete(inside);
    case 'delete-now':
      return deleteNow(inside);
    default:
      return showMailbox(inside, null);
  }
}

/** Which of the two kinds of questions the page was about that sent this form. */
function isAboutPacket({ work }: Inside): boolean {
  return work.fields.at === 'packet' || work.fields.at === 'packet-check';
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
  const keys = await outside.stretch(receipt.secret, fromBase64url(found.value.salt));
  return {
    kind: 'open',
    until: inMinutes(outside, IDLE_MINUTES),
    locator: receipt.locator,
    token: toBase64url(keys.token),
    key: toBase64url(keys.key),
    // The page opens on a device of the person's own only: the node never gets this half.
    ...(outside.sealedWhere === 'browser' && { pageHalf: toBase64url(keys.page) }),
  };
}

async function sendMessage(inside: Inside): Promise<Shown> {
  const { work } = inside;
  const text = work.fields.message?.trim() ?? '';
  const over = excess('message', text);
  if (over > 0) return showMailbox(inside, { kind: 'too-long', over });
  if (text === '') return showMailbox(inside, { kind: 'empty' });
  const event: ReportEvent = { v: 1, kind: 'message/sent', text };
  const after = { ...work, fields: { ...work.fields, message: '' } };
  return say(inside, { event, authorisation: null, notice: { kind: 'message-sent' }, after });
}

async function showQuestion(inside: Inside): Promise<Shown> {
  const { work, session } = inside;
  return withMailbox(inside, async (opened) => {
    const packet = findAsked(work, opened);
    if (packet !== undefined && isWaiting(work, packet)) return showPacket(inside, packet, null);
    const question = packet === undefined ? findQuestion(work, opened) : undefined;
    if (question === undefined) {
      const kind = packet?.takenBack != null ? 'question-back' : 'question-gone';
      return showThread(inside, { opened, notice: { kind } });
    }
    const ticket = await work.outside.keep(session);
    const q = question.asked.statement.authorisation;
    return { view: { page: 'asked', ticket, question }, fields: { ...work.fields, t: ticket, q } };
  });
}

function findQuestion({ fields }: Work, opened: OpenedMailbox): Question | undefined {
  const { conversation } = opened;
  if (!isGiven(fields.q)) return findOpenQuestion(conversation);
  return conversation.questions.find((q) => q.asked.statement.authorisation === fields.q);
}

async function answerQuestion(inside: Inside, answer: Answer): Promise<Shown> {
  const { work, session } = inside;
  return withMailbox(inside, async (opened) => {
    const statement = findQuestion(work, opened)?.asked.statement;
    const authorisation = statement?.authorisation ?? '';
    const decision = decideConversation(
      opened.conversation,
      { kind: 'answer', authorisation, answer },
      work.outside.now().toISOString(),
    );
    const event = decision.ok ? decision.events[0] : undefined;
    if (event === undefined || statement === undefined) {
      return showThread(inside, { opened, notice: { kind: 'question-gone' } });
    }
    const allowed =
      answer === 'yes' ? await work.outside.attest(statement, opened.signingSeed) : null;
    const toAppend = { event, authorisation: allowed, session };
    const said = await appendToMailbox(opened, toAppend, work.outside);
    if (!said.ok && said.refusal.code === 'report/closed') {
      return showMailbox(inside, { kind: 'closed' });
    }
    const notice: Notice = said.ok ? { kind: 'answered', answer } : { kind: 'not-sent' };
    return showThread(inside, { opened: said.ok ? said.value : opened, notice });
  });
}

async function askBeforeDelete({ work, session }: Inside): Promise<Shown> {
  const ticket = await work.outside.keep(session);
  return { view: { page: 'delete', ticket }, fields: { ...work.fields, t: ticket } };
}

async function deleteNow(inside: Inside): Promise<Shown> {
  const { work, session } = inside;
  const { locator, token } = session;
  const deleted = await work.outside.calls.deleteMailbox({ locator, token });
  if (!deleted.ok) {
    const isClosed = deleted.refusal.code === 'report/closed';
    if (isClosed) return showMailbox(inside, { kind: 'not-deleted' });
    return askForCode(work, codeProblem(deleted.refusal.code));
  }
  const { l } = work.fields;
  return { view: { page: 'deleted' }, fields: l === undefined ? {} : { l } };
}
