/** How a person is spoken with: in which language, and how it is safe to reach them. */
import { z } from 'zod';

/** The languages in which the portal speaks. */
export const LANGUAGES = ['en', 'vi', 'ar', 'ro'] as const;
export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

const Short = z.string().trim().max(500);

/** How it is safe to reach the person. Every part may be missing; nothing given means do not call. */
export const SafeContact = z.strictObject({
  how: Short.optional(),
  when: Short.optional(),
  name: Short.optional(),
  ifSomeoneElse: Short.optional(),
});
export type SafeContact = z.infer<typeof SafeContact>;
