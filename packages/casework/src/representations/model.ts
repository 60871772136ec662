/**
 * Non-punishment representations: a letter a lawyer edits and answers for, drafted from findings.
 * The draft argues nothing that a finding does not carry, and says how far each law was verified.
 */
import { z } from 'zod';

const Text = z.string().max(20_000);

export const Block = z.discriminatedUnion('kind', [
  /** `newPage`: what follows is printed on a page of its own, so that it can be kept apart. */
  z.strictObject({
    kind: z.literal('heading'),
    text: Text,
    newPage: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('paragraph'), text: Text }),
  z.strictObject({ kind: z.literal('list'), items: z.array(Text).max(200) }),
  /** For the lawyer only: printed with a mark until it is resolved or removed. */
  z.strictObject({ kind: z.literal('check'), text: Text }),
]);
export type Block = z.infer<typeof Block>;

export const LetterDocument = z.strictObject({
  title: z.string().max(300),
  /** BCP 47. Absent: written in the language of the law packs. */
  language: z.string().max(35).optional(),
  blocks: z.array(Block).max(500),
});
export type LetterDocument = z.infer<typeof LetterDocument>;

/** In `privileged`: one saved state of the letter. Exclusive: two at once are shown as a conflict. */
export const RepresentationsSaved = z.strictObject({
  v: z.literal(1),
  kind: z.literal('representations/saved'),
  letter: z.string().max(60),
  revision: z.int().min(1),
  document: LetterDocument,
});
export type RepresentationsSaved = z.infer<typeof RepresentationsSaved>;
