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
  PauseRule,
  Place,
  Provision,
  Telling,
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
export { compareExtents, keyOf } from './compare/compare.ts';
export type {
  ComparedExtent,
  Comparison,
  ComparisonCell,
  ComparisonRow,
} from './compare/compare.ts';
export { findBindingPack, listGaps } from './compare/gaps.ts';
export type { GapLine, GapReport } from './compare/gaps.ts';
export { listMostProtective } from './compare/most-protective.ts';
export type { ForumChoice, Surpassed } from './compare/most-protective.ts';
export { describeCondition, describeDateRule, describeStages } from './describe.ts';
export type { ConditionLine } from './describe.ts';
export { listDisclosureDuties, tellingsOf } from './disclosure.ts';
export type { DisclosureDuties } from './disclosure.ts';
export { explainFinding } from './explain.ts';
export { parseFacts } from './facts/parse.ts';
export type { ParsedFacts } from './facts/parse.ts';
export { makeFactsSchema } from './facts/schema.ts';
export { findPlaceProblem } from './packs/extents.ts';
export { isScenarioFile, parsePacks } from './packs/parse.ts';
export type { ParsedPacks } from './packs/parse.ts';
export { DESK_KINDS } from './packs/desk-kinds.ts';
export { CATEGORIES, SUPPORT_CATEGORIES } from './packs/provision.ts';
export { TELLING_ABOUT, TELLING_HOW, TELLING_TO } from './telling.ts';
export { nextQuestion } from './questions.ts';
export type { Asking } from './questions.ts';
export { listFindingChanges, listReleaseChanges } from './release/changes.ts';
export type { FindingChange, ReleaseChanges } from './release/changes.ts';
export {
  compareVersions,
  formatRelease,
  listFileRefusals,
  listReleaseRefusals,
  makeRelease,
  parseRelease,
} from './release/release.ts';
export type { LawRelease, ParsedRelease, ReleaseFile, ReleaseRefusal } from './release/release.ts';
export { parseScenario, runScenario } from './scenario.ts';
export type {
  Expectation,
  ParsedScenario,
  Scenario,
  ScenarioOutcome,
  ScenarioStep,
} from './scenario.ts';
export { makeClosure, newFrame, numberOf, triOfNumber } from './skeleton/closures.ts';
export type { Closure, Frame } from './skeleton/closures.ts';
export { compileLaw, listOutcomes } from './skeleton/outcomes.ts';
export type { CompiledLaw, Outcome } from './skeleton/outcomes.ts';
export { listAtoms, makeSkeleton, newAtomTable } from './skeleton/skeleton.ts';
export type { Atom, AtomTable, Skeleton } from './skeleton/skeleton.ts';
