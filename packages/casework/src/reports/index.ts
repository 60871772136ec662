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
  DOORS,
  InboxItem,
  Locator,
  Mailbox,
  MailboxView,
  ReportParcel,
  ReportStart,
} from './wire.ts';
