/** The vocabulary is read as it is written, and refused where it could not be asked or kept. */
import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import type { Vocabulary } from '../index.ts';
import { loadSmall, smallFiles } from '../testing/small-law.ts';
import { vocabularyKey } from './vocabulary.ts';

/** A fact without its type and its cost. */
const SILENT = { label: 'x', question: 'Is it?', class: 'low', mayAsk: ['legal'] };
const FACT = { ...SILENT, type: 'boolean', burden: 1 };

/** What comes of the small law when parts of its vocabulary are replaced. */
function read(part: string, own: object): Vocabulary | readonly string[] {
  const files = smallFiles().map((file) => {
    if (file.file !== 'facts.yaml') return file;
    const content = file.content as Record<string, object>;
    const changed = part === '' ? own : { [part]: { ...content[part], ...own } };
    return { ...file, content: { ...content, ...changed } };
  });
  const parsed = parsePacks(files);
  if (parsed.ok) return parsed.packs.vocabulary;
  return parsed.errors.map(({ code, path, message, remedy }) => {
    return `${code} ${path}: ${message} ${remedy}`;
  });
}

function vocabularyWith(part: string, own: object): Vocabulary {
  const found = read(part, own);
  if (!('facts' in found)) throw new Error(found.join('\n'));
  return found;
}

test('a fact is read with how it is asked, of whom, where never, and where it is kept', () => {
  const whole = {
    type: 'list',
    of: 'enum',
    values: ['one', 'two'],
    label: 'Things',
    question: 'Which things?',
    class: 'high',
    burden: 3,
    mayAsk: ['legal', 'therapy'],
    never: ['portal'],
    document: 'a certificate',
    touches: 'immigration',
    fallback: 'nationality',
  };
  const { facts } = vocabularyWith('facts', { things: whole, plain: FACT });
  expect(facts.get('things')).toEqual({ key: 'things', ...whole });
  expect(facts.get('plain')).toEqual({ key: 'plain', ...FACT, never: [] });
});

test('what a file sets for all of its facts counts where one does not say otherwise', () => {
  const { facts } = vocabularyWith('', {
    defaults: { burden: 2, type: 'date' },
    facts: {
      ...(smallFiles()[0]?.content as { facts: object }).facts,
      silent: SILENT,
      loud: { ...SILENT, burden: 0, type: 'text' },
    },
  });
  expect(facts.get('silent')).toMatchObject({ burden: 2, type: 'date' });
  expect(facts.get('loud')).toMatchObject({ burden: 0, type: 'text' });
});

test('a fact without a type is a yes or a no', () => {
  expect(
    vocabularyWith('facts', { silent: { ...SILENT, burden: 1 } }).facts.get('silent')?.type,
  ).toBe('boolean');
});

test('a list of records is asked for as a whole and knows its fields', () => {
  const { lists } = loadSmall().vocabulary;
  expect(lists.get('offences')).toEqual({
    key: 'offences',
    singular: 'offence',
    label: 'Accusations',
    fields: ['jurisdiction', 'code', 'excludedList', 'actDate', 'ageAtAct', 'nexus.forced'],
    asked: {
      key: 'offences',
      type: 'text',
      label: 'Accusations',
      question: 'Is it so?',
      class: 'middle',
      burden: 1,
      mayAsk: ['legal', 'casework'],
      never: [],
    },
  });
});

test('an event is dated by facts, by a decision, or is today', () => {
  const { anchors } = loadSmall();
  expect(anchors.get('act')).toEqual({
    name: 'act',
    label: 'the act',
    today: false,
    paths: ['offence.actDate'],
    age: 'offence.ageAtAct',
  });
  expect(anchors.get('now')).toEqual({
    name: 'now',
    label: 'the present day',
    today: true,
    paths: [],
  });
  expect(anchors.get('first-decision')).toEqual({
    name: 'first-decision',
    label: 'the first decision',
    today: false,
    paths: [],
    decision: { of: ['first'], field: 'madeOn' },
  });
});

const NO_SET = 'must be a set of named values. Write it as "name: value" lines.';
const BURDEN = '"burden" must be 0, 1, 2 or 3. 0 costs the person nothing, 3 may hurt or endanger.';

test.each<[string, object, readonly string[]]>([
  ['facts', { f: { ...FACT, burden: 4 } }, [`vocabulary/burden facts.f.burden: ${BURDEN}`]],
  ['facts', { f: { ...FACT, burden: '1' } }, [`vocabulary/burden facts.f.burden: ${BURDEN}`]],
  [
    'facts',
    { f: { ...FACT, type: 'boolaen' } },
    [
      'pack/not-a-choice facts.f.type: "type" must be one of boolean, date, enum, list, text, number, age, place, country. Did you mean "boolean"?',
    ],
  ],
  [
    'facts',
    { f: { ...FACT, touches: 'imigration' } },
    [
      'pack/not-a-choice facts.f.touches: "touches" must be one of cooperation, immigration, identification. Did you mean "immigration"?',
    ],
  ],
  [
    'facts',
    { f: { ...FACT, type: 'list', of: 'contry', values: ['a'] } },
    [
      'pack/not-a-choice facts.f.of: "of" must be one of enum, text, country, extent. Did you mean "country"?',
    ],
  ],
  [
    'facts',
    { f: { ...FACT, type: 'enum' } },
    [
      'vocabulary/no-values facts.f: "f" has no values to choose from. Add "values:" with the closed list.',
    ],
  ],
  [
    'facts',
    { f: { ...FACT, type: 'list', of: 'enum' } },
    [
      'vocabulary/no-values facts.f: "f" has no values to choose from. Add "values:" with the closed list.',
    ],
  ],
  [
    'facts',
    { f: { ...FACT, clas: 'low' } },
    [
      'pack/unknown-key facts.f.clas: "clas" is not a name that can stand here. Did you mean "class"?',
    ],
  ],
  [
    'facts',
    { f: { ...FACT, question: undefined } },
    ['pack/missing facts.f.question: "question" is missing. Add "question:" with a text.'],
  ],
  [
    'facts',
    { f: { ...FACT, class: 'lwo' } },
    [
      'pack/ground facts.f.class: "lwo" is not one of the data classes. Use one of low, middle, high.',
    ],
  ],
  [
    'facts',
    { 'ofences[].x': FACT },
    [
      'pack/ground facts.ofences[].x: "ofences[].x" is a field of a list that does not exist. Did you mean "offences"?',
    ],
  ],
  [
    'facts',
    { f: { ...FACT, fallback: 'sgns' } },
    ['pack/ground facts.f.fallback: "sgns" is no fact of the same type. Did you mean "signs"?'],
  ],
  [
    'anchors',
    { e: { label: 'x' } },
    ['pack/ground anchors.e: The event "e" has no date. Add "dates:" or "decision:".'],
  ],
  [
    'anchors',
    { e: { label: 'x', dates: ['startdOn'] } },
    [
      'pack/ground anchors.e.dates: "startdOn" is no fact that is a date. Did you mean "startedOn"?',
    ],
  ],
  [
    'anchors',
    { e: { label: 'x', dates: ['startedOn'], age: 'ageAtAc' } },
    ['pack/ground anchors.e.age: "ageAtAc" is no fact that is an age. Did you mean "ageAtAct"?'],
  ],
  [
    'anchors',
    { e: { label: 'x', today: true, labl: 'x' } },
    [
      'pack/unknown-key anchors.e.labl: "labl" is not a name that can stand here. Did you mean "label"?',
    ],
  ],
  [
    'anchors',
    { e: { label: 'x', decision: ['first'], field: 'madeAt' } },
    [
      'pack/not-a-choice anchors.e.field: "field" must be one of madeOn, receivedOn. Did you mean "madeOn"?',
    ],
  ],
  [
    'lists',
    { things: FACT },
    ['pack/missing lists.things.singular: "singular" is missing. Add "singular:" with a text.'],
  ],
  [
    '',
    { clases: [] },
    [
      'pack/unknown-key clases: "clases" is not a name that can stand here. Did you mean "classes"?',
    ],
  ],
  ['', { defaults: 'x' }, [`pack/not-an-object defaults: "defaults" ${NO_SET}`]],
])('in "%s", %j is refused, with what to write', (part, own, refusals) => {
  expect(read(part, own)).toEqual(refusals);
});

test.each(['facts', 'lists', 'anchors'])(
  '"%s" that is no set of names is refused first',
  (part) => {
    const refusals = read('', { [part]: 'none' });
    expect(refusals).toContain(`pack/not-an-object ${part}: "${part}" ${NO_SET}`);
  },
);

test('a fact is defined once, in whichever file', () => {
  const again = { file: 'more.yaml', content: { facts: { signs: FACT } } };
  const parsed = parsePacks([...smallFiles(), again]);
  expect(parsed.ok ? [] : parsed.errors).toMatchObject([
    {
      code: 'vocabulary/twice',
      file: 'more.yaml',
      path: 'facts.signs',
      message: 'The fact "signs" is defined twice.',
      remedy: 'Keep one definition.',
    },
  ]);
});

test.each<[string, string | undefined, string | undefined]>([
  ['signs', undefined, 'signs'],
  ['offence.code', undefined, 'offences[].code'],
  ['offences[].code', undefined, 'offences[].code'],
  ['code', 'offences', 'offences[].code'],
  ['nexus.forced', 'offences', 'offences[].nexus.forced'],
  ['signs', 'offences', 'signs'],
  ['code', undefined, undefined],
  ['code', 'convictions', undefined],
  ['offence.nothing', undefined, undefined],
  ['nobody.code', undefined, undefined],
  ['.code', undefined, undefined],
])('"%s" seen from %s means %s', (path, list, key) => {
  expect(vocabularyKey(loadSmall().vocabulary, path, list)).toBe(key);
});
