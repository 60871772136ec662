import { findDateSpan } from '../dates.ts';
import { placeName, reachOf } from '../evaluate/connect.ts';
import type { Force, Packs, Provision, Tri } from '../model.ts';

/** How the law of one state stands to one binding rule above it. */
export interface GapLine {
  readonly provision: string;
  readonly title: string;
  readonly category: string;
  /** Whether the rule binds the state; `unknown` where nobody checked. */
  readonly binds: Tri;
  /**
   * `gap`: recorded as falling short. `nothing-recorded`: no rule of this kind was read, which is no
   * proof that there is none. `narrower`: it hangs on a status that the binding rule does not name.
   * `weaker`: only policy or discretion. `answered`: a binding rule of this kind exists.
   */
  readonly state: 'gap' | 'nothing-recorded' | 'narrower' | 'weaker' | 'answered';
  /** The rules of the state that were compared. */
  readonly national: readonly string[];
  readonly sentence: string;
}

export interface GapReport {
  readonly extent: string;
  readonly against: string;
  readonly asOf: string;
  readonly lines: readonly GapLine[];
}

const BINDS: readonly Force[] = ['must', 'must-entitle'];

/** Names of bodies of binding law as people write them. */
export function findBindingPack(packs: Packs, name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  return packs.packs.find(({ id }) => id.toLowerCase() === wanted)?.id;
}

/**
 * Holds the law of one state against the binding rules of a pack, such as `coe` or `eu`.
 *
 * Rules are matched by the kind of right and not by their wording: each line is a place to look, and no
 * judgment. Shape: one line for each rule that may bind the state on that day. Throws when `asOf` is no
 * day or the pack does not exist.
 */
export function listGaps(
  packs: Packs,
  request: { readonly extent: string; readonly against: string; readonly asOf: string },
): GapReport {
  const { extent, against, asOf } = request;
  const day = findDateSpan(asOf);
  if (day === undefined) throw new Error(`asOf is not a day: ${asOf}`);
  const pack = packs.packs.find(({ id }) => id === against);
  if (pack === undefined) throw new Error(`no such pack: ${against}`);
  const national = [...packs.provisions.values()].filter(
    (provision) => provision.extent.includes(extent) && isInForce(provision, day.last),
  );
  const lines = pack.provisions.flatMap((provision): readonly GapLine[] => {
    if (!BINDS.includes(provision.force) || !isInForce(provision, day.last)) return [];
    const binds = reachOf(packs, provision, extent, day.first);
    return binds === 'no' ? [] : [compareWith(packs, provision, national, { extent, binds })];
  });
  return { extent, against, asOf, lines };
}

function isInForce(provision: Provision, day: number): boolean {
  return provision.versions.some(({ from, to, state }) => {
    const first = findDateSpan(from)?.first ?? Infinity;
    const last = to === undefined ? Infinity : (findDateSpan(to)?.last ?? -Infinity);
    const applies = state === 'in-force' || state === 'transposition-due' || state === 'paused';
    return applies && first <= day && last >= day;
  });
}

function compareWith(
  packs: Packs,
  binding: Provision,
  national: readonly Provision[],
  at: { readonly extent: string; readonly binds: Tri },
): GapLine {
  const gaps = national.filter(({ gapAgainst }) => gapAgainst.includes(binding.id));
  const answers = national.filter(
    ({ category, force }) => category === binding.category && force !== 'gap',
  );
  const firm = answers.filter(({ force }) => BINDS.includes(force));
  const open = firm.filter((provision) => listExtraCliffs(provision, binding).length === 0);
  const state =
    gaps.length > 0
      ? 'gap'
      : answers.length === 0
        ? 'nothing-recorded'
        : firm.length === 0
          ? 'weaker'
          : open.length === 0
            ? 'narrower'
            : 'answered';
  const compared = state === 'gap' ? gaps : state === 'answered' ? open : answers;
  const { id, title, category } = binding;
  return {
    provision: id,
    title,
    category,
    binds: at.binds,
    state,
    national: compared.map((provision) => provision.id),
    sentence: wordState(state, compared, { binding, name: placeName(packs, at.extent) }),
  };
}

function listExtraCliffs(provision: Provision, binding: Provision): readonly string[] {
  return provision.cliffs
    .map(({ on }) => on)
    .filter((status) => !binding.cliffs.some(({ on }) => on === status));
}

function wordState(
  state: GapLine['state'],
  compared: readonly Provision[],
  about: { readonly binding: Provision; readonly name: string },
): string {
  const { binding, name } = about;
  const ids = compared.map(({ id }) => id).join(', ');
  switch (state) {
    case 'gap':
      return `The law of ${name} falls short of it: ${compared.map(({ summary }) => summary).join(' ')}`;
    case 'nothing-recorded':
      return `No rule of this kind was read in the law of ${name}; that is no proof that there is none.`;
    case 'weaker':
      return `In ${name} only policy or discretion answers it: ${ids}.`;
    case 'narrower': {
      const statuses = new Set(compared.flatMap((one) => listExtraCliffs(one, binding)));
      return `In ${name} every rule of this kind hangs on ${[...statuses].join(' and ')}, which ${binding.id} does not name: ${ids}.`;
    }
    case 'answered':
      return `Rules of this kind in ${name}: ${ids}. Whether they go as far was not judged.`;
  }
}
