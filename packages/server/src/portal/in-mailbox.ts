/** What every act in an open mailbox shares: the session, opening at the node, and the thread page. */
import { findPacketQuestion } from '@amparo/casework/packets';
import type { PacketQuestion } from '@amparo/casework/packets';
import type { Authorisation } from '@amparo/casework/grants';
import type { ReportEvent } from '@amparo/casework/reports';
import { isGiven } from './fields.ts';
import type { Fields } from './fields.ts';
import { appendToMailbox, openMailbox } from './opened-mailbox.ts';
import type { OpenedMailbox, OpenSession } from './opened-mailbox.ts';
import { sharedItems } from './sharing.ts';
import type { CodeProblem, Notice, Shown } from './view.ts';
import { inMinutes, trouble } from './work.ts';
import type { Work } from './work.ts';

/** After this long without a press the mailbox closes; what is being written is kept. */
export const IDLE_MINUTES = 15;

/** A page that asks for a code can be sent for this long. */
const CODE_MINUTES = 12 * 60;

/** One form in a mailbox that is open. */
export interface Inside {
  readonly work: Work;
  readonly session: OpenSession;
}

/** In which words a refusal at the door is told. */
export function codeProblem(code: string): CodeProblem {
  if (code === 'request/too-many') return 'too-many';
  return code === 'mailbox/refused' || code === 'not-available' ? 'refused' : 'busy';
}

/** Asks for a code; what is being written, and what was ticked, goes on. */
export async function askForCode(
  { fields, outside }: Work,
  problem: CodeProblem | null,
): Promise<Shown> {
  const { l, message, own, c, k, code } = fields;
  const t = await outside.keep({ kind: 'code', until: inMinutes(outside, CODE_MINUTES) });
  const kept: Fields = {
    ...(l !== undefined && { l }),
    ...(isGiven(message) && { message }),
    ...(isGiven(k) && { k, c: c ?? '', own: own ?? '' }),
    // What was mistyped can be put right; a code that opens nothing is typed anew.
    ...(problem === 'mistyped' && code !== undefined && { code }),
    t,
  };
  return { view: { page: 'code', problem }, fields: kept };
}

/** Opens the mailbox at the node and hands it on; where it does not open, the code is asked for. */
export async function withMailbox(
  { work, session }: Inside,
  go: (opened: OpenedMailbox) => Promise<Shown> | Shown,
): Promise<Shown> {
  const opened = await openMailbox(session, work.outside);
  return opened.ok ? go(opened.value) : askForCode(work, codeProblem(opened.refusal.code));
}

/** Opens the mailbox and shows its thread. */
export async function showMailbox(inside: Inside, notice: Notice | null): Promise<Shown> {
  return withMailbox(inside, (opened) => showThread(inside, { opened, notice }));
}

/** What {@link showThread} shows. */
interface Thread {
  readonly opened: OpenedMailbox;
  readonly notice: Notice | null;
}

/** The thread of an opened mailbox. */
export async function showThread(
  { work, session }: Inside,
  { opened, notice }: Thread,
): Promise<Shown> {
  const { messages, questions, page, reissued } = opened.conversation;
  const ticket = await work.outside.keep(session);
  const { l, message, own, c, k } = work.fields;
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
      packets: opened.packets.questions,
      reissued: reissued.map(({ at }) => at),
      shared: sharedItems(opened, work.outside.now().toISOString()),
      refused: opened.refused,
      closed: opened.closed,
      expiresAt: opened.expiresAt,
      pageChoice: page.choice,
      notice,
    },
    fields: {
      ...(l !== undefined && { l }),
      ...(message !== undefined && { message }),
      ...(isGiven(k) && { k, c: c ?? '', own: own ?? '' }),
      t: ticket,
    },
  };
}

/** Something to seal and send, and where it leads. */
interface ToSay {
  readonly event: ReportEvent;
  readonly authorisation: Authorisation | null;
  readonly notice: Notice;
  /** The work to go on with once it was said. */
  readonly after: Work;
}

/** Appends an entry of the person; where it is not taken, the thread says so and nothing is lost. */
export async function say(inside: Inside, toSay: ToSay): Promise<Shown> {
  const { work, session } = inside;
  const { event, authorisation, notice, after } = toSay;
  return withMailbox(inside, async (opened) => {
    const said = await appendToMailbox(opened, { event, authorisation, session }, work.outside);
    if (said.ok) return showThread({ work: after, session }, { opened: said.value, notice });
    if (said.refusal.code === 'request/too-many') return trouble(work, 'too-many');
    if (said.refusal.code === 'report/closed') return showMailbox(inside, { kind: 'closed' });
    return showThread(inside, { opened, notice: { kind: 'not-sent' } });
  });
}

/** The packet question that a form names, of this very mailbox. */
export function findAsked({ fields }: Work, opened: OpenedMailbox): PacketQuestion | undefined {
  return isGiven(fields.q) ? findPacketQuestion(opened.packets, fields.q) : undefined;
}
