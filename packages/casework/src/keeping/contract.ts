import { z } from 'zod';
import { DrawerClass } from '../grants/index.ts';
import { endpoint, Id, Instant, Nothing, Signature } from '../kernel/index.ts';
import { Card, OpenedDrawer } from '../files/index.ts';
import { ActView, Review, SignedAct } from './model.ts';

/** The first of two signatures; nothing happens yet. */
export const askAct = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/keeping/acts',
  summary: 'Asks for an opening in an emergency, a legal hold or an erasure, with one signature.',
  session: true,
  params: Nothing,
  input: SignedAct,
  output: z.strictObject({ askedAt: Instant }),
});

/** Another member signs the same statement; from now on it holds. An erasure begins. */
export const secondAct = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/keeping/acts/:act/second',
  summary: 'Signs an act as the second member.',
  session: true,
  params: z.strictObject({ act: Id }),
  input: z.strictObject({ signature: Signature }),
  output: z.strictObject({ signedAt: Instant, until: Instant }),
});

/** A lead of the asking desk ends a hold or an opening before its time; an unsigned act is withdrawn. */
export const endAct = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/keeping/acts/:act/end',
  summary: 'Ends a hold or an opening now, or withdraws what nobody signed second.',
  session: true,
  params: z.strictObject({ act: Id }),
  input: Nothing,
  output: z.strictObject({ endedAt: Instant }),
});

/** No leaf, no key. Gives what was wrapped to the desk before, and nothing that was sealed after. */
export const breakGlass = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/keeping/acts/:act/open',
  summary: 'Opens the drawer of an emergency that two members signed.',
  session: true,
  params: z.strictObject({ act: Id }),
  input: Nothing,
  output: OpenedDrawer,
});

export const reviewAct = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/keeping/acts/:act/review',
  summary: 'Says afterwards whether an opening in an emergency was right.',
  session: true,
  params: z.strictObject({ act: Id }),
  input: Review,
  output: z.strictObject({ reviewedAt: Instant }),
});

/** A drawer that was wrapped to a desk and that it cannot open any more. */
export const StoppedDrawer = z.strictObject({
  drawer: Id,
  file: Id.nullable(),
  class: DrawerClass,
  leadDesk: Id,
  version: z.int().min(1),
  stoppedAt: Instant,
});
export type StoppedDrawer = z.infer<typeof StoppedDrawer>;

/** A drawer whose time is over soon. */
export const DueDrawer = z.strictObject({
  drawer: Id,
  file: Id,
  class: DrawerClass,
  dueAt: Instant,
  warnedAt: Instant,
});
export type DueDrawer = z.infer<typeof DueDrawer>;

export const readDeskKeeping = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/desks/:desk/keeping',
  summary: 'What waits for a second signature or a review, what is stopped, and what is due.',
  session: true,
  params: z.strictObject({ desk: Id }),
  input: Nothing,
  output: z.strictObject({
    acts: z.array(ActView),
    stopped: z.array(StoppedDrawer),
    due: z.array(DueDrawer),
    /** The desk's own cards of the files of `stopped` and `due`. */
    cards: z.array(Card),
  }),
});

/** One drawer of a file: how long it is kept, what keeps it, and whether it is gone. */
export const KeptDrawer = z.strictObject({
  drawer: Id,
  class: DrawerClass,
  leadDesk: Id,
  isConversation: z.boolean(),
  dueAt: Instant.nullable(),
  warnedAt: Instant.nullable(),
  heldUntil: Instant.nullable(),
});
export type KeptDrawer = z.infer<typeof KeptDrawer>;

export const ErasedDrawer = z.strictObject({
  drawer: Id,
  class: DrawerClass,
  ground: z.enum(['wish', 'retention', 'restored']),
  erasedAt: Instant,
  /** When it was proved that nothing of it can be opened; null until then. */
  provedAt: Instant.nullable(),
  /** How many shares of the node were destroyed. */
  shares: z.int().nullable(),
});
export type ErasedDrawer = z.infer<typeof ErasedDrawer>;

export const readFileKeeping = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/files/:file/keeping',
  summary: 'How long each drawer of a file is kept, what holds it, and what was erased.',
  session: true,
  params: z.strictObject({ file: Id }),
  input: Nothing,
  output: z.strictObject({
    drawers: z.array(KeptDrawer),
    erased: z.array(ErasedDrawer),
    acts: z.array(ActView),
  }),
});

/** For the caches of devices: whoever asks knows the identifiers already. */
export const findErased = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/keeping/erased',
  summary: 'Which of the drawers that a device keeps are erased.',
  session: true,
  params: Nothing,
  input: z.strictObject({ drawers: z.array(Id).max(500) }),
  output: z.strictObject({ erased: z.array(Id) }),
});

/** The leaf of a copy; whoever makes one records it first. */
export const recordCopy = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/files/:file/copy',
  summary: 'Records that the person’s complete copy of a file is made.',
  session: true,
  params: z.strictObject({ file: Id }),
  input: Nothing,
  output: z.strictObject({ madeAt: Instant }),
});
