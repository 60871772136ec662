/** The rights that a person is told in plain words, and which body of law stands behind each. */
import type { CATEGORIES } from '@amparo/law';

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
