import type {
  Cliff,
  Connection,
  Force,
  OpenTest,
  PresumptionRule,
  Provision,
  ProvisionException,
  ProvisionVersion,
} from '../model.ts';
import { readCondition } from './condition.ts';
import type { ConditionNames } from './condition.ts';
import { readDeadlines } from './deadline.ts';
import {
  findDate,
  findText,
  readChoice,
  readFlag,
  readList,
  readObject,
  readText,
  readTexts,
  readVerified,
  report,
} from './reader.ts';
import type { Path, Reading, YamlObject } from './reader.ts';
import { DESK_KINDS } from './desk-kinds.ts';
import { readTellings } from './telling.ts';

export const PROVISION_KEYS = [
  'id',
  'aliases',
  'title',
  'instrument',
  'article',
  'eli',
  'extent',
  'connects',
  'each',
  'defence',
  'force',
  'category',
  'summary',
  'binds',
  'invokedBy',
  'before',
  'remedy',
  'stages',
  'versions',
  'exceptions',
  'tests',
  'deadlines',
  'presumes',
  'desks',
  'tells',
  'adultOnly',
  'cliffs',
  'gapAgainst',
  'doesNotDecide',
  'contrary',
  'doubts',
  'verified',
];

const FORCES: readonly Force[] = [
  'must',
  'must-entitle',
  'may',
  'consider',
  'policy',
  'soft',
  'definition',
  'gap',
];
const CONNECTIONS: readonly Connection[] = [
  'prosecuting',
  'convicting',
  'presence',
  'nationality',
  'residence',
  'living',
  'place-of-acts',
  'requested',
  'requesting',
  'identifying',
  'employer',
  'any',
];

/** What support, residence, defence and so on are called in every pack. */
export const CATEGORIES = [
  'identification',
  'non-punishment',
  'assistance',
  'health',
  'housing',
  'child',
  'reflection',
  'residence',
  'non-refoulement',
  'asylum',
  'safe-return',
  'confidentiality',
  'information',
  'legal-aid',
  'procedure',
  'investigation',
  'protection',
  'compensation',
  'restitution',
  'extradition',
  'detention',
  'criminalisation',
  'disqualification',
  'remedy',
  'disclosure-duty',
] as const;

/** Categories that are support: they may hang on a status only through a declared cliff. */
export const SUPPORT_CATEGORIES: readonly string[] = [
  'assistance',
  'health',
  'housing',
  'child',
  'information',
  'legal-aid',
  'protection',
];

/** Reads one provision; `defaults` are those of its file. */
export function readProvision(
  reading: Reading,
  value: unknown,
  path: Path,
  context: { readonly pack: string; readonly names: ConditionNames; readonly defaults: YamlObject },
): Provision {
  const own = readObject(reading, value, path, PROVISION_KEYS);
  const object: YamlObject = { ...context.defaults, ...own };
  const text = (key: string): string => readText(reading, object, key, path);
  const openTests = readList(reading, object, 'tests', path).map((item, index) =>
    readOpenTest(reading, item, [...path, 'tests', index]),
  );
  const each = findText(reading, object, 'each', path);
  const names: ConditionNames = {
    ...context.names,
    openTests: new Set(openTests.map((test) => test.id)),
    list: each,
  };
  const category = readChoice(reading, object, 'category', { path, choices: CATEGORIES });
  const eli = findText(reading, object, 'eli', path);
  const adultOnly = findText(reading, object, 'adultOnly', path);
  const presumes = readPresumption(reading, object, path);
  return {
    id: text('id'),
    pack: context.pack,
    file: reading.file.file,
    aliases: readTexts(reading, object, 'aliases', path),
    title: text('title'),
    instrument: text('instrument'),
    article: text('article'),
    ...(eli === undefined ? {} : { eli }),
    extent: readTexts(reading, object, 'extent', path),
    connects: readConnections(reading, object, path),
    ...(each === undefined ? {} : { each }),
    defence: readFlag(reading, object, 'defence', path),
    force: readChoice(reading, object, 'force', { path, choices: FORCES }),
    category,
    summary: text('summary'),
    owes: text('binds'),
    invokedBy: text('invokedBy'),
    before: text('before'),
    remedy: text('remedy'),
    stages: readStages(reading, object, path),
    versions: readVersions(reading, object, path, names),
    exceptions: readExceptions(reading, object, path, names),
    openTests,
    deadlines: readDeadlines(reading, object, path, names),
    ...(presumes === undefined ? {} : { presumes }),
    desks: readDesks(reading, object, path),
    tells: readTellings(reading, object, path, category),
    ...(adultOnly === undefined ? {} : { adultOnly }),
    cliffs: readCliffs(reading, object, path),
    gapAgainst: readTexts(reading, object, 'gapAgainst', path),
    doesNotDecide: readTexts(reading, object, 'doesNotDecide', path),
    contrary: readTexts(reading, object, 'contrary', path),
    doubts: readTexts(reading, object, 'doubts', path),
    verified: readVerified(reading, object, path),
  };
}

function readConnections(reading: Reading, object: YamlObject, path: Path): readonly Connection[] {
  const named = readTexts(reading, object, 'connects', path);
  return named.map((name) =>
    readChoice(reading, { connects: name }, 'connects', { path, choices: CONNECTIONS }),
  );
}

function readDesks(reading: Reading, object: YamlObject, path: Path): readonly string[] {
  return readTexts(reading, object, 'desks', path).map((desk) =>
    readChoice(reading, { desks: desk }, 'desks', { path, choices: DESK_KINDS }),
  );
}

function readStages(reading: Reading, object: YamlObject, path: Path): Provision['stages'] {
  return readTexts(reading, object, 'stages', path).map((stage) =>
    readChoice(reading, { stages: stage }, 'stages', {
      path,
      choices: ['decide', 'prepare', 'enforce'],
    }),
  );
}

function readVersions(
  reading: Reading,
  object: YamlObject,
  path: Path,
  names: ConditionNames,
): readonly ProvisionVersion[] {
  return readList(reading, object, 'versions', path).map((item, index) => {
    const here = [...path, 'versions', index];
    const version = readObject(reading, item, here, [
      'from',
      'to',
      'state',
      'anchor',
      'when',
      'note',
    ]);
    const to = findDate(reading, version, 'to', here);
    const note = findText(reading, version, 'note', here);
    const anchor = findText(reading, version, 'anchor', here) ?? 'today';
    if (!names.anchors.has(anchor)) {
      report(reading, [...here, 'anchor'], {
        code: 'pack/anchor',
        message: `"${anchor}" is not an event with a date.`,
        remedy: `Use one of ${[...names.anchors].join(', ')}.`,
      });
    }
    const from = findDate(reading, version, 'from', here);
    if (from === undefined) {
      report(reading, here, {
        code: 'pack/missing',
        message: 'A version needs the day from which it applies.',
        remedy: 'Add "from:".',
      });
    }
    return {
      from: from ?? '0001',
      ...(to === undefined ? {} : { to }),
      state: readChoice(reading, version, 'state', {
        path: here,
        choices: [
          'enacted',
          'in-force',
          'transposition-due',
          'not-commenced',
          'paused',
          'repealed',
        ],
        fallback: 'in-force',
      }),
      anchor,
      when: readCondition(reading, version['when'], [...here, 'when'], names),
      ...(note === undefined ? {} : { note }),
    };
  });
}

function readExceptions(
  reading: Reading,
  object: YamlObject,
  path: Path,
  names: ConditionNames,
): readonly ProvisionException[] {
  return readList(reading, object, 'exceptions', path).map((item, index) => {
    const here = [...path, 'exceptions', index];
    const keys = ['id', 'label', 'when', 'effect', 'of', 'source'];
    const exception = readObject(reading, item, here, keys);
    const of = findText(reading, exception, 'of', here);
    return {
      id: readText(reading, exception, 'id', here),
      label: readText(reading, exception, 'label', here),
      when: readCondition(reading, exception['when'], [...here, 'when'], names),
      effect: readChoice(reading, exception, 'effect', {
        path: here,
        choices: ['defeats', 'shortens', 'discretion', 'lifts'],
      }),
      ...(of === undefined ? {} : { of }),
      source: readText(reading, exception, 'source', here),
    };
  });
}

function readOpenTest(reading: Reading, item: unknown, path: Path): OpenTest {
  const test = readObject(reading, item, path, [
    'id',
    'ask',
    'of',
    'burden',
    'standard',
    'for',
    'against',
  ]);
  const burden = findText(reading, test, 'burden', path);
  const standard = findText(reading, test, 'standard', path);
  return {
    id: readText(reading, test, 'id', path),
    ask: readText(reading, test, 'ask', path),
    of: readText(reading, test, 'of', path),
    ...(burden === undefined ? {} : { burden }),
    ...(standard === undefined ? {} : { standard }),
    authorityFor: readTexts(reading, test, 'for', path),
    authorityAgainst: readTexts(reading, test, 'against', path),
  };
}

function readPresumption(
  reading: Reading,
  object: YamlObject,
  path: Path,
): PresumptionRule | undefined {
  if (object['presumes'] === undefined) return undefined;
  const here = [...path, 'presumes'];
  const rule = readObject(reading, object['presumes'], here, ['that', 'purpose', 'until']);
  return {
    that: readChoice(reading, rule, 'that', { path: here, choices: ['child'] }),
    purpose: readText(reading, rule, 'purpose', here),
    until: readText(reading, rule, 'until', here),
  };
}

function readCliffs(reading: Reading, object: YamlObject, path: Path): readonly Cliff[] {
  return readList(reading, object, 'cliffs', path).map((item, index) => {
    const here = [...path, 'cliffs', index];
    const cliff = readObject(reading, item, here, [
      'on',
      'what',
      'when',
      'challenge',
      'interimRelief',
      'survives',
    ]);
    return {
      on: readChoice(reading, cliff, 'on', {
        path: here,
        choices: ['cooperation', 'immigration', 'identification'],
      }),
      what: readText(reading, cliff, 'what', here),
      when: readText(reading, cliff, 'when', here),
      challenge: readText(reading, cliff, 'challenge', here),
      interimRelief: readText(reading, cliff, 'interimRelief', here),
      survives: readTexts(reading, cliff, 'survives', here),
    };
  });
}
