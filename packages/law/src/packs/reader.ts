import { findDateSpan } from '../dates.ts';
import type { LawError, PackFile, Verified } from '../model.ts';
import { nearestName } from '../names.ts';

export type Path = readonly (string | number)[];

/** Collects what is wrong with one file while it is read, so that one run shows every error. */
export interface Reading {
  readonly file: PackFile;
  readonly errors: LawError[];
}

export type YamlObject = Readonly<Record<string, unknown>>;

/** Records one error with the line where the file's reader knows it. */
export function report(
  reading: Reading,
  path: Path,
  error: { readonly code: string; readonly message: string; readonly remedy: string },
): void {
  const line = reading.file.lineOf?.(path);
  reading.errors.push({
    code: error.code,
    file: reading.file.file,
    ...(line === undefined ? {} : { line }),
    path: formatPath(path),
    message: error.message,
    remedy: error.remedy,
  });
}

/** `provisions[2].when.all[0]` */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${String(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

export function isObject(value: unknown): value is YamlObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with only the given keys; unknown keys are refused with the nearest name. */
export function readObject(
  reading: Reading,
  value: unknown,
  path: Path,
  keys: readonly string[],
): YamlObject {
  if (!isObject(value)) {
    report(reading, path, {
      code: 'pack/not-an-object',
      message: `${formatPath(path) || 'The file'} must be a set of named values.`,
      remedy: `Write it as "name: value" lines; the names are ${keys.join(', ')}.`,
    });
    return {};
  }
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue;
    const nearest = nearestName(key, keys);
    report(reading, [...path, key], {
      code: 'pack/unknown-key',
      message: `"${key}" is not a name that can stand here.`,
      remedy:
        nearest === undefined ? `Use one of ${keys.join(', ')}.` : `Did you mean "${nearest}"?`,
    });
  }
  return value;
}

/** A set of values under names that are not known beforehand; none when it is absent. */
export function readNamed(
  reading: Reading,
  object: YamlObject,
  key: string,
  path: Path,
): YamlObject {
  const value = object[key];
  if (value === undefined) return {};
  if (isObject(value)) return value;
  report(reading, [...path, key], {
    code: 'pack/not-an-object',
    message: `"${key}" must be a set of named values.`,
    remedy: 'Write it as "name: value" lines.',
  });
  return {};
}

export function readText(reading: Reading, object: YamlObject, key: string, path: Path): string {
  const text = findText(reading, object, key, path);
  if (text !== undefined) return text;
  report(reading, [...path, key], {
    code: 'pack/missing',
    message: `"${key}" is missing.`,
    remedy: `Add "${key}:" with a text.`,
  });
  return '';
}

export function findText(
  reading: Reading,
  object: YamlObject,
  key: string,
  path: Path,
): string | undefined {
  const value = object[key];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value.trim().replace(/\s+/g, ' ');
  report(reading, [...path, key], {
    code: 'pack/not-a-text',
    message: `"${key}" must be a text that is not empty.`,
    remedy: 'Write a text; put quotes around it when it looks like a number or a date.',
  });
  return undefined;
}

export function readList(
  reading: Reading,
  object: YamlObject,
  key: string,
  path: Path,
): readonly unknown[] {
  const value = object[key];
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as readonly unknown[];
  report(reading, [...path, key], {
    code: 'pack/not-a-list',
    message: `"${key}" must be a list.`,
    remedy: 'Write one item a line, each beginning with "- ".',
  });
  return [];
}

/** A list of texts; a single text stands for a list of one. */
export function readTexts(
  reading: Reading,
  object: YamlObject,
  key: string,
  path: Path,
): readonly string[] {
  const value = object[key];
  if (typeof value === 'string') return [readText(reading, object, key, path)];
  return readList(reading, object, key, path).flatMap((item, index) => {
    if (typeof item === 'string') return [item.trim().replace(/\s+/g, ' ')];
    report(reading, [...path, key, index], {
      code: 'pack/not-a-text',
      message: 'Every item of this list must be a text.',
      remedy: 'Put quotes around an item that holds a colon, a number or a date.',
    });
    return [];
  });
}

export function readChoice<Choice extends string>(
  reading: Reading,
  object: YamlObject,
  key: string,
  at: { readonly path: Path; readonly choices: readonly Choice[]; readonly fallback?: Choice },
): Choice {
  const { path, choices, fallback } = at;
  const value = object[key];
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  if (value === undefined && fallback !== undefined) return fallback;
  const nearest = typeof value === 'string' ? nearestName(value, choices) : undefined;
  report(reading, [...path, key], {
    code: 'pack/not-a-choice',
    message: `"${key}" must be one of ${choices.join(', ')}.`,
    remedy: nearest === undefined ? 'Choose one of them.' : `Did you mean "${nearest}"?`,
  });
  return fallback ?? (choices[0] as Choice);
}

export function readFlag(reading: Reading, object: YamlObject, key: string, path: Path): boolean {
  return findFlag(reading, object, key, path) ?? false;
}

export function findFlag(
  reading: Reading,
  object: YamlObject,
  key: string,
  path: Path,
): boolean | undefined {
  const value = object[key];
  if (value === undefined || typeof value === 'boolean') return value;
  report(reading, [...path, key], {
    code: 'pack/not-a-flag',
    message: `"${key}" must be true or false.`,
    remedy: 'Write true or false without quotes.',
  });
  return undefined;
}

/** A full or partial ISO date; `undefined` when absent. */
export function findDate(
  reading: Reading,
  object: YamlObject,
  key: string,
  path: Path,
): string | undefined {
  const value = object[key];
  if (value === undefined) return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && findDateSpan(text) !== undefined) return text;
  report(reading, [...path, key], {
    code: 'pack/not-a-date',
    message: `"${key}" is not a date that exists.`,
    remedy: 'Write YYYY-MM-DD, or YYYY-MM or YYYY when no more is known.',
  });
  return undefined;
}

const VERIFIED_KEYS = ['level', 'read', 'where', 'pinpoint', 'on', 'asAt', 'reviewed'] as const;

/** How far an entry was checked; a mark that names no place and no day is refused. */
export function readVerified(reading: Reading, object: YamlObject, path: Path): Verified {
  const here = [...path, 'verified'];
  const value = readObject(reading, object['verified'], here, VERIFIED_KEYS);
  const level = readChoice(reading, value, 'level', {
    path: here,
    choices: ['official', 'secondary', 'memory'],
  });
  const pinpoint = findText(reading, value, 'pinpoint', here);
  const on = findDate(reading, value, 'on', here);
  const asAt = findDate(reading, value, 'asAt', here);
  if (level === 'official' && (pinpoint === undefined || on === undefined)) {
    report(reading, here, {
      code: 'pack/mark-without-proof',
      message: 'The mark "official" needs the place in the text and the day it was read.',
      remedy: 'Add "pinpoint:" and "on:", or lower the mark.',
    });
  }
  if (level === 'secondary' && on === undefined) {
    report(reading, here, {
      code: 'pack/mark-without-proof',
      message: 'The mark "secondary" needs the day on which the source was read.',
      remedy: 'Add "on:", or lower the mark to memory.',
    });
  }
  const reviewed = readReview(reading, value, here);
  return {
    level,
    read: readText(reading, value, 'read', here),
    where: readText(reading, value, 'where', here),
    ...(pinpoint === undefined ? {} : { pinpoint }),
    ...(on === undefined ? {} : { on }),
    ...(asAt === undefined ? {} : { asAt }),
    ...(reviewed === undefined ? {} : { reviewed }),
  };
}

function readReview(reading: Reading, value: YamlObject, path: Path): Verified['reviewed'] {
  if (value['reviewed'] === undefined) return undefined;
  const here = [...path, 'reviewed'];
  const review = readObject(reading, value['reviewed'], here, ['by', 'on']);
  const on = findDate(reading, review, 'on', here);
  if (on === undefined) {
    report(reading, [...here, 'on'], {
      code: 'pack/missing',
      message: 'A review needs the day on which it was made.',
      remedy: 'Add "on:" with a date.',
    });
  }
  return { by: readText(reading, review, 'by', here), on: on ?? '' };
}
