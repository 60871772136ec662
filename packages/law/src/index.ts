export type {
  Anchor,
  AnchorDefinition,
  Calendar,
  Cliff,
  Concept,
  Condition,
  Connection,
  DataClass,
  DateRule,
  DeadlineRule,
  DueKind,
  ExtentGroup,
  ExtentMap,
  FactDefinition,
  FactEntry,
  FactRecord,
  Facts,
  FactTest,
  Force,
  LawError,
  LawList,
  Membership,
  OpenTest,
  Pack,
  PackFile,
  Packs,
  Place,
  Provision,
  ProvisionException,
  ProvisionVersion,
  RecordListDefinition,
  Scalar,
  Tri,
  UnknownReason,
  Verified,
  VersionState,
  Vocabulary,
} from './model.ts';
export type {
  Assessment,
  Citation,
  Due,
  ExceptionNote,
  FactUse,
  Finding,
  Presumption,
  Question,
  TraceNode,
} from './finding.ts';
export { assess, mostProtectedClass, UNKNOWN_STATE } from './assess.ts';
export type { AssessRequest } from './assess.ts';
export { listDisclosureDuties } from './disclosure.ts';
export type { DisclosureDuties } from './disclosure.ts';
export { explainFinding } from './explain.ts';
export { parseFacts } from './facts/parse.ts';
export type { ParsedFacts } from './facts/parse.ts';
export { makeFactsSchema } from './facts/schema.ts';
export { findPlaceProblem } from './packs/extents.ts';
export { isScenarioFile, parsePacks } from './packs/parse.ts';
export type { ParsedPacks } from './packs/parse.ts';
export { CATEGORIES, SUPPORT_CATEGORIES } from './packs/provision.ts';
export { nextQuestion } from './questions.ts';
export type { Asking } from './questions.ts';
export { parseScenario, runScenario } from './scenario.ts';
export type {
  Expectation,
  ParsedScenario,
  Scenario,
  ScenarioOutcome,
  ScenarioStep,
} from './scenario.ts';
