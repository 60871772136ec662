/**
 * Sessions by signed challenge. The node never has a passphrase: it hands out the member's sealed
 * keys to whoever holds the sign-in card, and accepts what a certified device signs.
 */
import { z } from 'zod';
import { endpoint, Id, Instant, Key32, Nothing, Signature, bytesUpTo } from '../kernel/index.ts';
import { DeskCertificate, DeskMembership, DeviceCertificate } from '../directory/index.ts';

export const fetchSealedKeys = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/sign-in/keys',
  summary: 'The sealed keys of the member whose card this is.',
  session: false,
  params: Nothing,
  input: z.strictObject({ lookup: Key32 }),
  output: z.strictObject({ member: Id, sealedKeys: bytesUpTo(2048) }),
});

export const fetchChallenge = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/sign-in/challenge',
  summary: 'A fresh challenge, good for one minute and one use.',
  session: false,
  params: Nothing,
  input: z.strictObject({ member: Id }),
  output: z.strictObject({ challenge: Key32, expiresAt: Instant }),
});

/** The device signs, in context `session`, the UTF-8 bytes of `origin|challenge|device`. */
export const startSession = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/sign-in/session',
  summary: 'Starts a session for a certified device that signs the challenge.',
  session: false,
  params: Nothing,
  input: z.strictObject({
    challenge: Key32,
    certificate: DeviceCertificate,
    signature: Signature,
  }),
  output: z.strictObject({ member: Id, device: Id, expiresAt: Instant }),
});

export const endSession = endpoint({
  face: 'app',
  method: 'DELETE',
  path: '/api/session',
  summary: 'Ends the session.',
  session: true,
  params: Nothing,
  input: Nothing,
  output: Nothing,
});

export const readMe = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/me',
  summary: 'Who you are here: your desks, their wrapped keys, your devices.',
  session: true,
  params: Nothing,
  input: Nothing,
  output: z.strictObject({
    member: Id,
    device: Id,
    expiresAt: Instant,
    desks: z.array(z.strictObject({ desk: DeskCertificate, membership: DeskMembership })),
    devices: z.array(
      z.strictObject({ device: Id, certifiedAt: Instant, revokedAt: Instant.nullable() }),
    ),
    time: Instant,
  }),
});
