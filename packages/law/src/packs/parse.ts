import { closeVocabulary, isVocabularyFile, readVocabularyFile } from '../facts/vocabulary.ts';
import type { VocabularyDraft } from '../facts/vocabulary.ts';
import type {
  Calendar,
  Concept,
  LawError,
  LawList,
  Pack,
  PackFile,
  Packs,
  Provision,
} from '../model.ts';
import { checkConflicts, checkPacks } from './check.ts';
import { checkGround } from './check-ground.ts';
import { listDoubts } from './doubts.ts';
import type { Origin } from './faults.ts';
import { readCondition } from './condition.ts';
import type { ConditionNames } from './condition.ts';
import { readExtentFile } from './extents.ts';
import type { ExtentDraft } from './extents.ts';
import { readCalendar, readLawList } from './lists.ts';
import { PROVISION_KEYS, readProvision } from './provision.ts';
import { isObject, readList, readNamed, readObject, readText, report } from './reader.ts';
import type { Reading, YamlObject } from './reader.ts';

export type ParsedPacks =
  /** `doubts` are what may be a slip and stops nothing. */
  | { readonly ok: true; readonly packs: Packs; readonly doubts: readonly LawError[] }
  | { readonly ok: false; readonly errors: readonly LawError[] };

interface Draft extends VocabularyDraft, ExtentDraft {
  readonly concepts: Map<string, Concept>;
  readonly lists: VocabularyDraft['lists'];
  readonly lawLists: Map<string, LawList>;
  readonly calendars: Map<string, Calendar>;
  readonly heads: Map<string, Omit<Pack, 'provisions'>>;
  readonly provisions: Map<string, Provision>;
  readonly origins: Map<string, Origin>;
}

/**
 * Reads a whole set of pack files into what `assess` needs.
 *
 * Shape: each file's content is already parsed from YAML or JSON; the folder that holds a file is
 * its pack. Files that hold scenarios are left aside.
 * Refuses: every error of every file at once, with file, line where known, and a remedy; a set with
 * one error gives no packs at all, because half a body of law is worse than none.
 */
export function parsePacks(files: readonly PackFile[]): ParsedPacks {
  const errors: LawError[] = [];
  const readings = files
    .filter((file) => !isScenarioFile(file.content))
    .map((file): Reading => ({ file, errors }));
  const draft = newDraft();
  for (const reading of readings) readGround(reading, draft);
  if (readings.length === 0) return { ok: false, errors: [noFiles()] };
  const vocabulary = closeVocabulary(draft);
  const conceptNames = new Set(readings.flatMap((reading) => listConceptNames(reading)));
  const names: ConditionNames = {
    vocabulary,
    anchors: new Set(draft.anchors.keys()),
    concepts: conceptNames,
    openTests: new Set(),
    list: undefined,
  };
  for (const reading of readings) readConcepts(reading, draft, names);
  for (const reading of readings) readProvisions(reading, draft, names);
  const packs = closePacks(draft, vocabulary);
  errors.push(...checkGround(readings, packs));
  const checked = { packs, origins: draft.origins };
  errors.push(...checkPacks(checked));
  // A condition that could not be read contradicts everything, so contradictions come last.
  if (errors.length === 0) errors.push(...checkConflicts(checked));
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, packs, doubts: listDoubts(checked) };
}

/** True for a file that holds a scenario, which is read by `parseScenario` instead. */
export function isScenarioFile(content: unknown): boolean {
  return isObject(content) && 'scenario' in content;
}

function noFiles(): LawError {
  return {
    code: 'pack/no-files',
    file: '',
    path: '',
    message: 'There are no pack files.',
    remedy: 'Give the folder that holds facts.yaml and the packs.',
  };
}

function newDraft(): Draft {
  return {
    facts: new Map(),
    lists: new Map(),
    anchors: new Map(),
    classes: [],
    places: new Map(),
    groups: new Map(),
    concepts: new Map(),
    lawLists: new Map(),
    calendars: new Map(),
    heads: new Map(),
    provisions: new Map(),
    origins: new Map(),
  };
}

const FILE_KEYS = ['pack', 'defaults', 'provisions', 'concepts', 'lawLists', 'calendars'];

function readGround(reading: Reading, draft: Draft): void {
  const { content } = reading.file;
  if (isVocabularyFile(content)) {
    readVocabularyFile(reading, draft);
    return;
  }
  if (isObject(content) && ('places' in content || 'groups' in content)) {
    readExtentFile(reading, draft);
    return;
  }
  const file = readObject(reading, content, [], FILE_KEYS);
  if (file['pack'] !== undefined) readHead(reading, file, draft);
  readList(reading, file, 'lawLists', []).forEach((item, index) => {
    const list = readLawList(reading, item, ['lawLists', index], packOf(reading));
    draft.lawLists.set(list.id, list);
  });
  readList(reading, file, 'calendars', []).forEach((item, index) => {
    const calendar = readCalendar(reading, item, ['calendars', index]);
    draft.calendars.set(calendar.id, calendar);
  });
}

function packOf(reading: Reading): string {
  return reading.file.file.split('/').at(-2) ?? '';
}

function readHead(reading: Reading, file: YamlObject, draft: Draft): void {
  const path = ['pack'];
  const head = readObject(reading, file['pack'], path, ['id', 'version', 'title', 'jurisdiction']);
  const id = readText(reading, head, 'id', path);
  if (id !== packOf(reading)) {
    report(reading, [...path, 'id'], {
      code: 'pack/folder',
      message: `The pack "${id}" stands in the folder "${packOf(reading)}".`,
      remedy: 'Give the folder and the pack the same name.',
    });
  }
  draft.heads.set(id, {
    id,
    version: readText(reading, head, 'version', path),
    title: readText(reading, head, 'title', path),
    jurisdiction: readText(reading, head, 'jurisdiction', path),
  });
}

function listConceptNames(reading: Reading): readonly string[] {
  const { content } = reading.file;
  return isObject(content) && isObject(content['concepts']) ? Object.keys(content['concepts']) : [];
}

function readConcepts(reading: Reading, draft: Draft, names: ConditionNames): void {
  const { content } = reading.file;
  if (!isObject(content)) return;
  for (const [name, value] of Object.entries(readNamed(reading, content, 'concepts', []))) {
    const path = ['concepts', name];
    const concept = readObject(reading, value, path, ['title', 'when', 'source']);
    draft.concepts.set(name, {
      name,
      title: readText(reading, concept, 'title', path),
      when: readCondition(reading, concept['when'], [...path, 'when'], names),
      source: readText(reading, concept, 'source', path),
    });
  }
}

function readProvisions(reading: Reading, draft: Draft, names: ConditionNames): void {
  const { content } = reading.file;
  if (!isObject(content) || content['provisions'] === undefined) return;
  const defaults =
    content['defaults'] === undefined
      ? {}
      : readObject(reading, content['defaults'], ['defaults'], PROVISION_KEYS);
  readList(reading, content, 'provisions', []).forEach((item, index) => {
    const path = ['provisions', index];
    const provision = readProvision(reading, item, path, {
      pack: packOf(reading),
      names,
      defaults,
    });
    if (draft.provisions.has(provision.id)) {
      report(reading, path, {
        code: 'pack/twice',
        message: `The provision "${provision.id}" is defined twice.`,
        remedy: 'Give each provision its own id; ids are never reused.',
      });
    }
    draft.provisions.set(provision.id, provision);
    draft.origins.set(provision.id, { reading, path });
  });
}

function closePacks(draft: Draft, vocabulary: Packs['vocabulary']): Packs {
  const packIds = new Set([...draft.provisions.values()].map((provision) => provision.pack));
  const packs = [...packIds].map((id): Pack => {
    const head = draft.heads.get(id) ?? { id, version: '', title: '', jurisdiction: '' };
    const provisions = [...draft.provisions.values()].filter(({ pack }) => pack === id);
    return { ...head, provisions };
  });
  return {
    vocabulary,
    extents: { places: draft.places, groups: draft.groups },
    anchors: draft.anchors,
    concepts: draft.concepts,
    lists: draft.lawLists,
    calendars: draft.calendars,
    packs,
    provisions: draft.provisions,
  };
}
