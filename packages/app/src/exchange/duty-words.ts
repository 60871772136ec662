/** Duties to report, in the language of whoever reads them. Pure. */
import type { DeskKind } from '@amparo/casework/directory';
import type { Disclosure } from '@amparo/casework/packets';
import { tellingsOf } from '@amparo/law';
import type { DisclosureDuties, Provision } from '@amparo/law';
import type { Words } from '../words/index.ts';

type Duties = Extract<Disclosure, { known: true }>['duties'];

/** The most that a question holds. */
const MOST_DUTIES = 20;
const RANK = { reviewed: 0, official: 1, secondary: 2, memory: 3 } as const;

/** Whom such a desk tells on what occasion, a sentence for each; empty where a duty passes nothing on. */
export function dutyWords({ t }: Pick<Words, 't'>, duty: Provision, kind: DeskKind): string {
  return tellingsOf(duty, kind)
    .map(({ to, about, how }) =>
      t(`tell.${how}`, { to: t(`tell.to.${to}`), when: t(`tell.about.${about}`) }),
    )
    .join(' ');
}

/**
 * Says whom the desk must report to, as the person reads it: in `wordsOf` each duty, never in the words of
 * the law itself. What reads alike is said once, with the better of its sources.
 */
export function disclosureOf(
  duties: DisclosureDuties | undefined,
  kind: DeskKind,
  wordsOf: (duty: Provision) => string,
): Disclosure {
  if (duties === undefined || !duties.known) return { known: false };
  const said = duties.duties
    .map((duty) => {
      const { verified } = duty;
      return {
        provision: duty.id,
        says: wordsOf(duty),
        verified: verified.reviewed === undefined ? verified.level : ('reviewed' as const),
        enforcesImmigration: enforcesImmigration(duty, kind),
      };
    })
    .filter(({ says }) => says !== '')
    .sort((a, b) => RANK[a.verified] - RANK[b.verified]);
  return { known: true, duties: saidOnce(said).slice(0, MOST_DUTIES) };
}

function saidOnce(duties: Duties): Duties {
  return duties
    .filter((duty, at) => duties.findIndex(({ says }) => says === duty.says) === at)
    .map((duty) => {
      const alike = duties.filter(({ says }) => says === duty.says);
      const isTrue = alike.some(({ enforcesImmigration: enforces }) => enforces === true);
      return isTrue ? { ...duty, enforcesImmigration: true } : duty;
    });
}

/** True when one of those told enforces immigration law, false when none does; else we do not know. */
function enforcesImmigration(duty: Provision, kind: DeskKind): boolean | null {
  const answers = tellingsOf(duty, kind).map(({ immigration }) => immigration);
  if (answers.includes(true)) return true;
  return answers.every((answer) => answer === false) ? false : null;
}
