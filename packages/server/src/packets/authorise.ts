/** A person's yes to sending, as a node takes it: from their mailbox, or from a worker with a witness. */
import { decideAuthorisation, type PacketAuthorisation } from '@amparo/casework/packets';
import { canonicalJson, verifyAuthorisation } from '@amparo/seal';
import { toBytes, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { MemberActor } from '../http/member.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import {
  findPacketAuthorisation,
  findSpokenConversation,
  findTakenBack,
  insertPacketAuthorisation,
  isDeviceLive,
  lockQuestion,
} from './authorisation-store.ts';
import { isAttestedBy } from './check.ts';
import { ownPins, SIGNED_NOW } from './place.ts';
import type { PacketDeps } from './send.ts';

/** The mailbox from which a yes comes, with the keys that may vouch for it. */
export interface Answering {
  readonly mailbox: string;
  readonly drawer: string;
  readonly file: string | null;
  /** Of the mailbox, Ed25519. */
  readonly signingKey: Uint8Array;
  /** Of this node, for a session without JavaScript. */
  readonly nodeKey: Uint8Array;
}

/**
 * Says whether a yes from a mailbox is signed by the person's own key or by this node, for this conversation.
 *
 * Refuses: `authorisation/refused`.
 */
export async function checkFromMailbox(
  { statement, attestation }: PacketAuthorisation,
  { drawer, signingKey, nodeKey }: Answering,
): Promise<Outcome<null>> {
  if (statement.drawer !== drawer || attestation.by === 'worker') {
    return no('authorisation/refused');
  }
  const key = attestation.by === 'node' ? nodeKey : signingKey;
  const isOwnKey = attestation.by === 'node' || attestation.key === toText(signingKey);
  const signed = { statement, signature: attestation.signature };
  const isSigned = isOwnKey && (await verifyAuthorisation(signed, toBytes(key)));
  return isSigned ? ok(null) : no('authorisation/refused');
}

/**
 * Keeps a checked yes with its leaf, in the transaction of the entry that says it. The same again changes
 * nothing.
 *
 * Refuses: `authorisation/refused` for another of that id, or one that has ended or lasts too long;
 * `packet/taken-back`.
 */
export async function keepFromMailbox(
  tx: Runner,
  authorisation: PacketAuthorisation,
  { answering, now }: { readonly answering: Answering; readonly now: Date },
): Promise<Outcome<null>> {
  const { statement } = authorisation;
  await lockQuestion(tx, statement.authorisation);
  const known = await findPacketAuthorisation(tx, statement.authorisation);
  if (known !== undefined) {
    return isSame(known, authorisation) ? ok(null) : no('authorisation/refused');
  }
  if (await findTakenBack(tx, statement.authorisation)) return no('packet/taken-back');
  const decision = decideAuthorisation(statement, now.toISOString());
  if (!decision.ok) return decision;
  await insertPacketAuthorisation(tx, authorisation, now);
  const { mailbox: actor, drawer, file } = answering;
  const about = { actor, drawer, file, class: 'contact', object: statement.authorisation } as const;
  await recordLeaf(tx, { kind: 'authorisation-given', now, about });
  return ok(null);
}

interface Vouching {
  readonly actor: MemberActor;
  readonly input: PacketAuthorisation;
  readonly now: Date;
}

/**
 * Keeps a yes that a worker took with a witness: two members, two devices, both signed the very statement.
 *
 * Refuses: `not-available` (no conversation of the worker's desk), `authorisation/refused`, `packet/taken-back`.
 */
export async function vouch(
  deps: PacketDeps,
  { actor, input, now }: Vouching,
): Promise<Outcome<{ givenAt: string }>> {
  const { db, federation } = deps;
  const { statement, attestation } = input;
  const isOwn =
    attestation.by === 'worker' &&
    attestation.proof.member.subject.member === actor.member &&
    attestation.proof.device.subject.device === actor.device;
  if (!isOwn) return no('authorisation/refused');
  const { desk } = attestation.proof.desk.subject;
  const seat = actor.seats.find((held) => held.desk === desk);
  if (seat === undefined) return no('not-available');
  const handle = db.as(actor);
  const pins = await ownPins(handle, desk, deps, { now, age: SIGNED_NOW });
  const from = { node: federation.self().node, organisation: seat.organisation };
  if (!(await isAttestedBy(input, from, pins))) return no('authorisation/refused');
  const decision = decideAuthorisation(statement, now.toISOString());
  if (!decision.ok) return decision;
  const witness = attestation.witness.proof;
  return refuseTaken(['authorisation/refused'], () =>
    handle.commit(async (tx) => {
      await lockQuestion(tx, statement.authorisation);
      const known = await findPacketAuthorisation(tx, statement.authorisation);
      if (known !== undefined) {
        return isSame(known, input) ? ok({ givenAt: known.givenAt }) : no('authorisation/refused');
      }
      const conversation = await findSpokenConversation(tx, statement.drawer);
      if (conversation === undefined) return no('not-available');
      if (await findTakenBack(tx, statement.authorisation)) return no('packet/taken-back');
      const isLive = await isDeviceLive(tx, witness.device.subject.device, now);
      if (!isLive) return no('authorisation/refused');
      await insertPacketAuthorisation(tx, input, now);
      const about = { ...conversation, class: 'contact', object: statement.authorisation } as const;
      await recordLeaf(tx, {
        kind: 'authorisation-given',
        now,
        about: { ...about, actor: actor.member, desk },
      });
      await recordLeaf(tx, {
        kind: 'authorisation-witnessed',
        now,
        about: { ...about, actor: witness.member.subject.member, desk: witness.desk.subject.desk },
      });
      return ok({ givenAt: now.toISOString() });
    }),
  );
}

function isSame(
  { statement, attestation }: PacketAuthorisation,
  other: PacketAuthorisation,
): boolean {
  return canonicalJson({ statement, attestation }) === canonicalJson(other);
}
