import { isEquivalent, isSatisfiable } from '../skeleton/satisfiable.ts';
import { makeExceptionSkeleton, makeSkeleton, newAtomTable } from '../skeleton/skeleton.ts';
import type { Packs, Provision, ProvisionException } from '../model.ts';
import { leadsNowhere } from './faults.ts';
import type { Fault } from './faults.ts';

/** What an exception lifts must exist, be another one, and not come back to itself. */
export function listLiftFaults(provision: Provision): readonly Fault[] {
  const known = new Map(provision.exceptions.map((exception) => [exception.id, exception]));
  return provision.exceptions.flatMap((exception, index): readonly Fault[] => {
    const at = ['exceptions', index];
    if ((exception.effect === 'lifts') !== (exception.of !== undefined)) {
      const message = 'An exception that lifts another one names it, and no other exception does.';
      return [{ code: 'pack/lifts', message, remedy: 'Write "effect: lifts" and "of:".', at }];
    }
    if (exception.of === undefined) return [];
    if (!known.has(exception.of)) {
      return [leadsNowhere('exception', exception.of, known.keys(), at)];
    }
    if (!comesBack(exception, known)) return [];
    const message = `The exception "${exception.id}" lifts itself in a circle.`;
    return [{ code: 'pack/lifts', message, remedy: 'Take one "of:" out.', at }];
  });
}

function comesBack(
  exception: ProvisionException,
  known: ReadonlyMap<string, ProvisionException>,
): boolean {
  const seen = new Set<string>();
  let current: ProvisionException | undefined = exception;
  while (current?.of !== undefined) {
    if (seen.has(current.id)) return true;
    seen.add(current.id);
    current = known.get(current.of);
  }
  return false;
}

/**
 * Rules that contradict themselves: two exceptions for the same facts with different effects, an
 * exception or a whole provision that no facts at all can meet.
 */
export function listConflicts(provision: Provision, packs: Packs): readonly Fault[] {
  const table = newAtomTable();
  const exceptions = provision.exceptions.map((exception, index) => ({
    exception,
    index,
    skeleton: makeExceptionSkeleton(packs, provision, exception.id, table),
  }));
  const pairs = exceptions.flatMap((one) =>
    exceptions
      .filter((other) => other.index > one.index && other.exception.effect !== one.exception.effect)
      .map((other) => ({ one, other })),
  );
  return [
    ...pairs
      .filter(({ one, other }) => isEquivalent(one.skeleton, other.skeleton, table))
      .map(({ one, other }) => ({
        code: 'pack/conflict',
        message: `The exceptions "${one.exception.id}" and "${other.exception.id}" are met by the same facts and say different things.`,
        remedy: 'Keep the one that is law, or say in "when:" how they differ.',
        at: ['exceptions', other.index],
      })),
    ...exceptions
      .filter(({ skeleton }) => !isSatisfiable(skeleton, table))
      .map(({ exception, index }) => ({
        code: 'pack/never-met',
        message: `No facts at all can meet the exception "${exception.id}".`,
        remedy: 'Its condition contradicts itself, or another exception always lifts it.',
        at: ['exceptions', index],
      })),
    ...listNeverEngaged(provision, packs),
  ];
}

function listNeverEngaged(provision: Provision, packs: Packs): readonly Fault[] {
  return provision.versions.flatMap((version, index) => {
    const table = newAtomTable();
    if (isSatisfiable(makeSkeleton(packs, provision, version, table), table)) return [];
    const message = 'No facts at all can engage this version: its exceptions always defeat it.';
    const remedy = 'Look at "when:" and at the exceptions that defeat it.';
    return [{ code: 'pack/never-engaged', message, remedy, at: ['versions', index] }];
  });
}
