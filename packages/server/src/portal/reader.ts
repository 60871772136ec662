/** Who would read a report: proved by certificates before anything is sealed to them. */
import type { ReportStart } from '@amparo/casework/reports';
import { fromBase64url, SealRefusal, verifyChain } from '@amparo/seal';
import type { Reader } from './view.ts';

/** How far the clock of a device and that of the node may differ. */
export const CLOCK_TOLERANCE_HOURS = 24;

export type CheckedReader =
  | { readonly ok: true; readonly reader: Reader }
  | { readonly ok: false; readonly trouble: 'reader-refused' | 'clock' };

/**
 * Checks the desk that a node offers as the reader of a report.
 *
 * Shape: the certificate must be issued by the root of the organisation it names, be valid at the
 * node's time, and be that of a hotline desk; the node's time must be near this device's time, so
 * that a node cannot bring an expired desk back to life.
 * Refuses (a value): `reader-refused`, `clock`. Whoever gets a refusal sends nothing.
 */
export async function checkReader(start: ReportStart, now: Date): Promise<CheckedReader> {
  const apart = Math.abs(now.getTime() - Date.parse(start.time));
  if (!(apart <= CLOCK_TOLERANCE_HOURS * 3_600_000)) return { ok: false, trouble: 'clock' };
  const { desk, organisation } = start;
  const isExpected =
    desk.subject.kind === 'hotline' && desk.subject.organisation === organisation.organisation;
  if (!isExpected) return { ok: false, trouble: 'reader-refused' };
  try {
    await verifyChain([desk], { root: fromBase64url(organisation.rootKey), now: start.time });
  } catch (error) {
    if (error instanceof SealRefusal) return { ok: false, trouble: 'reader-refused' };
    throw error;
  }
  return { ok: true, reader: { desk: desk.subject.name, organisation: organisation.name } };
}
