// Writes docs/formats/facts.schema.json and docs/formats/facts.md from the vocabulary in law-packs/.
// With --check it writes nothing and fails when a committed file is not current.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFactsSchema } from '@amparo/law';
import { loadLaw } from '../packages/cli/src/law-files.ts';

const ROOT = resolve(import.meta.dirname, '..');

const INTRODUCTION = `# Facts about one person

What the law engine may be told, and what \`amparo law assess FACTS.json\` reads. Generated from the
vocabulary in \`law-packs/facts.yaml\` and \`law-packs/facts/\` by \`node tools/facts-schema.mjs\`; the
same vocabulary gives \`facts.schema.json\` (JSON Schema 2020-12).

## How a fact is written

- Plain: \`"nationality": ["VN"]\`. A list of one may be written without brackets.
- With where it comes from: \`{"value": "2009-09-14", "source": "said", "by": "…", "on": "2026-03-20"}\`.
  \`source\` is \`said\`, \`seen\` or \`document\`. \`disputedBy\` names who disputes it; \`asserted\` says that
  it is claimed and not shown; \`class\` names another data class than the one below.
- Not known: \`{"unknown": "not-asked"}\`, \`"refused"\`, \`"not-now"\` or \`"unknown"\` (asked, and the person
  does not know). Unknown never counts as no. What was refused is never asked again.
- A date may be a day, a month or a year: \`2026-03-17\`, \`2026-03\`, \`2009\`.
- An age is a number of years, or a bound: \`16\`, \`"<18"\`, \`">=18"\`.
- A place has one legal system: \`RO\`, \`GB-EAW\`, \`US-NY\`. \`GB\` and \`US\` are refused, and the refusal
  names the parts to choose from. A country (nationality, a state that decided) is any two-letter code.
- A list of records is \`[]\` when it is known that there are none; left out, it is not known.
- \`tests\` holds what a human role decided about open-textured tests:
  \`{"tests": {"no-realistic-alternative": {"value": true, "by": "jury"}}}\`. The same inside a record of
  \`offences\` or \`convictions\` is about that accusation or conviction alone and counts before it.
  \`{"unknown": "unknown"}\` says that nobody has decided yet. An answer with \`disputedBy\` settles nothing.

An unknown key is refused, with the nearest known one.

Burden is what answering costs the person: 0 nothing, 1 little, 2 much, 3 may hurt or endanger. "Never"
names places where the question is not put. The link between an accusation and the exploitation
(\`offences[].nexus.…\`) is privileged: only a legal desk asks and records it.

## The facts
`;

/** @param {import('@amparo/law').FactDefinition} fact */
function describe(fact) {
  const of = fact.type === 'list' ? `list of ${fact.of ?? 'text'}` : fact.type;
  const values = fact.values === undefined ? '' : ` (${fact.values.join(', ')})`;
  const parts = [
    `- \`${fact.key}\`, ${of}${values}: ${fact.question}`,
    `Class ${fact.class}, burden ${fact.burden}.`,
    `May ask: ${fact.mayAsk.join(', ')}.`,
    ...(fact.never.length === 0 ? [] : [`Never: ${fact.never.join(', ')}.`]),
    ...(fact.document === undefined ? [] : [`Or read: ${fact.document}.`]),
  ];
  return parts.join(' ');
}

/** @param {import('@amparo/law').Vocabulary} vocabulary */
function page(vocabulary) {
  const lists = [...vocabulary.lists.values()].map(
    (list) => `- \`${list.key}[]\`: ${list.label}. ${list.asked.question}`,
  );
  return [
    INTRODUCTION,
    'Lists of records:\n',
    ...lists,
    `\nData classes, from least to most protected: ${vocabulary.classes.join(', ')}.\n`,
    ...[...vocabulary.facts.values()].map(describe),
    '',
  ].join('\n');
}

/**
 * JSON with one line for each fact, so that a change to a fact shows as one changed line.
 *
 * @param {Readonly<Record<string, unknown>>} schema
 */
function printSchema(schema) {
  const lines = Object.entries(schema).map(([key, value]) => {
    if (key !== 'properties' && key !== '$defs') return `  "${key}": ${JSON.stringify(value)}`;
    const inner = Object.entries(/** @type {object} */ (value)).map(
      ([name, part]) => `    "${name}": ${JSON.stringify(part)}`,
    );
    return `  "${key}": {\n${inner.join(',\n')}\n  }`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** The text of each generated file, by its path from the root of the project. */
async function makeFactFiles() {
  const law = await loadLaw();
  if (!law.ok) throw new Error('the packs have errors: run amparo law check');
  const schema = printSchema(makeFactsSchema(law.packs));
  return new Map([
    ['docs/formats/facts.schema.json', schema],
    ['docs/formats/facts.md', page(law.packs.vocabulary)],
  ]);
}

/** Paths whose committed text is not the generated one. */
export async function listStaleFactFiles() {
  const stale = [];
  for (const [path, text] of await makeFactFiles()) {
    const committed = await readFile(resolve(ROOT, path), 'utf8').catch(() => '');
    if (committed !== text) stale.push(path);
  }
  return stale;
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  if (values.check) {
    const stale = await listStaleFactFiles();
    for (const path of stale) {
      process.stderr.write(`${path} is not current: run node tools/facts-schema.mjs\n`);
    }
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    for (const [path, text] of await makeFactFiles()) await writeFile(resolve(ROOT, path), text);
  }
}
