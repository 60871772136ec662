import type {
  AnchorDefinition,
  FactDefinition,
  FactType,
  RecordListDefinition,
  Vocabulary,
} from '../model.ts';
import {
  findText,
  isObject,
  readChoice,
  readNamed,
  readObject,
  readText,
  readTexts,
  report,
} from '../packs/reader.ts';
import type { Path, Reading, YamlObject } from '../packs/reader.ts';

/** A vocabulary in the making: several files add to one. */
export interface VocabularyDraft {
  readonly facts: Map<string, FactDefinition>;
  readonly lists: Map<string, RecordListDefinition>;
  readonly anchors: Map<string, AnchorDefinition>;
  readonly classes: string[];
}

const FACT_KEYS = [
  'type',
  'of',
  'values',
  'label',
  'question',
  'class',
  'burden',
  'mayAsk',
  'never',
  'document',
  'touches',
  'fallback',
];
const TYPES: readonly FactType[] = [
  'boolean',
  'date',
  'enum',
  'list',
  'text',
  'number',
  'age',
  'place',
  'country',
];

/** Adds one vocabulary file (`classes`, `anchors`, `lists`, `groups` of facts) to the draft. */
export function readVocabularyFile(reading: Reading, draft: VocabularyDraft): void {
  const keys = ['classes', 'anchors', 'lists', 'facts', 'defaults'];
  const file = readObject(reading, reading.file.content, [], keys);
  draft.classes.push(...readTexts(reading, file, 'classes', []));
  readAnchors(reading, file, draft);
  readRecordLists(reading, file, draft);
  const defaults = readNamed(reading, file, 'defaults', []);
  for (const [key, value] of Object.entries(readNamed(reading, file, 'facts', []))) {
    const path = ['facts', key];
    const own = readObject(reading, value, path, FACT_KEYS);
    readFact(reading, { ...defaults, ...own }, path, { key, draft });
  }
}

function readFact(
  reading: Reading,
  object: YamlObject,
  path: Path,
  target: { readonly key: string; readonly draft: VocabularyDraft },
): void {
  const { key, draft } = target;
  if (draft.facts.has(key)) {
    report(reading, path, {
      code: 'vocabulary/twice',
      message: `The fact "${key}" is defined twice.`,
      remedy: 'Keep one definition.',
    });
  }
  draft.facts.set(key, makeFact(reading, object, path, key));
}

function makeFact(reading: Reading, object: YamlObject, path: Path, key: string): FactDefinition {
  const type = readChoice(reading, object, 'type', { path, choices: TYPES, fallback: 'boolean' });
  const of =
    object['of'] === undefined
      ? undefined
      : readChoice(reading, object, 'of', { path, choices: ['enum', 'text', 'country', 'extent'] });
  const values = readTexts(reading, object, 'values', path);
  if ((type === 'enum' || of === 'enum') && values.length === 0) {
    report(reading, path, {
      code: 'vocabulary/no-values',
      message: `"${key}" has no values to choose from.`,
      remedy: 'Add "values:" with the closed list.',
    });
  }
  const document = findText(reading, object, 'document', path);
  const fallback = findText(reading, object, 'fallback', path);
  const touches =
    object['touches'] === undefined
      ? undefined
      : readChoice(reading, object, 'touches', {
          path,
          choices: ['cooperation', 'immigration', 'identification'],
        });
  return {
    key,
    type,
    ...(of === undefined ? {} : { of }),
    ...(values.length === 0 ? {} : { values }),
    label: readText(reading, object, 'label', path),
    question: readText(reading, object, 'question', path),
    class: readText(reading, object, 'class', path),
    burden: readBurden(reading, object, path),
    mayAsk: readTexts(reading, object, 'mayAsk', path),
    never: readTexts(reading, object, 'never', path),
    ...(document === undefined ? {} : { document }),
    ...(touches === undefined ? {} : { touches }),
    ...(fallback === undefined ? {} : { fallback }),
  };
}

function readBurden(reading: Reading, object: YamlObject, path: Path): 0 | 1 | 2 | 3 {
  const value = object['burden'];
  if (value === 0 || value === 1 || value === 2 || value === 3) return value;
  report(reading, [...path, 'burden'], {
    code: 'vocabulary/burden',
    message: '"burden" must be 0, 1, 2 or 3.',
    remedy: '0 costs the person nothing, 3 may hurt or endanger.',
  });
  return 3;
}

function readAnchors(reading: Reading, file: YamlObject, draft: VocabularyDraft): void {
  for (const [name, value] of Object.entries(readNamed(reading, file, 'anchors', []))) {
    const path = ['anchors', name];
    const object = readObject(reading, value, path, [
      'label',
      'today',
      'dates',
      'age',
      'decision',
      'field',
    ]);
    const decision = readTexts(reading, object, 'decision', path);
    const age = findText(reading, object, 'age', path);
    draft.anchors.set(name, {
      name,
      label: readText(reading, object, 'label', path),
      today: object['today'] === true,
      paths: readTexts(reading, object, 'dates', path),
      ...(age === undefined ? {} : { age }),
      ...(decision.length === 0
        ? {}
        : {
            decision: {
              of: decision,
              field: readChoice(reading, object, 'field', {
                path,
                choices: ['madeOn', 'receivedOn'],
                fallback: 'madeOn',
              }),
            },
          }),
    });
  }
}

function readRecordLists(reading: Reading, file: YamlObject, draft: VocabularyDraft): void {
  for (const [key, item] of Object.entries(readNamed(reading, file, 'lists', []))) {
    const path = ['lists', key];
    const object = readObject(reading, item, path, ['singular', ...FACT_KEYS]);
    draft.lists.set(key, {
      key,
      singular: readText(reading, object, 'singular', path),
      label: readText(reading, object, 'label', path),
      fields: [],
      asked: makeFact(reading, { ...object, type: 'text' }, path, key),
    });
  }
}

/** Closes the draft: every list gets its fields. */
export function closeVocabulary(draft: VocabularyDraft): Vocabulary {
  const lists = new Map<string, RecordListDefinition>();
  for (const list of draft.lists.values()) {
    const prefix = `${list.key}[].`;
    const fields = [...draft.facts.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
    lists.set(list.key, { ...list, fields });
  }
  return { facts: draft.facts, lists, classes: draft.classes };
}

/** The list whose records a condition names in the singular (`offence` for `offences`). */
function findListBySingular(
  vocabulary: Vocabulary,
  singular: string,
): RecordListDefinition | undefined {
  return [...vocabulary.lists.values()].find((list) => list.singular === singular);
}

/**
 * The vocabulary key of a path as conditions write it: `offence.code` and `code` inside a record
 * both mean `offences[].code`.
 */
export function vocabularyKey(
  vocabulary: Vocabulary,
  path: string,
  list: string | undefined,
): string | undefined {
  if (vocabulary.facts.has(path)) return path;
  const dot = path.indexOf('.');
  if (dot > 0) {
    const record = findListBySingular(vocabulary, path.slice(0, dot));
    const key = record === undefined ? undefined : `${record.key}[].${path.slice(dot + 1)}`;
    if (key !== undefined && vocabulary.facts.has(key)) return key;
  }
  const scoped = list === undefined ? undefined : `${list}[].${path}`;
  return scoped !== undefined && vocabulary.facts.has(scoped) ? scoped : undefined;
}

/** True for a file that adds to the vocabulary; a scenario also has `facts` but says so. */
export function isVocabularyFile(content: unknown): boolean {
  if (!isObject(content)) return false;
  const keys = Object.keys(content);
  return (
    (keys.includes('facts') && !keys.includes('scenario')) ||
    keys.includes('classes') ||
    keys.includes('anchors')
  );
}
