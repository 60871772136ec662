/** Who is at work: a member with a live session, and the desks they sit at. */
import type { DeskKind } from '@amparo/casework/directory';
import type { Outcome } from '../outcome.ts';
import { no, ok } from '../outcome.ts';

export interface Seat {
  readonly desk: string;
  readonly kind: DeskKind;
  readonly organisation: string;
  readonly role: 'lead' | 'member';
}

/** A member whose session, device and certificates were live at the start of the request. */
export interface MemberActor {
  readonly kind: 'member';
  readonly member: string;
  readonly device: string;
  /** Ed25519 public key of the device, 32 bytes. */
  readonly deviceKey: Uint8Array;
  readonly tokenHash: Uint8Array;
  readonly expiresAt: Date;
  readonly seats: readonly Seat[];
}

/** What a permission may look at. */
interface Known {
  readonly member: MemberActor | null;
}

/** Anybody: the few calls that come before a session. */
export async function anybody(): Promise<Outcome<null>> {
  return ok(null);
}

/** Any member with a live session. Refuses: `session/none`. */
export async function anyMember({ member }: Known): Promise<Outcome<MemberActor>> {
  return member === null ? no('session/none') : ok(member);
}

/** A member together with the seat from which they act. */
export interface SeatedActor extends MemberActor {
  readonly seat: Seat;
}

/** A member who sits at the desk named in the path. Refuses: `session/none`, `not-available`. */
export async function seatedAtPath(
  known: Known & { readonly params: { readonly desk: string } },
): Promise<Outcome<SeatedActor>> {
  return seated(known.member, known.params.desk);
}

/** A member who sits at the desk named in the body. Refuses: `session/none`, `not-available`. */
export async function seatedAtInput(
  known: Known & { readonly input: { readonly desk: string } },
): Promise<Outcome<SeatedActor>> {
  return seated(known.member, known.input.desk);
}

/** A member of any desk of this kind. Refuses: `session/none`, `not-available`. */
export function seatedAtKind(kind: DeskKind): (known: Known) => Promise<Outcome<SeatedActor>> {
  return async ({ member }) => {
    if (member === null) return no('session/none');
    const seat = member.seats.find((held) => held.kind === kind);
    return seat === undefined ? no('not-available') : ok({ ...member, seat });
  };
}

function seated(member: MemberActor | null, desk: string): Outcome<SeatedActor> {
  if (member === null) return no('session/none');
  const seat = member.seats.find((held) => held.desk === desk);
  return seat === undefined ? no('not-available') : ok({ ...member, seat });
}

/** The desks at which a member sits. */
export function desksOf({ seats }: MemberActor): string[] {
  return seats.map(({ desk }) => desk);
}
