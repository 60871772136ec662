export {
  askAct,
  breakGlass,
  DueDrawer,
  endAct,
  ErasedDrawer,
  findErased,
  KeptDrawer,
  readDeskKeeping,
  readFileKeeping,
  recordCopy,
  reviewAct,
  secondAct,
  StoppedDrawer,
} from './contract.ts';
export {
  BREAK_GLASS_MS,
  decideAct,
  decideReview,
  decideSecond,
  LONGEST_HOLD_MS,
  maySecond,
  NEVER_BROKEN,
  SECOND_WITHIN_MS,
} from './decide.ts';
export type { ActDrawer, ActFacts, Seated, StandingAct } from './decide.ts';
export {
  ActStatement,
  ActView,
  PersonKeeping,
  Review,
  ReviewStatement,
  SealedWords,
  SignedAct,
} from './model.ts';
export {
  DEFAULT_RETENTION,
  dueAt,
  ShorterRetention,
  shortenRetention,
  WARN_MS,
} from './retention.ts';
export type { AgeingDrawer, Retention } from './retention.ts';
export {
  COPY_FILES,
  CopiedCertificates,
  CopiedEntries,
  CopiedLog,
  NEVER_COPIED,
  SHORTEST_COPY_PASSPHRASE,
} from './copy.ts';
export type { CopiedDrawer, CopiedEntry, MissingPart } from './copy.ts';
