/** The few questions before "what you may ask for", and which page follows which. Pure. */
import type { Place } from '@amparo/law';
import { RIGHTS_QUESTIONS } from '../fields.ts';
import type { Fields, RightsQuestion } from '../fields.ts';

/** The answers that a button can give; the other two questions are answered from a list of places. */
export const CHOICES = {
  age: ['under', 'over', 'unsure'],
  accused: ['yes', 'no', 'unsure'],
  money: ['no', 'yes'],
  wish: ['safe', 'health', 'lawyer', 'money', 'stay', 'home'],
} as const satisfies Partial<Record<RightsQuestion, readonly string[]>>;
export type ChoiceQuestion = keyof typeof CHOICES;

/** What was answered; every answer may be missing. */
export type Answers = {
  readonly [Q in ChoiceQuestion]?: (typeof CHOICES)[Q][number];
} & {
  /** A code of `packs.extents`: a country, and a part of it where it has several legal systems. */
  readonly country?: string;
  readonly part?: string;
};

/** The places of a release of the law, by code. */
export type Places = ReadonlyMap<string, Place>;

/** Everything that a button on these pages can ask for besides giving an answer. */
const STEPS = ['rights', 'rights-next', 'rights-skip', 'rights-back', 'rights-show'] as const;

/** Whether a form was sent by one of these pages to another of them. */
export function isRightsForm({ at, go }: Fields): boolean {
  return go === undefined ? askedAt(at) !== undefined : STEPS.some((step) => step === go);
}

/** Fields without these answers: whoever goes elsewhere leaves them behind. */
export function withoutAnswers(fields: Fields): Fields {
  const kept = Object.entries(fields).filter(
    ([name]) => !RIGHTS_QUESTIONS.some((question) => question === name),
  );
  return Object.fromEntries(kept);
}

/**
 * Reads the answers that a form carries.
 *
 * Refuses (undefined) what none of these pages could have sent: an answer that is not offered, a
 * place that is not in the law, a part of another country.
 */
export function readAnswers(fields: Fields, places: Places): Answers | undefined {
  const given = RIGHTS_QUESTIONS.flatMap((question) => {
    const answer = fields[question];
    return answer === undefined || answer === '' ? [] : [[question, answer] as const];
  });
  const answers = Object.fromEntries(given) as Answers;
  const isOffered = given.every(([question, answer]) =>
    listOffered(question, answers, places).includes(answer),
  );
  return isOffered ? answers : undefined;
}

/** The answers that a question offers; for a part of a country, those of the country that was named. */
export function listOffered(
  question: RightsQuestion,
  { country }: Pick<Answers, 'country'>,
  places: Places,
): readonly string[] {
  if (question === 'country') return listCountries(places);
  if (question === 'part') return places.get(country ?? '')?.choose ?? [];
  return CHOICES[question];
}

function listCountries(places: Places): readonly string[] {
  return [...places.values()]
    .filter(({ code, country }) => code === country)
    .map(({ code }) => code);
}

type RightsStep =
  | { readonly kind: 'ask'; readonly question: RightsQuestion; readonly answers: Answers }
  | { readonly kind: 'show'; readonly answers: Answers };

/**
 * Decides which page follows. `answers` are what the form carried, checked by {@link readAnswers}.
 *
 * Shape: total; after the last question, or whenever the person asks for it, the result is shown.
 */
export function decideRights({ at, go }: Fields, answers: Answers, places: Places): RightsStep {
  const question = askedAt(at);
  if (go === 'rights-show') return { kind: 'show', answers };
  if (go === 'rights' || question === undefined) {
    return { kind: 'ask', question: 'country', answers: {} };
  }
  if (go === 'rights-back') return ask(findBefore(question, answers, places), answers);
  const kept = go === 'rights-skip' ? without(question, answers) : answers;
  const asked = listAsked(kept, places);
  const next = asked[asked.indexOf(question) + 1];
  return next === undefined ? { kind: 'show', answers: kept } : ask(next, kept);
}

function ask(question: RightsQuestion, answers: Answers): RightsStep {
  return { kind: 'ask', question, answers };
}

function findBefore(at: RightsQuestion, answers: Answers, places: Places): RightsQuestion {
  const asked = listAsked(answers, places);
  return asked[asked.indexOf(at) - 1] ?? 'country';
}

/** A part is asked for only where a country has several legal systems. */
function listAsked({ country }: Answers, places: Places): readonly RightsQuestion[] {
  const hasParts = (places.get(country ?? '')?.choose.length ?? 0) > 0;
  return RIGHTS_QUESTIONS.filter((question) => hasParts || question !== 'part');
}

function without(question: RightsQuestion, answers: Answers): Answers {
  const forgotten: readonly string[] = question === 'country' ? ['country', 'part'] : [question];
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !forgotten.includes(name)));
}

/** The name of a question's page in the `at` field, and back. */
export function atOf(question: RightsQuestion): string {
  return `rights-${question}`;
}

function askedAt(at: string | undefined): RightsQuestion | undefined {
  return RIGHTS_QUESTIONS.find((question) => atOf(question) === at);
}
