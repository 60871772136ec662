/**
 * May this packet exist? One decision, made at three places: by the sending node, by the receiving node
 * and by the receiving client. Total and deny by default.
 */
import type { DeskKind } from '../directory/index.ts';
import { needToKnow } from '../grants/index.ts';
import type { Right } from '../grants/index.ts';
import { accept, refuse } from '../kernel/index.ts';
import type { Decision, Instant, RefusalCode } from '../kernel/index.ts';
import { areSameCodes, fieldCode, inListOrder } from './field-codes.ts';
import type { FieldCode } from './field-codes.ts';
import type { DeskAddress, Packet, PacketAuthorisation, PacketBasis } from './model.ts';

/** The parts of a packet that are judged; ciphertext is none of them. */
export type JudgedPacket = Pick<Packet, 'statement' | 'authorisation'> & {
  readonly items: readonly { readonly code: FieldCode }[];
};

/** What the place that judges knows. Signatures are checked before, and come as yes or no. */
export interface PacketFacts {
  readonly now: Instant;
  /** The receiving desk's kind, as its certificate says. */
  readonly toKind: DeskKind;
  /** Whoever vouches for the authorisation signed exactly its statement. */
  readonly isAttested: boolean;
  /** When the person withdrew it, as far as this place knows. */
  readonly withdrawnAt: Instant | null;
  /** Another member of the sending organisation signed the statement too. */
  readonly isSeconded: boolean;
}

export interface PacketAllowed {
  readonly kind: 'packet-allowed';
}

/** The longest that a packet is kept where it went, in days. */
export const LONGEST_PACKET_DAYS = 370;
const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_SKEW_MS = 5 * 60 * 1000;

/**
 * Decides whether a packet may be sent, stored or opened.
 *
 * Refuses: `packet/codes` (items, statement and authorisation do not name the same fields),
 * `packet/expiry`, `packet/need-to-know`, `packet/no-authorisation`, `packet/address` (the person
 * allowed another desk), `packet/basis`.
 */
export function decidePacket(packet: JudgedPacket, facts: PacketFacts): Decision<PacketAllowed> {
  const { statement, items } = packet;
  const codes = items.map(({ code }) => code);
  if (!areSameCodes(codes, statement.codes)) return refuse('packet/codes');
  if (!isTimely(statement.sentAt, statement.expiresAt, facts.now)) return refuse('packet/expiry');
  const { basis } = statement;
  const unknown = codes.find((code) => !mayGet(code, facts.toKind, basis));
  if (unknown !== undefined) return refuse('packet/need-to-know', unknown);
  if (!fitsKind(packet)) return refuse('packet/basis');
  const refused =
    basis.kind === 'consent' ? judgeConsent(packet, facts) : judgeOther(packet, facts);
  return refused === undefined ? accept({ kind: 'packet-allowed' }) : refuse(refused);
}

/** The need-to-know right that a desk of this kind has of a code's class; null for a code about nobody. */
export function rightTo(code: FieldCode, kind: DeskKind): Right | null {
  const { class: drawerClass } = fieldCode(code);
  return drawerClass === null ? null : needToKnow(drawerClass, kind).right;
}

/**
 * Says whether a desk of this kind may get this field on this basis.
 *
 * `own` and `consent`: on the person's word, or on a basis that stands in its place; `minimum`: only
 * codes that are minimum facts; `order`: only by a court's order; everything else never.
 * Source: need-to-know.json.
 */
export function mayGet(code: FieldCode, kind: DeskKind, basis: PacketBasis): boolean {
  const right = rightTo(code, kind);
  if (right === null) return true;
  if (basis.kind === 'no-person') return false;
  switch (right) {
    case 'own':
    case 'consent':
      return true;
    case 'minimum':
      return fieldCode(code).minimum;
    case 'order':
      return basis.kind === 'court-order';
    case 'via':
    case 'filed':
    case 'totals':
    case 'never':
      return false;
  }
}

/** True when both name the same desk of the same organisation on the same node. */
export function isSameAddress(one: DeskAddress, other: DeskAddress): boolean {
  return (
    one.node === other.node && one.organisation === other.organisation && one.desk === other.desk
  );
}

function isTimely(sentAt: Instant, expiresAt: Instant, now: Instant): boolean {
  const [sent, end, at] = [sentAt, expiresAt, now].map((instant) => Date.parse(instant));
  if (sent === undefined || end === undefined || at === undefined) return false;
  return sent <= at + MAX_SKEW_MS && end > at && end <= sent + LONGEST_PACKET_DAYS * DAY_MS;
}

/** What kinds of packet there are about nobody, and which answer something. */
function fitsKind({ statement }: JudgedPacket): boolean {
  const { kind, basis, inReplyTo, codes } = statement;
  switch (kind) {
    case 'capability-query':
      return basis.kind === 'no-person' && codes.every((code) => code === 'capability.needs');
    case 'capability-answer':
      return (
        basis.kind === 'no-person' &&
        inReplyTo !== null &&
        codes.every((code) => code === 'capability.answer')
      );
    case 'reply':
      return inReplyTo !== null;
    case 'referral':
    case 'alert':
      return basis.kind !== 'no-person';
  }
}

function judgeConsent(packet: JudgedPacket, facts: PacketFacts): RefusalCode | undefined {
  const { statement, authorisation } = packet;
  if (statement.basis.kind !== 'consent' || authorisation === null) {
    return 'packet/no-authorisation';
  }
  const allowed = authorisation.statement;
  if (allowed.authorisation !== statement.basis.authorisation) return 'packet/no-authorisation';
  if (!facts.isAttested || !isLiveAt(authorisation, facts)) return 'packet/no-authorisation';
  if (!isSameAddress(allowed.to, statement.to)) return 'packet/address';
  if (!areSameCodes(allowed.codes, statement.codes)) return 'packet/codes';
  return Date.parse(statement.expiresAt) > Date.parse(allowed.expiresAt)
    ? 'packet/expiry'
    : undefined;
}

function isLiveAt(
  { statement }: PacketAuthorisation,
  { now, withdrawnAt }: Pick<PacketFacts, 'now' | 'withdrawnAt'>,
): boolean {
  return withdrawnAt === null && Date.parse(statement.expiresAt) > Date.parse(now);
}

/** A basis other than consent never carries the person's word, and never goes without its reason. */
function judgeOther(packet: JudgedPacket, facts: PacketFacts): RefusalCode | undefined {
  const { statement, authorisation } = packet;
  if (authorisation !== null) return 'packet/basis';
  const isStated = statement.codes.includes('basis.statement');
  if (statement.basis.kind === 'no-person') return isStated ? 'packet/basis' : undefined;
  return isStated && facts.isSeconded ? undefined : 'packet/basis';
}

export interface AuthorisationNarrowed {
  readonly kind: 'authorisation-narrowed';
  /** What is allowed no longer, in the order of the closed list. */
  readonly withdrawn: readonly FieldCode[];
}

/**
 * Decides whether the person may put a narrower word in the place of the one that holds: the same in
 * everything, with some of its fields and not all. From then on every place compares with the narrower one, so
 * a packet with a withdrawn field is refused like any other whose codes are not those that were allowed.
 *
 * Refuses: `authorisation/refused`: withdrawn or ended already, nothing taken out, nothing left, something
 * added, or anything else changed.
 */
export function decideNarrowing(
  held: PacketAuthorisation['statement'],
  left: PacketAuthorisation['statement'],
  { now, withdrawnAt }: Pick<PacketFacts, 'now' | 'withdrawnAt'>,
): Decision<AuthorisationNarrowed> {
  const { codes: before, ...rest } = held;
  const { codes: after, ...other } = left;
  const isSame =
    isSameAddress(rest.to, other.to) &&
    (['authorisation', 'drawer', 'askedBy', 'askedAt', 'expiresAt'] as const).every(
      (name) => rest[name] === other[name],
    );
  const isPart = after.length > 0 && after.every((code) => before.includes(code));
  const withdrawn = inListOrder(before.filter((code) => !after.includes(code)));
  const isLive = withdrawnAt === null && Date.parse(held.expiresAt) > Date.parse(now);
  return isSame && isPart && isLive && withdrawn.length > 0
    ? accept({ kind: 'authorisation-narrowed', withdrawn })
    : refuse('authorisation/refused');
}

export interface AuthorisationTaken {
  readonly kind: 'authorisation-taken';
}

/**
 * Decides whether a yes can be taken now: asked already, not ended, and not for longer than
 * {@link LONGEST_PACKET_DAYS}. Refuses: `authorisation/refused`.
 */
export function decideAuthorisation(
  { askedAt, expiresAt }: PacketAuthorisation['statement'],
  now: Instant,
): Decision<AuthorisationTaken> {
  return isTimely(askedAt, expiresAt, now)
    ? accept({ kind: 'authorisation-taken' })
    : refuse('authorisation/refused');
}
