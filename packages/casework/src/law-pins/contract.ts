import { z } from 'zod';
import { endpoint, Instant, Nothing } from '../kernel/index.ts';

/** A release of the law that a node has pinned: what was signed, and by which keys the node judges it. */
export const LawPin = z.strictObject({
  /** The signed note (docs/formats/law-release.md). */
  note: z.string().min(1).max(500_000),
  /** C2SP verifier keys, `name+hash+key`. */
  keys: z.array(z.string().min(1).max(400)).min(1).max(10),
  pinnedAt: Instant,
});
export type LawPin = z.infer<typeof LawPin>;

/** For members. The signature is checked again on their device, and the law of the app against it. */
export const readLawPin = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/law/release',
  summary: 'The signed release of the law that this node has pinned, or null.',
  session: true,
  params: Nothing,
  input: Nothing,
  output: z.strictObject({ pin: LawPin.nullable() }),
});
