import type { Tri } from './model.ts';

/** Strong Kleene "and": no if any is no, yes if all are yes, else unknown. */
export function allOf(values: readonly Tri[]): Tri {
  if (values.includes('no')) return 'no';
  return values.every((value) => value === 'yes') ? 'yes' : 'unknown';
}

/** Strong Kleene "or": yes if any is yes, no if all are no, else unknown. */
export function anyOf(values: readonly Tri[]): Tri {
  if (values.includes('yes')) return 'yes';
  return values.every((value) => value === 'no') ? 'no' : 'unknown';
}

/** Strong Kleene "not": unknown stays unknown. */
export function notOf(value: Tri): Tri {
  if (value === 'unknown') return 'unknown';
  return value === 'yes' ? 'no' : 'yes';
}

/** Yes or no for a decided boolean. */
export function triOf(value: boolean): Tri {
  return value ? 'yes' : 'no';
}
