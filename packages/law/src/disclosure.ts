import { findDateSpan } from './dates.ts';
import { placeName, reachOf } from './evaluate/connect.ts';
import type { Packs, Provision, Telling } from './model.ts';

/** Who must tell what to whom in one legal system, shown before anything is shared with it. */
export interface DisclosureDuties {
  readonly extent: string;
  /** False where nobody has read the law on this: then silence means nothing. */
  readonly known: boolean;
  readonly duties: readonly Provision[];
  readonly sentence: string;
}

/**
 * Lists the duties to disclose in each of these legal systems on a day; with `desk`, those that bind
 * such a desk or may: a duty that does not say whom it binds is never left out.
 *
 * Shape: one answer for each extent, in the order given; `known` is false where no duty is recorded,
 * which is never shown as "nobody must tell". Throws when `asOf` is no day.
 */
export function listDisclosureDuties(
  packs: Packs,
  extents: readonly string[],
  asOf: string,
  desk?: string,
): readonly DisclosureDuties[] {
  const day = findDateSpan(asOf);
  if (day === undefined) throw new Error(`asOf is not a day: ${asOf}`);
  const recorded = [...packs.provisions.values()].filter(
    ({ category }) => category === 'disclosure-duty',
  );
  return extents.map((extent) => {
    const duties = recorded.filter(
      (provision) =>
        reachOf(packs, provision, extent, day.first) !== 'no' && mayBindDesk(provision, desk),
    );
    const known = recorded.some(
      (provision) => reachOf(packs, provision, extent, day.first) !== 'no',
    );
    const name = placeName(packs, extent);
    return {
      extent,
      known,
      duties,
      sentence: !known
        ? `We do not know whom authorities in ${name} must tell. Ask a lawyer there before sharing.`
        : duties.length === 0
          ? `No duty that binds this kind of desk was read in the law of ${name}.`
          : `In ${name}: ${duties.map(({ title, summary }) => `${title}. ${summary}`).join(' ')}`,
    };
  });
}

/** What one duty passes on from such a desk, in closed terms; empty where nothing is passed on. */
export function tellingsOf({ tells }: Provision, desk: string): readonly Telling[] {
  return tells.filter(({ desks }) => desks.length === 0 || desks.includes(desk));
}

function mayBindDesk({ desks }: Provision, desk: string | undefined): boolean {
  return desk === undefined || desks.length === 0 || desks.includes(desk);
}
