/** From what was ticked to a question about nobody, and to its answer. Pure. */
import type {
  AnswerToNeed,
  CapabilityAnswer,
  CapabilityNeed,
  CapabilityQuery,
} from '@amparo/casework/packets';

/** Languages that people who are trafficked into Europe and North America often speak, by name in every locale. */
export const ASKED_LANGUAGES: readonly string[] = [
  'am',
  'ar',
  'bg',
  'bn',
  'en',
  'es',
  'fa',
  'fr',
  'hi',
  'hu',
  'pl',
  'pt',
  'ro',
  'ru',
  'sq',
  'ti',
  'tl',
  'tr',
  'uk',
  'ur',
  'vi',
  'yo',
  'zh',
];

/** As many languages as a question takes. */
const MOST_LANGUAGES = 4;

export interface AskedCapability {
  readonly desks: readonly string[];
  readonly needs: readonly CapabilityNeed[];
  readonly ageBand: CapabilityQuery['ageBand'];
  readonly languages: readonly string[];
  /** A civil date, or empty. */
  readonly by: string;
}

/** What is missing or too much before the question is sent, or undefined. */
export function findQueryFault(
  asked: AskedCapability,
  today: string,
): 'desks' | 'needs' | 'languages' | 'by' | undefined {
  if (asked.desks.length === 0) return 'desks';
  if (asked.needs.length === 0) return 'needs';
  if (asked.languages.length > MOST_LANGUAGES) return 'languages';
  return asked.by === '' || isDayFrom(asked.by, today) ? undefined : 'by';
}

export function queryOf(asked: AskedCapability): CapabilityQuery {
  return {
    v: 1,
    needs: [...asked.needs],
    ageBand: asked.ageBand,
    languages: [...asked.languages],
    by: asked.by === '' ? null : asked.by,
  };
}

/** What the answering desk ticked for one need; null until it did. */
export interface TickedAnswer {
  readonly can: AnswerToNeed['can'] | null;
  /** A civil date, where it can from a day on. */
  readonly from: string;
}

/** The answer to every need that was asked, or the first need that is not answered properly. */
export function answerOf(
  query: CapabilityQuery,
  ticked: Readonly<Partial<Record<CapabilityNeed, TickedAnswer>>>,
  today: string,
):
  | { readonly ok: true; readonly answer: CapabilityAnswer }
  | { readonly ok: false; readonly need: CapabilityNeed } {
  const answers: AnswerToNeed[] = [];
  for (const need of query.needs) {
    const { can = null, from = '' } = ticked[need] ?? {};
    if (can === null || (can === 'from' && !isDayFrom(from, today))) return { ok: false, need };
    answers.push(can === 'from' ? { need, can, from } : { need, can });
  }
  return { ok: true, answer: { v: 1, answers, languages: [] } };
}

function isDayFrom(day: string, today: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && day >= today;
}
