/**
 * The skeleton of every rule, read a second time by an engine that others wrote.
 *
 * `publicodes` has three values as the law engine has them, and nothing else of it. Each atom is given
 * what the law engine says about it, or left out where it is unknown; then both combine the atoms.
 */
import {
  listAtoms,
  makeClosure,
  makeSkeleton,
  newAtomTable,
  newFrame,
  numberOf,
  triOfNumber,
} from '@amparo/law';
import type { AtomTable, Provision, Skeleton, Tri } from '@amparo/law';
import fc from 'fast-check';
import Publicodes from 'publicodes';

import { expect, test } from 'vitest';
import { loadLaw } from './law-files.ts';

const loaded = await loadLaw();
if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
const { packs } = loaded;

type RawRule = { readonly valeur?: Formula; readonly question?: string };
type Formula = string | Readonly<Record<string, unknown>>;

const ALWAYS = 'toujours';
const NEVER_KNOWN = 'jamais su';

/** The same skeleton in the words of the other engine. */
function inFrench(skeleton: Skeleton): Formula {
  switch (skeleton.kind) {
    case 'always':
      return ALWAYS;
    case 'unknown':
      return NEVER_KNOWN;
    case 'atom':
      return `a ${String(skeleton.atom)}`;
    case 'named':
      return inFrench(skeleton.of);
    case 'not':
      return { '=': [inFrench(skeleton.of), 'non'] };
    case 'all':
      return { 'toutes ces conditions': skeleton.of.map(inFrench) };
    case 'any':
      return { 'une de ces conditions': skeleton.of.map(inFrench) };
  }
}

interface Rule {
  readonly name: string;
  readonly skeleton: Skeleton;
}

function listRules(table: AtomTable): readonly Rule[] {
  return [...packs.provisions.values()].flatMap((provision: Provision) =>
    provision.versions.map((version, index) => ({
      name: `${provision.id} ${String(index)}`,
      skeleton: makeSkeleton(packs, provision, version, table),
    })),
  );
}

const table = newAtomTable();
const rules = listRules(table);

function makeOther(): Publicodes {
  const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
  const questions = table.atoms.map(
    (_atom, index) => [`a ${String(index)}`, { question: '?' }] as const,
  );
  const values = rules.map(
    ({ skeleton }, index) => [`r ${String(index)}`, { valeur: inFrench(skeleton) }] as const,
  );
  const constants: readonly (readonly [string, object])[] = [
    [ALWAYS, { valeur: 'oui' }],
    [NEVER_KNOWN, { question: '?' }],
  ];
  const everything: readonly (readonly [string, object])[] = [
    ...questions,
    ...values,
    ...constants,
  ];
  return new Publicodes(Object.fromEntries(everything) as Record<string, RawRule>, {
    logger: silent,
  });
}

const other = makeOther();
const WORDS: Readonly<Record<Tri, string | undefined>> = {
  yes: 'oui',
  no: 'non',
  unknown: undefined,
};

function readOther(index: number): Tri {
  const { nodeValue } = other.evaluate(`r ${String(index)}`);
  return nodeValue === true ? 'yes' : nodeValue === false ? 'no' : 'unknown';
}

function readOurs(skeleton: Skeleton, answers: readonly Tri[]): Tri {
  const size = { atoms: table.atoms.length, slots: table.slots.size };
  const frame = newFrame(size, (atom) => numberOf(answers[atom] ?? 'unknown'));
  return triOfNumber(makeClosure(skeleton)(frame));
}

const answers = fc.array(fc.constantFrom<Tri>('yes', 'no', 'unknown'), {
  minLength: table.atoms.length,
  maxLength: table.atoms.length,
});

test('both engines say the same of every rule, whatever the answers to its questions are', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(answers, (given) => {
      const known = given.flatMap((tri, atom) => {
        const word = WORDS[tri];
        return word === undefined ? [] : [[`a ${String(atom)}`, word] as const];
      });
      other.setSituation(Object.fromEntries(known));
      for (const [index, { name, skeleton }] of rules.entries()) {
        const ours = readOurs(skeleton, given);
        expect(ours, `${name} with ${listAtoms(skeleton).join(', ')}`).toBe(readOther(index));
        seen.add(`${name} ${ours}`);
      }
    }),
    { seed: 20261123, numRuns: 25 },
  );
  // A comparison in which everything were always unknown would compare nothing.
  expect(seen.size).toBeGreaterThan(rules.length * 2);
});
