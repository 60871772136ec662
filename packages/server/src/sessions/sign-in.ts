/** Signing in: a card finds sealed keys, a certified device signs a challenge, a session begins. */
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { fetchChallenge, fetchSealedKeys, startSession } from '@amparo/casework/sessions';
import type { DeviceCertificate } from '@amparo/casework/directory';
import { fromBase64url, utf8, verify } from '@amparo/seal';
import { hashOf, sha256, toBuffer, toBytes, toText } from '../bytes.ts';
import type { AppDeps } from '../deps.ts';
import { isCertified } from '../directory/index.ts';
import { findChains } from '../directory/index.ts';
import type { Asked } from '../http/route.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import {
  findDevice,
  findSealedKeys,
  insertChallenge,
  insertSession,
  keepDevice,
  takeChallenge,
} from './store.ts';

const CHALLENGE_MS = 60_000;
const SESSION_MS = 12 * 60 * 60 * 1000;
const SIGN_IN = { name: 'sign in', perMinute: 60 };

/** Gives sealed keys to whoever holds the card. Refuses: `sign-in/refused`, `request/too-many`. */
export async function giveSealedKeys(
  { db, limiter }: AppDeps,
  asked: Asked & { readonly input: z.output<typeof fetchSealedKeys.input> },
): Promise<Outcome<z.input<typeof fetchSealedKeys.output>>> {
  if (!limiter.mayTry(SIGN_IN, asked.source)) return no('request/too-many');
  const lookupHash = hashOf(asked.input.lookup);
  const found = await findSealedKeys(db.as({ kind: 'card', lookupHash }), lookupHash);
  if (found === undefined) return no('sign-in/refused');
  return ok({ member: found.member, sealedKeys: toText(found.sealed_keys) });
}

/** Gives a challenge for any member id, whether or not there is such a member. */
export async function giveChallenge(
  { db, limiter }: AppDeps,
  asked: Asked & { readonly input: z.output<typeof fetchChallenge.input> },
): Promise<Outcome<z.input<typeof fetchChallenge.output>>> {
  if (!limiter.mayTry(SIGN_IN, asked.source)) return no('request/too-many');
  const { member } = asked.input;
  const challenge = randomBytes(32);
  const expiresAt = new Date(asked.now.getTime() + CHALLENGE_MS);
  await insertChallenge(db.as({ kind: 'member', member }), {
    challenge_hash: sha256(challenge),
    member,
    expires_at: expiresAt,
  });
  return ok({ challenge: toText(challenge), expiresAt: expiresAt.toISOString() });
}

/**
 * Starts a session. Refuses: `sign-in/challenge` (unknown, late, used, another member's),
 * `certificate/refused`, `sign-in/refused` (signature), `device/revoked`.
 */
export async function beginSession(
  { db, limiter }: AppDeps,
  asked: Asked & { readonly input: z.output<typeof startSession.input> },
): Promise<Outcome<z.input<typeof startSession.output>>> {
  if (!limiter.mayTry(SIGN_IN, asked.source)) return no('request/too-many');
  const { challenge, certificate, signature } = asked.input;
  const { member, device, signingKey } = certificate.subject;
  // Only a claim until the chain and the signature are checked: it shows what that member may see.
  const handle = db.as({ kind: 'member', member });
  if (!(await takeChallenge(handle, hashOf(challenge), asked.now))) return no('sign-in/challenge');
  const message = utf8(`${asked.origin}|${challenge}|${device}`);
  const isSigned = await verify(
    fromBase64url(signingKey),
    'session',
    message,
    fromBase64url(signature),
  );
  if (!isSigned) return no('sign-in/refused');
  const token = randomBytes(32);
  const expiresAt = new Date(
    Math.min(asked.now.getTime() + SESSION_MS, Date.parse(certificate.expiresAt)),
  );
  const started = await handle.commit(async (tx) => {
    const organisation = await findCertifier(tx, certificate, asked.now);
    if (organisation === undefined) return no('certificate/refused');
    const known = await findDevice(tx, device);
    if (known !== undefined && known.revoked_at !== null) return no('device/revoked');
    if (known !== undefined && !known.signing_key.equals(toBuffer(signingKey))) {
      return no('certificate/refused');
    }
    if (!(await keepDevice(tx, certificate, organisation, asked.now))) {
      return no('certificate/refused');
    }
    const about = { actor: member, object: device };
    if (known === undefined) {
      await recordLeaf(tx, { kind: 'device-certified', now: asked.now, about });
    }
    await insertSession(tx, {
      token_hash: sha256(token),
      member,
      device,
      expires_at: expiresAt,
      seen_at: asked.now,
    });
    await recordLeaf(tx, { kind: 'session-started', now: asked.now, about });
    return ok(null);
  });
  if (!started.ok) return started;
  asked.keepToken(toText(token), expiresAt);
  return ok({ member, device, expiresAt: expiresAt.toISOString() });
}

/** The organisation from whose root a chain leads to this device, if there is one. */
async function findCertifier(
  tx: Parameters<typeof findChains>[0],
  certificate: DeviceCertificate,
  now: Date,
): Promise<string | undefined> {
  for (const chain of await findChains(tx, certificate.subject.member)) {
    const links = [chain.desk, chain.member, certificate] as const;
    if (await isCertified(links, { root: toBytes(chain.root_key), now })) return chain.organisation;
  }
  return undefined;
}
