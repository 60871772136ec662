import { type LawPin, readLawPin } from '@amparo/casework/law-pins';
import { anyMember } from '../http/member.ts';
import { type Route, route } from '../http/route.ts';
import { ok } from '../outcome.ts';

/** The call about the law in force here; it changes only when the node starts. */
export function lawPinRoutes({ lawPin }: { readonly lawPin: LawPin | null }): Route[] {
  return [
    route(readLawPin, { needs: anyMember, handle: () => Promise.resolve(ok({ pin: lawPin })) }),
  ];
}
