import { z } from 'zod';
import { bytesUpTo, endpoint, Id, Instant, Nothing } from '../kernel/index.ts';
import { Grant } from './model.ts';

export const giveGrant = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/drawers/:drawer/grants',
  summary: 'Lets a desk hold a drawer until a date.',
  session: true,
  params: z.strictObject({ drawer: Id }),
  input: Grant,
  output: z.strictObject({ grantedAt: Instant }),
});

/** Ends a grant and its loans at once; the drawer version becomes stale until it is rotated. */
export const revokeGrant = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/grants/:grant/revoke',
  summary: 'Ends a grant now.',
  session: true,
  params: z.strictObject({ grant: Id }),
  input: Nothing,
  output: z.strictObject({ revokedAt: Instant }),
});

export const rewrapGrant = endpoint({
  face: 'app',
  method: 'PUT',
  path: '/api/grants/:grant/rewrapped',
  summary:
    'The first opener leaves the share under the desk keyring, so that later opening is fast.',
  session: true,
  params: z.strictObject({ grant: Id }),
  input: z.strictObject({ rewrapped: bytesUpTo(256) }),
  output: Nothing,
});
