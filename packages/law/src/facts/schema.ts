import type { FactDefinition, Packs } from '../model.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** A tree of the vocabulary: groups, lists of records, and facts at the leaves. */
interface Branch {
  readonly facts: Map<string, FactDefinition>;
  readonly groups: Map<string, Branch>;
  readonly lists: Map<string, { readonly label: string; readonly branch: Branch }>;
}

/**
 * The JSON Schema (2020-12) of a facts file, generated from the vocabulary.
 * It refuses what `parseFacts` refuses, except what depends on the packs: which open tests exist.
 */
export function makeFactsSchema(packs: Pick<Packs, 'vocabulary' | 'extents'>): JsonSchema {
  const root = makeBranch();
  for (const list of packs.vocabulary.lists.values()) {
    const { parent, name } = descend(root, list.key);
    parent.lists.set(name, { label: list.label, branch: makeBranch() });
  }
  for (const fact of packs.vocabulary.facts.values()) place(root, fact);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Facts about one person, as the law engine reads them',
    description: 'Generated from law-packs by tools/facts-schema.mjs. Do not edit by hand.',
    ...branchSchema(root, { tests: TESTS }),
    $defs: makeDefinitions(packs),
  };
}

function makeDefinitions(packs: Pick<Packs, 'vocabulary' | 'extents'>): JsonSchema {
  const places = [...packs.extents.places.values()];
  return {
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
    class: { enum: packs.vocabulary.classes },
    country: { enum: places.map(({ code }) => code) },
    place: {
      enum: places.filter(({ choose }) => choose.length === 0).map(({ code }) => code),
    },
  };
}

function makeBranch(): Branch {
  return { facts: new Map(), groups: new Map(), lists: new Map() };
}

function descend(root: Branch, key: string): { readonly parent: Branch; readonly name: string } {
  const parts = key.split('.');
  let parent = root;
  for (const part of parts.slice(0, -1)) {
    if (part.endsWith('[]')) {
      const list = parent.lists.get(part.slice(0, -2));
      if (list === undefined) throw new Error(`a field without its list: ${key}`);
      parent = list.branch;
      continue;
    }
    const group = parent.groups.get(part) ?? makeBranch();
    parent.groups.set(part, group);
    parent = group;
  }
  return { parent, name: parts.at(-1) ?? key };
}

function place(root: Branch, fact: FactDefinition): void {
  const { parent, name } = descend(root, fact.key);
  parent.facts.set(name, fact);
}

function branchSchema(branch: Branch, extra: JsonSchema = {}): JsonSchema {
  const properties: Record<string, unknown> = {};
  for (const [name, fact] of branch.facts) properties[name] = factSchema(fact);
  for (const [name, group] of branch.groups) properties[name] = branchSchema(group);
  for (const [name, list] of branch.lists) {
    properties[name] = {
      description: list.label,
      anyOf: [{ type: 'array', items: branchSchema(list.branch, { tests: TESTS }) }, UNKNOWN],
    };
  }
  return {
    type: 'object',
    properties: { ...properties, ...extra },
    additionalProperties: false,
  };
}

const UNKNOWN: JsonSchema = { $ref: '#/$defs/unknown' };
const DATE = '^\\d{4}(-\\d{2}(-\\d{2})?)?$';

function factSchema(fact: FactDefinition): JsonSchema {
  const value = valueSchema(fact);
  return {
    description: `${fact.label}. ${fact.question}`,
    anyOf: [value, wrap(value), UNKNOWN],
  };
}

function wrap(value: JsonSchema): JsonSchema {
  return {
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
  };
}

/** Answers of a human role, for the person or for one record; which tests there are is in the packs. */
const TESTS: JsonSchema = {
  type: 'object',
  description: 'What a human role decided about open-textured tests, by test id.',
  additionalProperties: { anyOf: [{ type: 'boolean' }, wrap({ type: 'boolean' }), UNKNOWN] },
};

function valueSchema(fact: FactDefinition): JsonSchema {
  if (fact.type !== 'list') return scalarSchema(fact, fact.type);
  const item = scalarSchema(fact, fact.of ?? 'text');
  return { anyOf: [{ type: 'array', items: item }, item] };
}

function scalarSchema(fact: FactDefinition, type: string): JsonSchema {
  switch (type) {
    case 'boolean':
    case 'number':
      return { type };
    case 'date':
      return { type: 'string', pattern: DATE };
    case 'age':
      return {
        anyOf: [
          { type: 'integer', minimum: 0, maximum: 129 },
          { type: 'string', pattern: '^(<|>=)\\d{1,3}$' },
        ],
      };
    case 'enum':
      return { enum: fact.values ?? [] };
    case 'country':
      return { $ref: '#/$defs/country' };
    case 'extent':
    case 'place':
      return { $ref: '#/$defs/place' };
    default:
      return { type: 'string', minLength: 1 };
  }
}
