import type {
  Cliff,
  DataClass,
  DueKind,
  Force,
  OpenTest,
  Scalar,
  Tri,
  UnknownReason,
  Verified,
  VersionState,
} from './model.ts';

/** What the law engine says about one provision for one person in one legal system. */
export interface Finding {
  readonly provision: string;
  readonly title: string;
  /** The legal system it is about: for a treaty, the state that is bound. */
  readonly jurisdiction: string;
  readonly pack: string;
  /** The record it is about, such as `offences[0]`, where it is judged one by one. */
  readonly about: string | null;
  readonly category: string;
  readonly result: 'engaged' | 'not-engaged' | 'cannot-say';
  /** True for a defence: `engaged` then reads "available to argue". */
  readonly defence: boolean;
  readonly force: Force;
  readonly state: VersionState;
  readonly stages: readonly ('decide' | 'prepare' | 'enforce')[];
  readonly summary: string;
  readonly because: readonly string[];
  readonly trace: TraceNode;
  readonly missing: readonly string[];
  readonly questions: readonly Question[];
  readonly due: readonly Due[];
  readonly owes: string;
  readonly invokedBy: string;
  readonly before: string;
  readonly remedy: string;
  readonly presumptions: readonly Presumption[];
  /**
   * Tests that nobody answered yet, or that are disputed; and those that were answered. What only an
   * exception asks that cannot reach this person is not among the open ones.
   */
  readonly openTests: readonly OpenTest[];
  readonly answeredTests: readonly OpenTest[];
  /** "Applies unless …": exceptions that nothing known rules out. */
  readonly exceptionsNotExcluded: readonly ExceptionNote[];
  readonly exceptionsMet: readonly ExceptionNote[];
  readonly cliffs: readonly Cliff[];
  readonly gapAgainst: readonly string[];
  /** The provision that takes its place for a child. */
  readonly adultOnly?: string;
  readonly doesNotDecide: readonly string[];
  readonly contrary: readonly string[];
  readonly doubts: readonly string[];
  readonly citations: readonly Citation[];
  readonly verified: Verified;
  /** The most protected class among the facts it used: plans and traces inherit it. */
  readonly class: DataClass;
}

export interface Assessment {
  readonly asOf: string;
  readonly packs: readonly { readonly id: string; readonly version: string }[];
  readonly findings: readonly Finding[];
}

/** A step of the reasoning, with the facts it read. */
export interface TraceNode {
  readonly node: string;
  readonly label: string;
  readonly value: Tri;
  readonly facts: readonly FactUse[];
  readonly of: readonly TraceNode[];
}

/** A fact as used in a finding: `value` is absent when it is not known. */
export interface FactUse {
  readonly fact: string;
  readonly label: string;
  readonly value?: Scalar | readonly Scalar[];
  readonly unknown?: UnknownReason;
  readonly source?: 'said' | 'seen' | 'document';
  readonly by?: string;
  readonly on?: string;
  /** Claimed and not shown. */
  readonly asserted?: boolean;
  readonly disputedBy?: string;
  /** The value in words, for sentences. */
  readonly words?: string;
  readonly class: DataClass;
}

export interface Question {
  readonly fact: string;
  readonly text: string;
  readonly burden: 0 | 1 | 2 | 3;
  readonly mayAsk: readonly string[];
  readonly never: readonly string[];
  readonly document: string | null;
  /** Why it is open: somebody who said "not now" is not asked again today. */
  readonly state: Exclude<UnknownReason, 'refused'>;
}

export interface Due {
  readonly rule: string;
  readonly label: string;
  readonly kind: DueKind;
  readonly start: string | null;
  readonly date: string | null;
  readonly openStandard: string | null;
  /** The sum in words, from the start event to the date. */
  readonly arithmetic: string;
  /** True unless the official text was read: shown as "possible deadline: check with a lawyer by …". */
  readonly possible: boolean;
  readonly missing: readonly string[];
}

export interface Presumption {
  readonly that: string;
  readonly purpose: string;
  readonly by: string;
  readonly until: string;
}

export interface ExceptionNote {
  readonly id: string;
  readonly label: string;
  readonly effect: 'defeats' | 'shortens' | 'discretion';
  readonly source: string;
}

export interface Citation {
  readonly instrument: string;
  readonly pinpoint: string;
  readonly version: string;
  readonly extent: string;
  readonly lastChecked: string | null;
  readonly eli: string | null;
}
