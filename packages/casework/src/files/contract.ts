import { z } from 'zod';
import { endpoint, Id, Instant, Key32, Nothing, SealedEntry } from '../kernel/index.ts';
import { AuthorisationView, DrawerClass } from '../grants/index.ts';
import { Acknowledgement, Card, DrawerVersion, DrawerView, OpenedDrawer } from './wire.ts';

/**
 * Prepares a file: the node makes its share of each drawer's two locks and lends it to the opener.
 * `conversation` is the report's drawer whose authorisation says `opensFile`.
 */
export const prepareFile = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/files',
  summary: 'Prepares a file on the word of the person; it exists once its drawers are locked.',
  session: true,
  params: Nothing,
  input: z.strictObject({
    file: Id,
    desk: Id,
    conversation: Id,
    authorisation: Id,
    drawers: z
      .array(z.strictObject({ drawer: Id, class: DrawerClass }))
      .min(1)
      .max(16),
  }),
  output: z.strictObject({
    shares: z.array(z.strictObject({ drawer: Id, version: z.int(), nodeShare: Key32 })),
  }),
});

/** Locks every prepared drawer. The conversation's drawer joins the file as its `contact` drawer. */
export const openFile = endpoint({
  face: 'app',
  method: 'PUT',
  path: '/api/files/:file',
  summary: 'Locks the prepared drawers with their first grants: the file exists.',
  session: true,
  params: z.strictObject({ file: Id }),
  input: z.strictObject({ drawers: z.array(DrawerVersion).min(1).max(16), card: Card }),
  output: z.strictObject({ openedAt: Instant }),
});

/**
 * A desk that holds something of a file adds drawers of classes that are its own, such as a legal
 * desk its `privileged` one; the lead desk can add any class that it may hold.
 */
export const prepareDrawers = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/files/:file/drawers',
  summary: 'Prepares more drawers of a file and lends the node’s shares of their locks.',
  session: true,
  params: z.strictObject({ file: Id }),
  input: z.strictObject({
    desk: Id,
    drawers: z
      .array(z.strictObject({ drawer: Id, class: DrawerClass }))
      .min(1)
      .max(16),
  }),
  output: z.strictObject({
    shares: z.array(z.strictObject({ drawer: Id, version: z.int(), nodeShare: Key32 })),
  }),
});

export const lockDrawers = endpoint({
  face: 'app',
  method: 'PUT',
  path: '/api/files/:file/drawers',
  summary: 'Locks prepared drawers with their first grants.',
  session: true,
  params: z.strictObject({ file: Id }),
  input: z.strictObject({ drawers: z.array(DrawerVersion).min(1).max(16) }),
  output: z.strictObject({ lockedAt: Instant }),
});

export const readFile = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/files/:file',
  summary: 'The drawers of a file that your desks hold or lead, with holders and authorisations.',
  session: true,
  params: z.strictObject({ file: Id }),
  input: Nothing,
  output: z.strictObject({
    file: Id,
    leadDesk: Id,
    openedAt: Instant,
    drawers: z.array(DrawerView),
    authorisations: z.array(AuthorisationView),
  }),
});

/** One leaf, whatever the number of cards. */
export const readCaseload = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/desks/:desk/caseload',
  summary: 'The sealed cards of all files that this desk holds something of.',
  session: true,
  params: z.strictObject({ desk: Id }),
  input: Nothing,
  output: z.strictObject({
    cards: z.array(Card),
    /** Files that the desk was let into and has no card of yet: the first reader makes it. */
    uncarded: z.array(Id),
  }),
});

export const putCard = endpoint({
  face: 'app',
  method: 'PUT',
  path: '/api/desks/:desk/cards/:file',
  summary: 'Replaces the card of a file under this desk’s index key; revisions only grow.',
  session: true,
  params: z.strictObject({ desk: Id, file: Id }),
  input: Card,
  output: Nothing,
});

/** No leaf, no key: the leaf of this read is committed before any byte of the answer leaves. */
export const openDrawer = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/drawers/:drawer/open',
  summary: 'Lends the node’s share and returns the sealed entries after a position.',
  session: true,
  params: z.strictObject({ drawer: Id }),
  input: z.strictObject({ after: z.int().min(0) }),
  output: OpenedDrawer,
});

/** Idempotent: the same bytes again get the same acknowledgement. */
export const appendEntry = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/drawers/:drawer/entries',
  summary: 'Appends one sealed, signed entry.',
  session: true,
  params: z.strictObject({ drawer: Id }),
  input: z.strictObject({ bytes: SealedEntry }),
  output: Acknowledgement,
});

export const prepareRotation = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/drawers/:drawer/rotation',
  summary: 'Lends a new node share for the next version of a drawer.',
  session: true,
  params: z.strictObject({ drawer: Id }),
  input: Nothing,
  output: z.strictObject({ version: z.int(), nodeShare: Key32 }),
});

export const rotateDrawer = endpoint({
  face: 'app',
  method: 'PUT',
  path: '/api/drawers/:drawer/rotation',
  summary: 'Puts the new version in place, wrapped for every remaining holder.',
  session: true,
  params: z.strictObject({ drawer: Id }),
  input: DrawerVersion,
  output: z.strictObject({ rotatedAt: Instant }),
});
