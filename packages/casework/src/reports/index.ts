export {
  answerFromMailbox,
  closeReport,
  deleteMailbox,
  findSalt,
  narrowSharing,
  openMailbox,
  openPage,
  PageLock,
  readInbox,
  readMyKeeping,
  reissueReceipt,
  sendReport,
  setPage,
  startReport,
  stopSharing,
} from './contract.ts';
export {
  decideConversation,
  evolveConversation,
  findOpenQuestion,
  foldConversation,
} from './conversation.ts';
export type {
  Answer,
  Conversation,
  ConversationCommand,
  Message,
  Question,
  Reissued,
} from './conversation.ts';
export { ANSWERS, HandoverAsked, LONGEST_MESSAGE, ReportEvent } from './events.ts';
export { LONGEST_SECTION, PAGE_SECTIONS, PageContent, PageUpdated } from './my-page.ts';
export type { PageSection, PageState } from './my-page.ts';
export { Language, LANGUAGES, SafeContact } from '../files/index.ts';
export {
  DOORS,
  InboxItem,
  Locator,
  Mailbox,
  MailboxView,
  ReportParcel,
  ReportStart,
} from './wire.ts';
