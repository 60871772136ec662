/**
 * What a desk asks another desk before anybody's name is said, and what it answers: closed lists only,
 * because a free line would sooner or later describe a person. Carried as the JSON text of the items
 * `capability.needs` and `capability.answer`.
 */
import { z } from 'zod';
import { CivilDate } from '../kernel/index.ts';

export const CAPABILITY_NEEDS = [
  'lawyer-wages',
  'lawyer-accused',
  'lawyer-residence',
  'safe-place-one',
  'safe-place-family',
  'safe-place-child',
  'safe-return-information',
  'return-support',
  'interpreter',
  'health',
  'counselling',
  'child-guardian',
  'identity-papers',
  'work-or-training',
] as const;
export type CapabilityNeed = (typeof CAPABILITY_NEEDS)[number];

/** The primary subtag of BCP 47: a language and nothing else. */
const LanguageTag = z.string().regex(/^[a-z]{2,3}$/);

export const ASKED_AGE_BANDS = [
  'not-said',
  'under-12',
  '12-15',
  '16-17',
  '18-20',
  '21-up',
] as const;

export const CapabilityQuery = z.strictObject({
  v: z.literal(1),
  needs: z
    .array(z.enum(CAPABILITY_NEEDS))
    .min(1)
    .max(CAPABILITY_NEEDS.length)
    .refine((needs) => new Set(needs).size === needs.length, 'A need is there once.'),
  ageBand: z.enum(ASKED_AGE_BANDS),
  languages: z.array(LanguageTag).max(4),
  /** By when it is needed; null where it is not urgent. */
  by: CivilDate.nullable(),
});
export type CapabilityQuery = z.infer<typeof CapabilityQuery>;

const AnswerToNeed = z.discriminatedUnion('can', [
  z.strictObject({ need: z.enum(CAPABILITY_NEEDS), can: z.literal('yes') }),
  z.strictObject({ need: z.enum(CAPABILITY_NEEDS), can: z.literal('from'), from: CivilDate }),
  z.strictObject({ need: z.enum(CAPABILITY_NEEDS), can: z.literal('no') }),
]);
export type AnswerToNeed = z.infer<typeof AnswerToNeed>;

export const CapabilityAnswer = z.strictObject({
  v: z.literal(1),
  answers: z.array(AnswerToNeed).min(1).max(CAPABILITY_NEEDS.length),
  /** Languages in which the desk can do it without an interpreter. */
  languages: z.array(LanguageTag).max(8),
});
export type CapabilityAnswer = z.infer<typeof CapabilityAnswer>;

/** Reads the text of an item `capability.needs`; undefined when it is not a query of this form. */
export function findCapabilityQuery(text: string): CapabilityQuery | undefined {
  return findJson(text, CapabilityQuery);
}

/** Reads the text of an item `capability.answer`; undefined when it is not an answer of this form. */
export function findCapabilityAnswer(text: string): CapabilityAnswer | undefined {
  return findJson(text, CapabilityAnswer);
}

function findJson<T>(text: string, schema: z.ZodType<T>): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
