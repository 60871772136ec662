/** A conversation with a person: what was said, what was asked, and what may be said next. */
import { accept, refuse, foldEntries } from '../kernel/index.ts';
import type { Decision, Folded, Id, Instant, OpenedEntry } from '../kernel/index.ts';
import { ReportEvent } from './events.ts';
import type { Language, SafeContact } from '../files/index.ts';
import type { ANSWERS, HandoverAsked } from './events.ts';
import { evolvePage, NO_PAGE } from './my-page.ts';
import type { PageState } from './my-page.ts';
import type { DOORS } from './wire.ts';

export type Answer = (typeof ANSWERS)[number];

export interface Message {
  readonly entry: Id;
  readonly byPerson: boolean;
  readonly authorName: string;
  readonly text: string;
  readonly at: Instant;
}

export interface Question {
  readonly entry: Id;
  readonly asked: HandoverAsked;
  readonly at: Instant;
  /** The latest answer; `later` and `talk` leave the question open. */
  readonly answer: Answer | null;
  readonly answeredAt: Instant | null;
}

export interface Conversation {
  readonly door: (typeof DOORS)[number] | null;
  readonly language: Language | null;
  readonly safe: SafeContact;
  readonly messages: readonly Message[];
  readonly questions: readonly Question[];
  readonly page: PageState;
  /** New receipts in the place of lost ones, the newest last. */
  readonly reissued: readonly Reissued[];
}

/** A mailbox that took the place of one whose receipt was lost. */
export interface Reissued {
  readonly mailbox: Id;
  readonly key: string;
  readonly at: Instant;
}

const EMPTY: Conversation = {
  door: null,
  language: null,
  safe: {},
  messages: [],
  questions: [],
  page: NO_PAGE,
  reissued: [],
};

const KINDS: ReadonlySet<string> = new Set([
  'report/sent',
  'message/sent',
  'message/replied',
  'handover/asked',
  'handover/answered',
  'page/opened',
  'page/through-worker',
  'page/updated',
  'receipt/reissued',
]);

/** Folds the conversation out of the entries of its drawer. */
export function foldConversation(entries: readonly OpenedEntry[]): Folded<Conversation> {
  return foldEntries(entries, {
    schema: ReportEvent,
    initial: EMPTY,
    evolve: evolveConversation,
    passes: (kind) => !KINDS.has(kind) && kind !== '',
  });
}

/**
 * One event further, or undefined when it is illegal: only the person reports and answers, only a
 * desk replies and asks, nobody answers what was not asked, and a no or a yes is not overwritten.
 */
export function evolveConversation(
  state: Conversation,
  event: ReportEvent,
  entry: OpenedEntry,
): Conversation | undefined {
  switch (event.kind) {
    case 'report/sent': {
      if (!entry.byPerson || state.door !== null) return undefined;
      const { door, language, safe } = event;
      return { ...said(state, event.text, entry), door, language, safe };
    }
    case 'message/sent':
      return entry.byPerson ? said(state, event.text, entry) : undefined;
    case 'message/replied':
      return entry.byPerson ? undefined : said(state, event.text, entry);
    case 'handover/asked': {
      if (entry.byPerson || findQuestion(state, event.statement.authorisation)) return undefined;
      const question: Question = {
        entry: entry.entry,
        asked: event,
        at: entry.receivedAt,
        answer: null,
        answeredAt: null,
      };
      return { ...state, questions: [...state.questions, question] };
    }
    case 'handover/answered': {
      const question = findQuestion(state, event.authorisation);
      if (!entry.byPerson || question === undefined || isSettled(question)) return undefined;
      const answered = { ...question, answer: event.answer, answeredAt: entry.receivedAt };
      return { ...state, questions: state.questions.map((q) => (q === question ? answered : q)) };
    }
    case 'page/opened':
    case 'page/through-worker':
    case 'page/updated': {
      const page = evolvePage(state.page, event, entry);
      return page && { ...state, page };
    }
    case 'receipt/reissued': {
      if (entry.byPerson) return undefined;
      const { mailbox, key } = event;
      const reissued = [...state.reissued, { mailbox, key, at: entry.receivedAt }];
      // The page opened with the lost receipt only: the person chooses again.
      return { ...state, reissued, page: NO_PAGE };
    }
  }
}

/** What somebody wants to say next. */
export type ConversationCommand =
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'ask'; readonly question: Omit<HandoverAsked, 'v' | 'kind'> }
  | { readonly kind: 'answer'; readonly authorisation: Id; readonly answer: Answer };

/**
 * Decides what may be said. Refuses: `report/question-unknown`, `report/answered`,
 * `report/asked-twice`, `grant/expiry`, `request/malformed`.
 */
export function decideConversation(
  state: Conversation,
  command: ConversationCommand,
  now: Instant,
): Decision<ReportEvent> {
  switch (command.kind) {
    case 'reply':
      return checked({ v: 1, kind: 'message/replied', text: command.text });
    case 'ask': {
      const { statement } = command.question;
      if (findQuestion(state, statement.authorisation)) return refuse('report/asked-twice');
      if (statement.expiresAt <= now) return refuse('grant/expiry');
      return checked({ ...command.question, v: 1, kind: 'handover/asked' });
    }
    case 'answer': {
      const question = findQuestion(state, command.authorisation);
      if (question === undefined) return refuse('report/question-unknown');
      if (isSettled(question)) return refuse('report/answered');
      if (question.asked.statement.expiresAt <= now) return refuse('grant/expiry');
      const { authorisation, answer } = command;
      return checked({ v: 1, kind: 'handover/answered', authorisation, answer });
    }
  }
}

/** The question that waits for the person, oldest first. */
export function findOpenQuestion(state: Conversation): Question | undefined {
  return state.questions.find((question) => !isSettled(question));
}

function checked(event: ReportEvent): Decision<ReportEvent> {
  const parsed = ReportEvent.safeParse(event);
  return parsed.success ? accept(parsed.data) : refuse('request/malformed');
}

function said(state: Conversation, text: string, entry: OpenedEntry): Conversation {
  const message: Message = {
    entry: entry.entry,
    byPerson: entry.byPerson,
    authorName: entry.authorName,
    text,
    at: entry.receivedAt,
  };
  return { ...state, messages: [...state.messages, message] };
}

function findQuestion(state: Conversation, authorisation: Id): Question | undefined {
  return state.questions.find((q) => q.asked.statement.authorisation === authorisation);
}

function isSettled(question: Question): boolean {
  return question.answer === 'yes' || question.answer === 'no';
}
