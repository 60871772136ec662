/** What an act of the client comes to: a value, the one reason why not, or no line to the node. */
import type { Refusal, RefusalCode } from '@amparo/casework/kernel';

/** The node or this device said no. Nothing was changed. */
export interface Refused {
  readonly ok: false;
  readonly offline: false;
  readonly refusal: Refusal;
}

/** The node could not be reached; whether it received anything is not known. */
export interface Offline {
  readonly ok: false;
  readonly offline: true;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | Refused | Offline;

export const OFFLINE: Offline = { ok: false, offline: true };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function no(code: RefusalCode, detail?: string): Refused {
  const refusal = detail === undefined ? { code } : { code, detail };
  return { ok: false, offline: false, refusal };
}
