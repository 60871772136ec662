/** The closed list of what a packet can carry. A code outside it is refused by every party. */
import { z } from 'zod';
import type { DrawerClass } from '../grants/index.ts';
import list from './field-codes.json' with { type: 'json' };

/** One code: the class of drawer it comes from (null: about nobody), and whether it is a minimum fact. */
export interface FieldCodeEntry {
  readonly code: string;
  readonly class: DrawerClass | null;
  readonly minimum: boolean;
}

export const FIELD_CODES = list as readonly FieldCodeEntry[];

const known = new Map(FIELD_CODES.map((entry) => [entry.code, entry]));

export const FieldCode = z.string().refine((code) => known.has(code), 'Not a field code.');
export type FieldCode = z.infer<typeof FieldCode>;

/** The entry of a code that passed the schema. Throws for any other text. */
export function fieldCode(code: FieldCode): FieldCodeEntry {
  const entry = known.get(code);
  if (entry === undefined) throw new Error(`There is no field code ${code}.`);
  return entry;
}

/** The codes once each, in the order of the closed list. */
export function inListOrder(codes: readonly FieldCode[]): FieldCode[] {
  const wanted = new Set(codes);
  return FIELD_CODES.filter(({ code }) => wanted.has(code)).map(({ code }) => code);
}

/** True when both name the same codes, each once. */
export function areSameCodes(one: readonly FieldCode[], other: readonly FieldCode[]): boolean {
  const set = new Set(one);
  const isOnce = set.size === one.length && new Set(other).size === other.length;
  return isOnce && set.size === other.length && other.every((code) => set.has(code));
}
