/** The JSON Schema of a facts file, so that other programs can check what they send. */
import { expect, test } from 'vitest';
import { makeFactsSchema } from '../index.ts';
import type { FactDefinition, Packs } from '../index.ts';

function fact(key: string, own: Partial<FactDefinition>): readonly [string, FactDefinition] {
  const plain = {
    label: 'A fact',
    question: 'Is it so?',
    class: 'low',
    burden: 0,
    mayAsk: [],
    never: [],
  } as const;
  return [key, { key, type: 'boolean', ...plain, ...own }];
}

const FACTS = [
  fact('plain', {}),
  fact('amount', { type: 'number' }),
  fact('born', { type: 'date' }),
  fact('age', { type: 'age' }),
  fact('colour', { type: 'enum', values: ['red', 'blue'] }),
  fact('home', { type: 'country' }),
  fact('here', { type: 'place' }),
  fact('said', { type: 'text' }),
  fact('states', { type: 'list', of: 'country' }),
  fact('places', { type: 'list', of: 'extent' }),
  fact('things', { type: 'list', of: 'enum', values: ['one'] }),
  fact('words', { type: 'list' }),
  fact('group.inner.deep', {}),
  fact('group.inner.other', {}),
  fact('acts[].code', { type: 'text' }),
  fact('acts[].link.forced', {}),
  fact('group.list[].code', { type: 'text' }),
];

function list(key: string, label: string): readonly [string, Listed] {
  const [, asked] = fact(key, { label });
  return [key, { key, singular: key, label, fields: [], asked }];
}

type Listed = Packs['vocabulary']['lists'] extends ReadonlyMap<string, infer One> ? One : never;

const PACKS: Pick<Packs, 'vocabulary' | 'extents'> = {
  vocabulary: {
    facts: new Map(FACTS),
    lists: new Map([list('acts', 'Acts'), list('group.list', 'Inner')]),
    classes: ['low', 'high'],
  },
  extents: {
    places: new Map(
      [
        { code: 'AA', name: 'Aaland', country: 'AA', choose: [], also: [] },
        { code: 'BB', name: 'Beland', country: 'BB', choose: ['BB-N'], also: [] },
      ].map((place) => [place.code, place]),
    ),
    groups: new Map(),
  },
};

interface Branch {
  readonly type: string;
  readonly properties: Readonly<Record<string, Branch>>;
  readonly additionalProperties: boolean;
  readonly anyOf: readonly unknown[];
  readonly items: Branch;
}

function make(): Branch & Readonly<Record<string, unknown>> {
  return makeFactsSchema(PACKS) as unknown as Branch & Readonly<Record<string, unknown>>;
}

const UNKNOWN = { $ref: '#/$defs/unknown' };
const DATE = '^\\d{4}(-\\d{2}(-\\d{2})?)?$';

test('the schema says what it is and what it may refer to', () => {
  const schema = make();
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Facts about one person, as the law engine reads them',
    description: 'Generated from law-packs by tools/facts-schema.mjs. Do not edit by hand.',
    type: 'object',
    additionalProperties: false,
  });
  expect(schema['$defs']).toEqual({
    unknown: {
      type: 'object',
      properties: {
        unknown: { enum: ['not-asked', 'refused', 'not-now', 'unknown'] },
        by: { type: 'string' },
        on: { type: 'string' },
      },
      required: ['unknown'],
      additionalProperties: false,
    },
    source: { enum: ['said', 'seen', 'document'] },
    class: { enum: ['low', 'high'] },
    country: { enum: ['AA', 'BB'] },
    // A state with several legal systems is no place where a law is in force.
    place: { enum: ['AA'] },
  });
});

test.each<[string, object]>([
  ['plain', { type: 'boolean' }],
  ['amount', { type: 'number' }],
  ['born', { type: 'string', pattern: DATE }],
  [
    'age',
    {
      anyOf: [
        { type: 'integer', minimum: 0, maximum: 129 },
        { type: 'string', pattern: '^(<|>=)\\d{1,3}$' },
      ],
    },
  ],
  ['colour', { enum: ['red', 'blue'] }],
  ['home', { $ref: '#/$defs/country' }],
  ['here', { $ref: '#/$defs/place' }],
  ['said', { type: 'string', minLength: 1 }],
  [
    'states',
    {
      anyOf: [{ type: 'array', items: { $ref: '#/$defs/country' } }, { $ref: '#/$defs/country' }],
    },
  ],
  [
    'places',
    { anyOf: [{ type: 'array', items: { $ref: '#/$defs/place' } }, { $ref: '#/$defs/place' }] },
  ],
  ['things', { anyOf: [{ type: 'array', items: { enum: ['one'] } }, { enum: ['one'] }] }],
  [
    'words',
    {
      anyOf: [
        { type: 'array', items: { type: 'string', minLength: 1 } },
        { type: 'string', minLength: 1 },
      ],
    },
  ],
])('%s is plain, or with where it comes from, or says why it is not known', (name, value) => {
  expect(make().properties[name]).toEqual({
    description: 'A fact. Is it so?',
    anyOf: [
      value,
      {
        type: 'object',
        properties: {
          value,
          source: { $ref: '#/$defs/source' },
          by: { type: 'string' },
          on: { type: 'string' },
          asserted: { type: 'boolean' },
          disputedBy: { type: 'string' },
          class: { $ref: '#/$defs/class' },
        },
        required: ['value'],
        additionalProperties: false,
      },
      UNKNOWN,
    ],
  });
});

test('groups stand in groups and records in lists, and nothing else may', () => {
  const { properties } = make();
  const { group, acts } = properties;
  expect(Object.keys(properties)).toEqual([
    ...['plain', 'amount', 'born', 'age', 'colour', 'home', 'here', 'said'],
    ...['states', 'places', 'things', 'words', 'group', 'acts', 'tests'],
  ]);
  expect(Object.keys(group?.properties ?? {})).toEqual(['inner', 'list']);
  expect(group).toMatchObject({ type: 'object', additionalProperties: false });
  expect(Object.keys(group?.properties['inner']?.properties ?? {})).toEqual(['deep', 'other']);
  expect(acts).toMatchObject({ description: 'Acts', anyOf: [{ type: 'array' }, UNKNOWN] });
  const [records] = (acts?.anyOf ?? []) as readonly Branch[];
  expect(Object.keys(records?.items.properties ?? {})).toEqual(['code', 'link', 'tests']);
  expect(Object.keys(records?.items.properties['link']?.properties ?? {})).toEqual(['forced']);
  expect(group?.properties['list']).toMatchObject({ description: 'Inner' });
});

test('answers to open tests stand beside the facts, for the person and for each record', () => {
  const { tests, acts } = make().properties;
  expect(tests).toMatchObject({
    type: 'object',
    description: 'What a human role decided about open-textured tests, by test id.',
    additionalProperties: {
      anyOf: [
        { type: 'boolean' },
        { type: 'object', properties: { value: { type: 'boolean' } }, required: ['value'] },
        UNKNOWN,
      ],
    },
  });
  const [records] = (acts?.anyOf ?? []) as readonly Branch[];
  expect(records?.items.properties['tests']).toEqual(tests);
});

test('a field of a list that does not exist is a fault of the vocabulary', () => {
  const { vocabulary, extents } = PACKS;
  const facts = new Map([fact('nobody[].code', {})]);
  expect(() => makeFactsSchema({ vocabulary: { ...vocabulary, facts }, extents })).toThrow(
    'a field without its list: nobody[].code',
  );
});
