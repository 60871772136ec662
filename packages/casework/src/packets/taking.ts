/**
 * What a receiving desk takes over from a packet into a file of its own: one entry for each field, in the drawer of
 * the field's class, which says from whom, on which ground and until when. Taken over is not passed on.
 */
import { z } from 'zod';
import type { DrawerClass } from '../grants/index.ts';
import { foldEntries, Id, Instant } from '../kernel/index.ts';
import type { Folded, OpenedEntry } from '../kernel/index.ts';
import { FieldCode, fieldCode } from './field-codes.ts';

/** One field as it was received, with where it came from and what limits it. */
export const PacketTaken = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/taken'),
  packet: Id,
  code: FieldCode,
  words: z.string().min(1).max(60_000),
  deskName: z.string().max(400),
  nodeName: z.string().max(200),
  sentAt: Instant,
  basis: z.enum([
    'consent',
    'vital-interest',
    'child-protection',
    'court-order',
    'legal-obligation',
  ]),
  /** After this nobody uses it: the desk that received it says here that it was removed. */
  expiresAt: Instant,
});
export type PacketTaken = z.infer<typeof PacketTaken>;

/** Nobody uses it any more; the sealed entry itself goes with its drawer. */
const PacketTakenRemoved = z.strictObject({
  v: z.literal(1),
  kind: z.literal('packet/taken-removed'),
  packet: Id,
  code: FieldCode,
});

const TakingEvent = z.discriminatedUnion('kind', [PacketTaken, PacketTakenRemoved]);
type TakingEvent = z.infer<typeof TakingEvent>;

/** A field that was taken over; its words are null once somebody removed it. */
export interface TakenField extends Omit<PacketTaken, 'words'> {
  readonly words: string | null;
  readonly by: string;
  readonly at: Instant;
}

const KINDS: ReadonlySet<string> = new Set(
  TakingEvent.options.map((option) => option.shape.kind.value),
);

/** Folds what was taken over out of the entries of one drawer; other kinds are passed over. */
export function foldTaken(entries: readonly OpenedEntry[]): Folded<readonly TakenField[]> {
  return foldEntries<readonly TakenField[], TakingEvent>(entries, {
    schema: TakingEvent,
    initial: [],
    evolve: evolveTaken,
    passes: (kind) => !KINDS.has(kind),
  });
}

/** One event further, or undefined when it is illegal: taken once, by a desk, and removed once. */
function evolveTaken(
  state: readonly TakenField[],
  event: TakingEvent,
  { byPerson, authorName, receivedAt }: OpenedEntry,
): readonly TakenField[] | undefined {
  const { packet, code } = event;
  const known = state.find((each) => each.packet === packet && each.code === code);
  if (byPerson) return undefined;
  if (event.kind === 'packet/taken') {
    if (known !== undefined) return undefined;
    return [...state, { ...event, by: authorName, at: receivedAt }];
  }
  if (known === undefined || known.words === null) return undefined;
  return state.map((each) => (each === known ? { ...each, words: null } : each));
}

/** What has to be known of packet and file before a field is taken over. */
export interface TakingFacts {
  readonly now: Instant;
  readonly expiresAt: Instant;
  /** The desk to which the packet was sent. */
  readonly desk: Id;
  /** The desk that leads the file: only it is told of every holder. */
  readonly leadDesk: Id;
  readonly drawers: readonly {
    readonly class: DrawerClass;
    /** The desks that can open it now. */
    readonly holders: readonly Id[];
  }[];
}

/**
 * Why a field may not be taken over: `about-nobody`, `over` (its time), `other-lead` (the receiving desk does not lead
 * the file), `no-drawer` (none of its class that the desk holds), `others-hold` (a drawer that another desk opens too:
 * that would pass on what was sent to one desk).
 */
export type TakingBar = 'about-nobody' | 'over' | 'other-lead' | 'no-drawer' | 'others-hold';

/** Finds what stands against taking a field over, or undefined where nothing does. Deny by default. */
export function findTakingBar(code: FieldCode, facts: TakingFacts): TakingBar | undefined {
  const { class: drawerClass } = fieldCode(code);
  if (drawerClass === null) return 'about-nobody';
  if (facts.expiresAt <= facts.now) return 'over';
  if (facts.leadDesk !== facts.desk) return 'other-lead';
  const drawer = facts.drawers.find((each) => each.class === drawerClass);
  if (drawer?.holders.includes(facts.desk) !== true) return 'no-drawer';
  return drawer.holders.some((holder) => holder !== facts.desk) ? 'others-hold' : undefined;
}
