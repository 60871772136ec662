/** Which of the rights is told first, and which law is no right at all. */
import type { RightName } from '@amparo/casework/rights';
import type { CATEGORIES } from '@amparo/law';
import type { Answers } from './answers.ts';

type Category = (typeof CATEGORIES)[number];

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
