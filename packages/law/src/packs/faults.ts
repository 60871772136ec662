import type { LawError, Packs, Provision } from '../model.ts';
import { nearestName } from '../names.ts';
import { formatPath } from './reader.ts';
import type { Path, Reading } from './reader.ts';

/** Where a part of the law was read, so that a fault found later still names its file and line. */
export interface Origin {
  readonly reading: Reading;
  readonly path: Path;
}

/** Packs with the places they were read from. */
export interface CheckedPacks {
  readonly packs: Packs;
  readonly origins: ReadonlyMap<string, Origin>;
}

/** What is wrong, in words, before its place is added. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** The part of the provision it is about, such as `['exceptions', 2]`. */
  readonly at?: Path;
}

/** A fault of a provision with its file, its line where known, and the path in words of the pack. */
export function faultOf(checked: CheckedPacks, provision: Provision, fault: Fault): LawError {
  const origin = checked.origins.get(provision.id);
  const at = fault.at ?? [];
  const line = origin?.reading.file.lineOf?.([...origin.path, ...at]);
  const { code, message, remedy } = fault;
  const path = at.length === 0 ? provision.id : `${provision.id}: ${formatPath(at)}`;
  return {
    code,
    file: provision.file,
    ...(line === undefined ? {} : { line }),
    path,
    message,
    remedy,
  };
}

/** A name that leads nowhere, with the nearest one that does not. */
export function leadsNowhere(
  kind: string,
  name: string,
  known: Iterable<string>,
  at: Path = [],
): Fault {
  const nearest = nearestName(name, known);
  return {
    code: 'pack/leads-nowhere',
    message: `This names the ${kind} "${name}", which does not exist.`,
    remedy: nearest === undefined ? 'Add it, or take the name out.' : `Did you mean "${nearest}"?`,
    at,
  };
}
