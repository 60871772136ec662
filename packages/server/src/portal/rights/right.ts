/** The rights that are told in plain words, and which body of law stands behind each. */
import type { CATEGORIES } from '@amparo/law';
import type { Answers } from './answers.ts';

type Category = (typeof CATEGORIES)[number];

/**
 * Each right with the categories of law behind it, in the order in which they are shown.
 * What each is called is in `locales/LANGUAGE/rights.json`.
 */
export const RIGHTS = {
  housing: ['housing'],
  support: ['assistance'],
  health: ['health'],
  protection: ['protection'],
  private: ['confidentiality'],
  child: ['child'],
  told: ['information'],
  lawyer: ['legal-aid'],
  made: ['non-punishment'],
  case: ['procedure', 'investigation'],
  again: ['remedy'],
  recognised: ['identification'],
  rest: ['reflection'],
  stay: ['residence'],
  danger: ['non-refoulement', 'asylum'],
  home: ['safe-return'],
  money: ['compensation', 'restitution'],
  locked: ['detention'],
  handed: ['extradition'],
} as const satisfies Readonly<Record<string, readonly Category[]>>;
export type RightName = keyof typeof RIGHTS;

export const RIGHT_NAMES = Object.keys(RIGHTS) as readonly RightName[];

/** Law that gives a person nothing to ask for; who must tell what to whom is said in words of its own. */
export const NO_RIGHT: readonly Category[] = [
  'criminalisation',
  'disqualification',
  'disclosure-duty',
];

const WISHES: Readonly<Record<NonNullable<Answers['wish']>, readonly RightName[]>> = {
  safe: ['housing', 'protection', 'support'],
  health: ['health', 'support'],
  lawyer: ['lawyer', 'made', 'case'],
  money: ['money', 'support'],
  stay: ['stay', 'rest', 'danger'],
  home: ['home', 'danger'],
};

/** What is shown first to somebody who gave these answers; the rest follows, nothing is left out. */
export function listFirst({ age, accused, wish }: Answers): readonly RightName[] {
  const first: readonly RightName[] = [
    ...(age === 'under' || age === 'unsure' ? (['child'] as const) : []),
    ...(wish === undefined ? [] : WISHES[wish]),
    ...(accused === 'yes' ? (['lawyer', 'made'] as const) : []),
  ];
  return [...new Set(first)];
}
