/**
 * Under which release of the law a file stands. A new release changes nothing in it until a member has seen
 * what it changes for this person and accepts it; what was accepted when, and by whom, stays readable.
 */
import { compareVersions } from '@amparo/law';
import type { ReleaseChanges } from '@amparo/law';
import { accept, foldEntries, refuse } from '../kernel/index.ts';
import type { Decision, Folded, OpenedEntry } from '../kernel/index.ts';
import { LawAccepted } from './events.ts';

/** A release by its day and the SHA-256, in base64, of its text. */
export interface ReleaseName {
  readonly release: string;
  readonly digest: string;
}

/** The release that a file stands under, and who accepted it. */
export interface AcceptedLaw {
  readonly event: LawAccepted;
  readonly by: string;
  readonly at: string;
}

/** Folds one drawer; the last acceptance counts. Releases never go back: an older one is refused. */
export function foldAcceptedLaw(entries: readonly OpenedEntry[]): Folded<AcceptedLaw | null> {
  return foldEntries<AcceptedLaw | null, LawAccepted>(entries, {
    schema: LawAccepted,
    initial: null,
    evolve: (accepted, event, entry) => {
      if (entry.byPerson || isOlder(event, accepted?.event)) return undefined;
      return { event, by: entry.authorName, at: entry.receivedAt };
    },
    passes: (kind) => kind !== 'law/accepted' && kind !== '',
  });
}

/** Of several drawers, the acceptance of the latest release; of the same one, the last. */
export function latestAccepted(accepted: readonly (AcceptedLaw | null)[]): AcceptedLaw | null {
  return accepted.reduce((latest, each) => {
    if (each === null || latest === null) return each ?? latest;
    const later = compareVersions(each.event.release, latest.event.release);
    return later > 0 || (later === 0 && each.at > latest.at) ? each : latest;
  }, null);
}

export interface AcceptanceFacts {
  readonly accepted: AcceptedLaw | null;
  /** What the member was shown; null where this device does not have the release accepted before. */
  readonly changes: ReleaseChanges | null;
  /** Today at the member's place. */
  readonly today: string;
}

/**
 * Decides whether a release is accepted for one file. Refuses `law/older` for one that is not later than the
 * accepted one, `law/accepted-already`, and `law/unreadable-facts` where facts must be recorded anew first.
 */
export function decideAcceptance(
  offered: ReleaseName,
  { accepted, changes, today }: AcceptanceFacts,
): Decision<LawAccepted> {
  if (accepted?.event.digest === offered.digest) return refuse('law/accepted-already');
  if (isOlder(offered, accepted?.event)) return refuse('law/older');
  if (changes !== null && !changes.ok) return refuse('law/unreadable-facts');
  const parsed = LawAccepted.safeParse({
    v: 1,
    kind: 'law/accepted',
    ...offered,
    before:
      accepted === null ? null : { release: accepted.event.release, digest: accepted.event.digest },
    saw: changes === null ? 'plan' : 'changes',
    on: today,
  });
  return parsed.success ? accept(parsed.data) : refuse('request/malformed');
}

function isOlder(one: ReleaseName, other: ReleaseName | undefined): boolean {
  return other !== undefined && compareVersions(one.release, other.release) < 0;
}

/** How the release on a device stands to the file. */
export type LawStanding =
  /** It is the accepted one. */
  | 'accepted'
  /** Nobody has accepted any release for this file, and none came since this device first showed it. */
  | 'unaccepted'
  /** A later one: shown as news, beside the one that the file stands under, which this device has. */
  | 'offered'
  /** A later one, and this device does not have the one that the file stands under. */
  | 'offered-unseen'
  /** An older one than somebody accepted: this device has to be brought up to date. */
  | 'behind';

/** Says how the release of a device stands to a file. `standing` is what the file was last shown under here. */
export function lawStanding(at: {
  readonly current: ReleaseName;
  readonly accepted: AcceptedLaw | null;
  readonly standing: ReleaseName | null;
  /** Digests of the earlier releases that this device has. */
  readonly held: readonly string[];
}): LawStanding {
  const { current, accepted, standing, held } = at;
  const under = accepted?.event ?? standing;
  if (under === null) return 'unaccepted';
  if (under.digest === current.digest) return accepted === null ? 'unaccepted' : 'accepted';
  if (isOlder(current, under)) return accepted === null ? 'unaccepted' : 'behind';
  if (held.includes(under.digest)) return 'offered';
  return accepted === null ? 'unaccepted' : 'offered-unseen';
}
