/** What a duty to disclose passes on, in closed words: each can be said plainly in any language. */

/** Who may be told: in the person's own language these are a few plain words each. */
export const TELLING_TO = [
  'police',
  'prosecutor',
  'court',
  'immigration',
  'child-protection',
  'guardianship',
  'social-services',
  'health-authority',
  'insurer',
  'help-register',
] as const;

/** On what occasion. */
export const TELLING_ABOUT = [
  'crime',
  'grave-crime',
  'planned-crime',
  'accusation',
  'child-harm',
  'child-alone',
  'danger',
  'injury',
  'control',
  'stay',
  'protection-asked',
  'asked',
] as const;

/** Whether it has to be, and what the person's yes changes. */
export const TELLING_HOW = ['must', 'may', 'if-agreed', 'without-name'] as const;

/** One thing that a duty to disclose passes on: closed terms, which can be said in the person's own language. */
export interface Telling {
  readonly to: (typeof TELLING_TO)[number];
  readonly about: (typeof TELLING_ABOUT)[number];
  readonly how: (typeof TELLING_HOW)[number];
  /** Whether who is told also enforces immigration law; null where that was not read. */
  readonly immigration: boolean | null;
  /** The kinds of desk that this one binds, where they are fewer than those of the provision; else empty. */
  readonly desks: readonly string[];
}
