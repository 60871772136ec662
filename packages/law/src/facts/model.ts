/** Facts about one person, and the vocabulary they are written in. */

/** Yes, no, or not known on the facts so far; unknown never turns into no. */
export type Tri = 'yes' | 'no' | 'unknown';

/** A drawer's data class, as recorded in the vocabulary, from least to most protected. */
export type DataClass = string;

/** Why a fact has no value: the four are different, and `refused` is never asked again. */
export type UnknownReason = 'not-asked' | 'refused' | 'not-now' | 'unknown';

/** A plain value of a fact. */
export type Scalar = boolean | number | string;

/** One fact as recorded: its value or why there is none, and where it came from. */
export interface FactEntry {
  readonly value?: Scalar | readonly Scalar[];
  readonly unknown?: UnknownReason;
  readonly source?: 'said' | 'seen' | 'document';
  readonly by?: string;
  readonly on?: string;
  readonly asserted?: boolean;
  readonly disputedBy?: string;
  readonly class?: DataClass;
}

/** A record in a list of facts (an offence, a decision): field name to entry, or a nested group. */
export interface FactRecord {
  readonly [field: string]: FactEntry | FactRecord;
}

/** Facts about one person, checked against the vocabulary. Produced by `parseFacts` only. */
export interface Facts {
  readonly entries: ReadonlyMap<string, FactEntry>;
  readonly lists: ReadonlyMap<string, readonly FactMap[] | { readonly unknown: UnknownReason }>;
  /** What a human role decided about open-textured tests, by test id; for a record, `tests.ID` in it. */
  readonly tests: ReadonlyMap<string, FactEntry>;
}

/** One record of a list, flattened: `nexus.directConsequence`, or `tests.ID`, to its entry. */
export type FactMap = ReadonlyMap<string, FactEntry>;

export type FactType =
  'boolean' | 'date' | 'enum' | 'list' | 'text' | 'number' | 'age' | 'place' | 'country';

/** What is known about one key of the vocabulary. */
export interface FactDefinition {
  readonly key: string;
  readonly type: FactType;
  /** For `list`: what each item is. */
  readonly of?: 'enum' | 'text' | 'country' | 'extent';
  readonly values?: readonly string[];
  readonly label: string;
  readonly question: string;
  readonly class: DataClass;
  /** What answering costs the person: 0 none, 1 light, 2 heavy, 3 may hurt or endanger. */
  readonly burden: 0 | 1 | 2 | 3;
  readonly mayAsk: readonly string[];
  readonly never: readonly string[];
  readonly document?: string;
  /** Which conditionality a provision would create by reading it. */
  readonly touches?: 'cooperation' | 'immigration' | 'identification';
  /** Key read when this field of a record was not given. */
  readonly fallback?: string;
}

/** A list of records in the vocabulary, such as `offences` with singular `offence`. */
export interface RecordListDefinition {
  readonly key: string;
  readonly singular: string;
  readonly label: string;
  readonly fields: readonly string[];
  /** How the list as a whole is asked for. */
  readonly asked: FactDefinition;
}

/** The closed list of facts, with how each is asked, of whom, and where it is kept. */
export interface Vocabulary {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly lists: ReadonlyMap<string, RecordListDefinition>;
  /** Data classes from least to most protected. */
  readonly classes: readonly DataClass[];
}
