/** The shape of the words of one legal system, and which of them stand in a case. Pure. */

/** What a case is like, as far as the letter's words depend on it. */
export type Circumstance =
  | 'child'
  | 'adult'
  | 'uncharged'
  | 'charged'
  /** Charged, and the charge is denied. */
  | 'denied'
  /** Guilt was admitted, or how the client pleaded is not recorded. */
  | 'pleaded'
  | 'convicted'
  /** None of these is recorded. */
  | 'other-stage'
  | 'defended'
  | 'undefended'
  | 'unreferred'
  | 'awaiting'
  | 'positive'
  /** Positive, and only the first of two decisions. */
  | 'provisional'
  | 'negative';

/** Words that stand where all these circumstances are met. */
export interface Said {
  readonly when?: readonly Circumstance[];
  readonly text: string;
}

export interface Forum {
  /** The first that fits stands, here and in `before`. */
  readonly title: readonly Said[];
  /** Up to when the letter is made. */
  readonly before: readonly Said[];
  readonly asks: readonly Said[];
  /** Notes that stand beside what is asked first. */
  readonly besideFirst: readonly Said[];
  /** Such a note for each fact without which a defence is not argued. */
  readonly unsettled: Readonly<Record<string, string>>;
  /** All that is said of an accusation that ended in a conviction: for the lawyer alone. */
  readonly afterConviction: string;
  readonly notes: readonly Said[];
  readonly enclosures: readonly Said[];
  /** How a defence is called in an ask, by its provision; else by its citation. */
  readonly defences: Readonly<Record<string, string>>;
  /** Laws about who decides, and not about what a prosecutor owes: no duty in the letter. */
  readonly noDuties: readonly string[];
}

/** What is said in these circumstances. */
export function said(words: readonly Said[], circumstances: ReadonlySet<Circumstance>): string[] {
  return words
    .filter(({ when = [] }) => when.every((one) => circumstances.has(one)))
    .map(({ text }) => text);
}
