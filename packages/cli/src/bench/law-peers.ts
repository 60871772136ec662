/** The skeleton of the law, ready for three engines: the same rules over the same answered questions. */
import { ZenEngine } from '@gorules/zen-engine';
import { makeClosure, makeSkeleton, newAtomTable, newFrame } from '@amparo/law';
import type { Closure, Packs, Skeleton } from '@amparo/law';
import { Engine } from 'json-rules-engine';

/** Answers to every atom, by name; none is unknown, because two of the three engines know no unknown. */
export type Answers = Readonly<Record<string, boolean>>;

/** One engine with all rules in it: the numbers of the rules that hold. */
export interface Reader {
  readonly name: string;
  readonly read: (answers: Answers) => Promise<readonly number[]> | readonly number[];
}

export interface LawSkeleton {
  readonly atoms: number;
  readonly rules: readonly Skeleton[];
  readonly slots: number;
}

/** The last version of every provision, over one table of atoms. */
export function makeLawSkeleton(packs: Packs): LawSkeleton {
  const table = newAtomTable();
  const rules = [...packs.provisions.values()].flatMap((provision) => {
    const version = provision.versions.at(-1);
    if (version === undefined) return [];
    const skeleton = makeSkeleton(packs, provision, version, table);
    return hasUnknown(skeleton) ? [] : [skeleton];
  });
  return { atoms: table.atoms.length, rules, slots: table.slots.size };
}

/** A circle in the law ends in "unknown", which two of the three engines cannot say. */
function hasUnknown(skeleton: Skeleton): boolean {
  switch (skeleton.kind) {
    case 'unknown':
      return true;
    case 'atom':
    case 'always':
      return false;
    case 'not':
    case 'named':
      return hasUnknown(skeleton.of);
    case 'all':
    case 'any':
      return skeleton.of.some(hasUnknown);
  }
}

/** Ours: the closures that `amparo law simulate` runs, fed from the same object as the others. */
export function makeOurs(law: LawSkeleton): Reader {
  const closures: readonly Closure[] = law.rules.map(makeClosure);
  const names = Array.from({ length: law.atoms }, (_, atom) => `a${String(atom)}`);
  return {
    name: 'amparo',
    read: (answers) => {
      const frame = newFrame(law, (atom) => (answers[names[atom] ?? ''] === true ? 2 : 0));
      const held: number[] = [];
      closures.forEach((closure, rule) => {
        if (closure(frame) === 2) held.push(rule);
      });
      return held;
    },
  };
}

type RuleConditions = Exclude<
  ConstructorParameters<typeof Engine>[0],
  undefined
>[number]['conditions'];

/** json-rules-engine: one rule each, whose event names it. */
export function makeJsonRules(law: LawSkeleton): Reader {
  const engine = new Engine(
    law.rules.map((skeleton, rule) => ({
      conditions: { all: [inJsonRules(skeleton)] } as RuleConditions,
      event: { type: String(rule) },
    })),
  );
  return {
    name: 'json-rules-engine',
    read: async (answers) => {
      const { events } = await engine.run({ ...answers, always: true });
      return events.map(({ type }) => Number(type)).sort((one, other) => one - other);
    },
  };
}

function inJsonRules(skeleton: Skeleton): object {
  switch (skeleton.kind) {
    case 'atom':
      return { fact: `a${String(skeleton.atom)}`, operator: 'equal', value: true };
    case 'not':
      return { not: inJsonRules(skeleton.of) };
    case 'named':
      return inJsonRules(skeleton.of);
    case 'all':
    case 'any':
      return { [skeleton.kind]: skeleton.of.map(inJsonRules) };
    default:
      return { fact: 'always', operator: 'equal', value: true };
  }
}

/** GoRules zen: one decision with an expression for each rule. */
export function makeZen(law: LawSkeleton): Reader & { readonly close: () => void } {
  const engine = new ZenEngine();
  const expressions = law.rules.map((skeleton, rule) => {
    const key = `r${String(rule)}`;
    return { id: key, key, value: inZen(skeleton) };
  });
  const content = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      {
        id: 'law',
        name: 'law',
        type: 'expressionNode',
        position: { x: 1, y: 0 },
        content: { expressions },
      },
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'e1', sourceId: 'in', targetId: 'law', type: 'edge' },
      { id: 'e2', sourceId: 'law', targetId: 'out', type: 'edge' },
    ],
  };
  const decision = engine.createDecision(Buffer.from(JSON.stringify(content)));
  return {
    name: 'zen-engine',
    read: async (answers) => {
      const { result } = (await decision.evaluate(answers)) as { result: Record<string, unknown> };
      return law.rules.flatMap((_, rule) => (result[`r${String(rule)}`] === true ? [rule] : []));
    },
    close: () => {
      engine.dispose();
    },
  };
}

function inZen(skeleton: Skeleton): string {
  switch (skeleton.kind) {
    case 'atom':
      return `a${String(skeleton.atom)}`;
    case 'not':
      return `(not ${inZen(skeleton.of)})`;
    case 'named':
      return inZen(skeleton.of);
    case 'all':
      return `(${skeleton.of.map(inZen).join(' and ')})`;
    case 'any':
      return `(${skeleton.of.map(inZen).join(' or ')})`;
    default:
      return 'true';
  }
}
