import { findDateSpan } from '../dates.ts';
import type { ExtentMap, FactDefinition, Scalar } from '../model.ts';
import { codeOf, nearestName } from '../names.ts';
import { findPlaceProblem } from '../packs/extents.ts';

export type ReadValue =
  | { readonly value: Scalar | readonly Scalar[] }
  | { readonly code: string; readonly message: string; readonly remedy: string };

/** Checks one plain value against its definition; a refusal says what would be accepted. */
export function readFactValue(
  definition: FactDefinition,
  value: unknown,
  extents: ExtentMap,
): ReadValue {
  if (definition.type !== 'list') return readOne(definition, definition.type, value, extents);
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const values: Scalar[] = [];
  for (const item of items) {
    const read = readOne(definition, definition.of ?? 'text', item, extents);
    if (!('value' in read)) return read;
    values.push(read.value as Scalar);
  }
  return { value: values };
}

function readOne(
  definition: FactDefinition,
  type: string,
  value: unknown,
  extents: ExtentMap,
): ReadValue {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? { value } : refusal(definition, 'true or false');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? { value }
        : refusal(definition, 'a number');
    case 'date':
      return readDate(definition, value);
    case 'age':
      return readAge(definition, value);
    case 'enum':
      return readEnum(definition, value);
    case 'country':
      return readCountry(definition, value, extents);
    case 'extent':
    case 'place':
      return readPlace(definition, value, extents);
    default:
      return typeof value === 'string' && value.trim() !== ''
        ? { value: value.trim() }
        : refusal(definition, 'a text');
  }
}

function refusal(definition: FactDefinition, wanted: string): ReadValue {
  return {
    code: 'facts/value',
    message: `"${definition.key}" must be ${wanted}.`,
    remedy: `${definition.question} If nobody knows, write {"unknown": "not-asked"}.`,
  };
}

function readDate(definition: FactDefinition, value: unknown): ReadValue {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && findDateSpan(text) !== undefined
    ? { value: text }
    : refusal(
        definition,
        'a date that exists: YYYY-MM-DD, or YYYY-MM or YYYY when no more is known',
      );
}

/** An age in completed years, or a bound: `<18` or `>=18`. */
function readAge(definition: FactDefinition, value: unknown): ReadValue {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 130) {
    return { value };
  }
  const text = typeof value === 'string' ? value.replace(/\s/g, '') : '';
  return /^(<|>=)\d{1,3}$/.test(text)
    ? { value: text }
    : refusal(definition, 'an age in whole years, or a bound such as "<18" or ">=18"');
}

function readEnum(definition: FactDefinition, value: unknown): ReadValue {
  const values = definition.values ?? [];
  const code = typeof value === 'string' ? codeOf(value) : '';
  const found = values.find((known) => known === code);
  if (found !== undefined) return { value: found };
  const nearest = nearestName(code, values);
  return {
    code: 'facts/value',
    message: `"${definition.key}" must be one of ${values.join(', ')}.`,
    remedy: nearest === undefined ? 'Choose one of them.' : `Did you mean "${nearest}"?`,
  };
}

function readCountry(definition: FactDefinition, value: unknown, extents: ExtentMap): ReadValue {
  const place = typeof value === 'string' ? extents.places.get(value) : undefined;
  if (place !== undefined) return { value: place.country };
  const nearest = typeof value === 'string' ? nearestName(value, extents.places.keys()) : undefined;
  return {
    code: 'facts/value',
    message: `"${definition.key}" must be a country code (ISO 3166-1, two letters).`,
    remedy: nearest === undefined ? 'Write a code such as VN or RO.' : `Did you mean "${nearest}"?`,
  };
}

function readPlace(definition: FactDefinition, value: unknown, extents: ExtentMap): ReadValue {
  if (typeof value !== 'string') return refusal(definition, 'a place code');
  const problem = findPlaceProblem(extents, value);
  if (problem === undefined) return { value };
  return {
    code: 'facts/place',
    message: `${definition.key}: ${problem.message}`,
    remedy: problem.remedy,
  };
}
