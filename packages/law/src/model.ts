/**
 * The words of the law engine: facts, packs, provisions, conditions.
 *
 * Everything here is plain data that survives JSON. Dates are ISO 8601 strings and may be partial
 * (`2009`, `2009-04`); an extent is a territory with one legal system (`GB-EAW`, `US-WI`, `RO`).
 */

import type { Scalar, Vocabulary } from './facts/model.ts';
import type { Telling } from './telling.ts';

export type { Telling } from './telling.ts';
export type {
  DataClass,
  FactDefinition,
  FactEntry,
  FactMap,
  FactRecord,
  FactType,
  Facts,
  RecordListDefinition,
  Scalar,
  Tri,
  UnknownReason,
  Vocabulary,
} from './facts/model.ts';

/** How the law binds: from a duty to a soft rule. `definition` only says what a word means. */
export type Force =
  'must' | 'must-entitle' | 'may' | 'consider' | 'policy' | 'soft' | 'definition' | 'gap';

export type VersionState =
  'enacted' | 'in-force' | 'transposition-due' | 'not-commenced' | 'paused' | 'repealed';

/** Which state a provision's state is to the person. */
export type Connection =
  | 'prosecuting'
  | 'convicting'
  | 'presence'
  | 'nationality'
  | 'residence'
  | 'living'
  | 'place-of-acts'
  | 'requested'
  | 'requesting'
  | 'identifying'
  | 'employer'
  | 'any';

/** The event whose date picks the version of the law, and from which time runs. */
export type Anchor = string;

export type FactTest =
  | { readonly op: 'true' }
  | { readonly op: 'is' | 'isNot'; readonly value: Scalar }
  | { readonly op: 'in' | 'includes' | 'includesAny'; readonly values: readonly Scalar[] }
  | { readonly op: 'before' | 'onOrAfter'; readonly date: string }
  | { readonly op: 'beforeEvent'; readonly event: Anchor }
  | { readonly op: 'atLeast' | 'lessThan'; readonly amount: number }
  | { readonly op: 'happened' | 'present' };

/** The condition tree: what must be so for a provision to be engaged. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[]; readonly label?: string }
  | { readonly kind: 'not'; readonly of: Condition; readonly label?: string }
  | { readonly kind: 'fact'; readonly path: string; readonly test: FactTest }
  | {
      readonly kind: 'age';
      readonly at: Anchor;
      readonly under?: number;
      readonly atLeast?: number;
      /** A purpose for which an enacted presumption may answer when age is not certain. */
      readonly presume?: string;
    }
  | { readonly kind: 'some'; readonly list: string; readonly where: Condition }
  | {
      readonly kind: 'decision';
      readonly of: readonly string[];
      readonly result: string;
      readonly by: 'here' | 'any';
    }
  | { readonly kind: 'concept'; readonly name: string }
  | { readonly kind: 'provision'; readonly id: string }
  | { readonly kind: 'listed'; readonly list: string }
  | { readonly kind: 'here'; readonly path: string }
  | { readonly kind: 'open'; readonly test: string }
  | { readonly kind: 'always' };

/** One state of the text between two dates, in the axis of its anchor. */
export interface ProvisionVersion {
  readonly from: string;
  readonly to?: string;
  readonly state: VersionState;
  readonly anchor: Anchor;
  readonly when: Condition;
  readonly note?: string;
}

/**
 * A labelled exception. `defeats` ends the right, `shortens` limits it, `discretion` lets somebody limit
 * it; `lifts` is an exception to another exception, which then does not count.
 */
export interface ProvisionException {
  readonly id: string;
  readonly label: string;
  readonly when: Condition;
  readonly effect: 'defeats' | 'shortens' | 'discretion' | 'lifts';
  /** For `lifts`: the exception that it lifts. */
  readonly of?: string;
  readonly source: string;
}

/** An open-textured test: asked of a human role, never computed; authority stands on both sides. */
export interface OpenTest {
  readonly id: string;
  readonly ask: string;
  readonly of: string;
  /** Who has to prove it, and how surely; absent where the pack does not say. */
  readonly burden?: string;
  readonly standard?: string;
  readonly authorityFor: readonly string[];
  readonly authorityAgainst: readonly string[];
}

export type DurationUnit = 'hours' | 'days' | 'working-days' | 'weeks' | 'months' | 'years';

/** How a date is worked out from its start. */
export type DateRule =
  | {
      readonly kind: 'add';
      /** Below zero for "at the latest so long before". */
      readonly amount: number;
      readonly unit: DurationUnit;
      readonly from: Anchor;
      /** True when the first day counts ("beginning with the day"). */
      readonly countFirstDay: boolean;
      readonly lessOneDay: boolean;
      readonly calendar?: string;
      /** Where the day reached moves to when nobody works on it. */
      readonly lastDay?: 'next-working-day' | 'previous-working-day';
    }
  | { readonly kind: 'age'; readonly years: number }
  | { readonly kind: 'event'; readonly from: Anchor }
  | { readonly kind: 'later-of' | 'earlier-of'; readonly of: readonly DateRule[] }
  | { readonly kind: 'open'; readonly standard: string; readonly from: Anchor };

export type DueKind =
  'person-must-act' | 'authority-must-act' | 'protection-lasts' | 'open-standard';

export interface DeadlineRule {
  readonly id: string;
  readonly label: string;
  readonly kind: DueKind;
  readonly rule: DateRule;
  /** The version of the provision (its `from`) that has this deadline; every version without it. */
  readonly version?: string;
  readonly when?: Condition;
  readonly pausedWhile?: readonly PauseRule[];
  /** Where this time limit was checked less far than the provision; it can only lower the mark. */
  readonly level?: 'secondary' | 'memory';
  readonly source: string;
}

/**
 * Time that does not run. Without events it stands still while the condition holds; with them the days
 * between the two events are added.
 */
export interface PauseRule {
  readonly label: string;
  readonly when: Condition;
  readonly from?: Anchor;
  readonly until?: Anchor;
}

/** Where support really hangs on a status: when it falls, how to challenge it, what survives. */
export interface Cliff {
  readonly on: 'cooperation' | 'immigration' | 'identification';
  readonly what: string;
  readonly when: string;
  readonly challenge: string;
  readonly interimRelief: string;
  readonly survives: readonly string[];
}

/** How far the text behind an entry was checked. A false mark is the worst fault in a pack. */
export interface Verified {
  readonly level: 'official' | 'secondary' | 'memory';
  readonly read: string;
  readonly where: string;
  readonly pinpoint?: string;
  readonly on?: string;
  /** The day or year of the text that was read, where it is an earlier state than the one in force on `on`. */
  readonly asAt?: string;
  readonly reviewed?: { readonly by: string; readonly on: string };
}

/** An answer the law gives to an uncertainty, for one purpose only. */
export interface PresumptionRule {
  readonly that: 'child';
  readonly purpose: string;
  readonly until: string;
}

/** One rule in a pack. */
export interface Provision {
  readonly id: string;
  readonly pack: string;
  readonly file: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly instrument: string;
  readonly article: string;
  readonly eli?: string;
  readonly extent: readonly string[];
  readonly connects: readonly Connection[];
  /** The list of records over which it is judged one by one. */
  readonly each?: string;
  /** True for what an accused person pleads: an engaged finding reads "available to argue". */
  readonly defence: boolean;
  readonly force: Force;
  readonly category: string;
  readonly summary: string;
  readonly owes: string;
  readonly invokedBy: string;
  readonly before: string;
  readonly remedy: string;
  readonly stages: readonly ('decide' | 'prepare' | 'enforce')[];
  readonly versions: readonly ProvisionVersion[];
  readonly exceptions: readonly ProvisionException[];
  readonly openTests: readonly OpenTest[];
  readonly deadlines: readonly DeadlineRule[];
  readonly presumes?: PresumptionRule;
  /** For a duty to disclose: the kinds of desk it binds; empty where that was not recorded. */
  readonly desks: readonly string[];
  /** For a duty to disclose: who is told on what occasion, in closed terms. */
  readonly tells: readonly Telling[];
  readonly adultOnly?: string;
  readonly cliffs: readonly Cliff[];
  readonly gapAgainst: readonly string[];
  readonly doesNotDecide: readonly string[];
  readonly contrary: readonly string[];
  readonly doubts: readonly string[];
  readonly verified: Verified;
}

/** A list with versions that provisions refer to, such as the offences a defence does not reach. */
export interface LawList {
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  readonly verified: Verified;
  readonly entries: readonly LawListEntry[];
  /** Codes that were looked for and are not in the list, with the date they were looked for. */
  readonly absent: readonly string[];
}

export interface LawListEntry {
  readonly codes: readonly string[];
  readonly label: string;
  readonly source: string;
  readonly from: string;
  readonly to?: string;
}

/** Days on which nothing runs, for one legal system. */
export interface Calendar {
  readonly id: string;
  readonly weekend: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly holidays: ReadonlyMap<string, string>;
  readonly verified: Verified;
}

/** A named condition that several provisions read, such as who counts as trafficked. */
export interface Concept {
  readonly name: string;
  readonly title: string;
  readonly when: Condition;
  readonly source: string;
}

/** One body of law with its own version. */
export interface Pack {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly provisions: readonly Provision[];
}

/** Who is bound by a treaty, as far as anyone checked. */
export interface ExtentGroup {
  readonly code: string;
  readonly name: string;
  readonly everyone: boolean;
  /** True when a state that is not named is certainly outside. */
  readonly closed: boolean;
  /** Each member with the days on which its membership began and ended, as far as known. */
  readonly members: ReadonlyMap<string, Membership>;
  readonly outside: readonly string[];
  readonly verified: Verified;
}

/** When a state was a member; an end that is absent has not come, a start that is absent is old. */
export interface Membership {
  readonly from?: string;
  readonly to?: string;
}

export interface ExtentMap {
  readonly places: ReadonlyMap<string, Place>;
  readonly groups: ReadonlyMap<string, ExtentGroup>;
}

export interface Place {
  readonly code: string;
  readonly name: string;
  /** The country it is part of; its own code for a country with one system. */
  readonly country: string;
  /** For a federation with several systems: which code to choose instead. */
  readonly choose: readonly string[];
  /** A further system that applies in the same place, such as federal law. */
  readonly also: readonly string[];
}

/** Everything `assess` needs to know of the law. Produced by `parsePacks` only. */
export interface Packs {
  readonly vocabulary: Vocabulary;
  readonly extents: ExtentMap;
  readonly anchors: ReadonlyMap<Anchor, AnchorDefinition>;
  readonly concepts: ReadonlyMap<string, Concept>;
  readonly lists: ReadonlyMap<string, LawList>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly packs: readonly Pack[];
  readonly provisions: ReadonlyMap<string, Provision>;
}

/** Where the date of an event is recorded. */
export interface AnchorDefinition {
  readonly name: Anchor;
  readonly label: string;
  readonly today: boolean;
  readonly paths: readonly string[];
  /** The fact that gives the person's age at this event directly. */
  readonly age?: string;
  readonly decision?: { readonly of: readonly string[]; readonly field: 'madeOn' | 'receivedOn' };
}

/** One file of a pack, its content already parsed from YAML or JSON. */
export interface PackFile {
  readonly file: string;
  readonly content: unknown;
  /** Line of a path inside the file, where the reader knows it. */
  readonly lineOf?: (path: readonly (string | number)[]) => number | undefined;
}

/** What is wrong with a pack or with facts, where, and what to do about it. */
export interface LawError {
  readonly code: string;
  readonly file: string;
  readonly line?: number;
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}
