/** What a page of the portal shows, as data. Pages render it; journeys and effects choose it. */
import type { PersonKeeping } from '@amparo/casework/keeping';
import type { PacketQuestion } from '@amparo/casework/packets';
import type {
  Answer,
  PageContent,
  PageState,
  Question as AskedQuestion,
} from '@amparo/casework/reports';
import type { Fields, Question } from './fields.ts';
import type { Html } from './html.ts';
import type { SharedItem } from './sharing.ts';

/** The doors through which a report can come; the fourth, the code, leads to the mailbox. */
export const REPORT_DOORS = ['help-now', 'options', 'worried'] as const;
export type ReportDoor = (typeof REPORT_DOORS)[number];

/** Pages that need nothing but words. */
export const PLAIN_PAGES = [
  'front',
  'help-now',
  'options',
  'worried',
  'about',
  'stopped',
  'deleted',
] as const;
export type PlainPage = (typeof PLAIN_PAGES)[number];

/** The desk that will read, as its proved certificate names it. */
export interface Reader {
  readonly desk: string;
  readonly organisation: string;
}

/** One message of the thread; `from` is null for the person. */
export interface Line {
  readonly from: string | null;
  readonly text: string;
  readonly at: string;
}

/** What an open mailbox shows. */
export interface MailboxPage {
  readonly page: 'mailbox';
  readonly ticket: string;
  readonly lines: readonly Line[];
  readonly questions: readonly AskedQuestion[];
  readonly packets: readonly PacketQuestion[];
  /** When a lost code was replaced by a new one. */
  readonly reissued: readonly string[];
  readonly shared: readonly SharedItem[];
  /** How many entries could not be checked and are not shown. */
  readonly refused: number;
  readonly closed: boolean;
  readonly expiresAt: string;
  readonly pageChoice: PageState['choice'];
  readonly notice: Notice | null;
}

/** Why a question about a packet is shown once more. */
export type PacketProblem =
  | { readonly kind: 'no-tick' }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'too-long'; readonly over: number };

/** What just happened in the mailbox. */
export type Notice =
  | { readonly kind: 'message-sent' }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'stopped'; readonly withdrawn: number }
  | { readonly kind: 'not-stopped' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'page-chosen' }
  | { readonly kind: 'page-changed' }
  | { readonly kind: 'page-by-worker' }
  | { readonly kind: 'too-long'; readonly over: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'not-deleted' }
  | { readonly kind: 'question-gone' }
  | { readonly kind: 'question-back' }
  | { readonly kind: 'narrowed'; readonly recalled: number };

/** Who has the person's information, each thing apart. */
export interface SharingPage {
  readonly page: 'sharing';
  readonly ticket: string;
  readonly items: readonly SharedItem[];
  /** Helpers and places are named only after the second secret: a found slip shows none. */
  readonly named: boolean;
  /** How many things the node lists that were not asked here. */
  readonly unexplained: number;
  /** Behind the second secret only; null there: the node could not say it. */
  readonly keeping?: PersonKeeping | null;
  readonly notice: Notice | null;
}

/** Taking back a part of one permission. */
export interface NarrowPage {
  readonly page: 'narrow';
  readonly ticket: string;
  readonly item: SharedItem & { readonly kind: 'packet' };
  readonly ticked: readonly string[];
  readonly problem: 'no-tick' | 'not-sent' | null;
}

/** Before "my page": the second secret is asked for, or the person chooses how to hold the page. */
export interface PageDoor {
  readonly page: 'page-door';
  readonly ticket: string;
  readonly state: 'ask' | 'choose' | 'worker' | 'no-script';
  readonly problem: PageDoorProblem | null;
}

/** `wrong` never says whether receipt or second secret was. */
export type PageDoorProblem =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'wait'; readonly minutes: number };

/** "My page", open. */
interface MyPage {
  readonly page: 'my-page';
  readonly ticket: string;
  /** What the worker wrote last, or null. */
  readonly content: PageContent | null;
  /** True when something was written that this page's key does not open. */
  readonly isUnreadable: boolean;
  readonly writtenAt: string | null;
  /** By which person and worker check that they mean the same page. */
  readonly number: string;
  /** How many permissions hold now. */
  readonly live: number;
  /** How long things are kept; null where the node could not say it just now. */
  readonly keeping: PersonKeeping | null;
  readonly notice: Notice | null;
}

/** Why a code did not open, in the words of the page. */
export type CodeProblem = 'mistyped' | 'refused' | 'too-many' | 'expired' | 'busy';

/** Why something was not done; always with what is safe and what to do. */
export const TROUBLES = [
  'busy',
  'too-many',
  'too-large',
  'not-utf8',
  'malformed',
  'not-found',
  'wrong-origin',
  'reader-refused',
  'clock',
  'fault',
] as const;
export type Trouble = (typeof TROUBLES)[number];

export type View =
  | { readonly page: PlainPage }
  | {
      readonly page: 'question';
      readonly question: Question;
      readonly problem: QuestionProblem | null;
    }
  | {
      readonly page: 'review';
      readonly reader: Reader;
      readonly ticket: string;
      /** True when the person must look again because the reader or the time changed. */
      readonly changed: boolean;
    }
  | { readonly page: 'sent'; readonly receipt: string; readonly reader: Reader }
  | { readonly page: 'code'; readonly problem: CodeProblem | null }
  | MailboxPage
  | {
      readonly page: 'asked';
      readonly ticket: string;
      readonly question: AskedQuestion;
    }
  | {
      readonly page: 'packet';
      readonly ticket: string;
      readonly question: PacketQuestion;
      readonly problem: PacketProblem | null;
    }
  | {
      readonly page: 'packet-check';
      readonly ticket: string;
      readonly question: PacketQuestion;
      readonly codes: readonly string[];
    }
  | SharingPage
  | NarrowPage
  | PageDoor
  | {
      readonly page: 'page-new';
      readonly ticket: string;
      readonly problem: 'weak' | 'busy' | null;
      /** True when the page is open and only its second secret changes. */
      readonly isChange: boolean;
    }
  | MyPage
  | { readonly page: 'delete'; readonly ticket: string }
  /** Written by the worker alone: the law and its words stay out of the script of other pages. */
  | { readonly page: 'rights'; readonly content: Html }
  | { readonly page: 'trouble'; readonly trouble: Trouble };

type QuestionProblem =
  { readonly kind: 'empty' } | { readonly kind: 'too-long'; readonly over: number };

/** A view with everything the person has written so far, which every form carries on. */
export interface Shown {
  readonly view: View;
  readonly fields: Fields;
}
