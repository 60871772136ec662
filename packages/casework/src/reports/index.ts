export {
  answerFromMailbox,
  closeReport,
  deleteMailbox,
  findSalt,
  openMailbox,
  readInbox,
  sendReport,
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
} from './conversation.ts';
export {
  ANSWERS,
  HandoverAsked,
  Language,
  LANGUAGES,
  LONGEST_MESSAGE,
  ReportEvent,
  SafeContact,
} from './events.ts';
export {
  DOORS,
  InboxItem,
  Locator,
  Mailbox,
  MailboxView,
  ReportParcel,
  ReportStart,
} from './wire.ts';
