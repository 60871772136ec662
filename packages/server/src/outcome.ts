/** What a call gives: a value, or the one reason why not. Faults are thrown, never returned. */
import type { Refusal, RefusalCode } from '@amparo/casework/kernel';

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** The call succeeded with this value. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The call is refused with one code of the closed list; `detail` never names content. */
export function no(
  code: RefusalCode,
  detail?: string,
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: detail === undefined ? { code } : { code, detail } };
}
