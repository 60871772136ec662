/** Whether the law that lies somewhere is the one that somebody signed, and that is in force. */
import { compareVersions, listFileRefusals } from '@amparo/law';
import type { LawRelease, ReleaseFile } from '@amparo/law';

export interface PinFacts {
  /** A release whose signature holds. */
  readonly signed: LawRelease;
  /** The files of the law here, with or without the scenarios that test them. */
  readonly here: readonly ReleaseFile[];
  /** The release that was pinned here before, or null. */
  readonly before: LawRelease | null;
}

export type PinDecision =
  | { readonly state: 'same' }
  /** What lies here is another law; `file` is the first that differs. */
  | { readonly state: 'other'; readonly file: string }
  /** A release earlier than the one pinned before, or another one under its name. */
  | { readonly state: 'older' };

/** Decides how the law here stands to a signed release. Releases never go back. */
export function decidePin({ signed, here, before }: PinFacts): PinDecision {
  if (before !== null && isStepBack(signed, before)) return { state: 'older' };
  const released = { ...signed, files: withoutScenarios(signed.files) };
  const [first] = listFileRefusals(released, withoutScenarios(here));
  return first === undefined ? { state: 'same' } : { state: 'other', file: first.file };
}

function isStepBack(signed: LawRelease, before: LawRelease): boolean {
  const order = compareVersions(signed.version, before.version);
  if (order !== 0) return order < 0;
  return listFileRefusals(signed, before.files).length > 0;
}

/** Scenarios test the law and are no part of what a node or a device shows. */
function withoutScenarios(files: readonly ReleaseFile[]): readonly ReleaseFile[] {
  return files.filter(({ file }) => !file.startsWith('scenarios/'));
}
