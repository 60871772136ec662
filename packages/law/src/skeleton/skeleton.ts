import type { LeafCondition } from '../evaluate/leaves.ts';
import type { Condition, Packs, Provision, ProvisionVersion } from '../model.ts';

/**
 * The boolean skeleton of the law: its "and", "or" and "not" over questions that are answered one by one.
 * What a question means (a fact, an age, a decision) is left to its atom.
 */
export type Skeleton =
  | { readonly kind: 'atom'; readonly atom: number }
  | { readonly kind: 'always' | 'unknown' }
  | { readonly kind: 'not'; readonly of: Skeleton }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Skeleton[] }
  /** A concept: read once for everybody who names it. */
  | { readonly kind: 'named'; readonly slot: number; readonly of: Skeleton };

/** How a leaf is read: as it stands, argued in a defence, or argued under a "not". */
type Mode = 'plain' | 'argued' | 'argued-not';

/** A question of the skeleton, asked once however many rules read it. */
export type Atom =
  | {
      readonly kind: 'leaf';
      readonly condition: LeafCondition;
      readonly mode: Mode;
      /** Rules that may not answer it, because they are what is being asked about. */
      readonly open: readonly string[];
    }
  | { readonly kind: 'some'; readonly list: string; readonly where: Skeleton }
  | { readonly kind: 'provision'; readonly id: string; readonly open: readonly string[] };

/** The atoms and named parts of several skeletons, each once. */
export interface AtomTable {
  readonly atoms: Atom[];
  readonly keys: Map<string, number>;
  readonly slots: Map<string, number>;
}

/** An empty table, to be filled by `makeSkeleton`. */
export function newAtomTable(): AtomTable {
  return { atoms: [], keys: new Map(), slots: new Map() };
}

interface Context {
  readonly packs: Pick<Packs, 'concepts' | 'provisions'>;
  readonly table: AtomTable;
  readonly mode: Mode;
  /** Names being followed: a circle ends in "unknown". */
  readonly open: readonly string[];
}

/** The skeleton of one version of a provision: its condition, and no exception that defeats it. */
export function makeSkeleton(
  packs: Context['packs'],
  provision: Provision,
  version: Pick<ProvisionVersion, 'when'>,
  table: AtomTable,
): Skeleton {
  const mode = provision.defence ? 'argued' : 'plain';
  const when = build(version.when, { packs, table, mode, open: [provision.id] });
  const unless = listDefeating(provision).map((id): Skeleton => {
    return { kind: 'not', of: makeExceptionSkeleton(packs, provision, id, table) };
  });
  return unless.length === 0 ? when : { kind: 'all', of: [when, ...unless] };
}

function listDefeating(provision: Provision): readonly string[] {
  return provision.exceptions.filter(({ effect }) => effect === 'defeats').map(({ id }) => id);
}

/** The skeleton of one exception, less what lifts it. Throws when the provision has no such exception. */
export function makeExceptionSkeleton(
  packs: Context['packs'],
  provision: Provision,
  id: string,
  table: AtomTable,
): Skeleton {
  const exception = provision.exceptions.find((candidate) => candidate.id === id);
  if (exception === undefined) throw new Error(`no such exception: ${id}`);
  const own = build(exception.when, { packs, table, mode: 'plain', open: [provision.id] });
  const lifting = provision.exceptions.filter(({ of }) => of === id);
  if (lifting.length === 0) return own;
  const lifted = lifting.map((other): Skeleton => {
    return { kind: 'not', of: makeExceptionSkeleton(packs, provision, other.id, table) };
  });
  return { kind: 'all', of: [own, ...lifted] };
}

function build(condition: Condition, context: Context): Skeleton {
  switch (condition.kind) {
    case 'always':
      return { kind: 'always' };
    case 'all':
    case 'any':
      return { kind: condition.kind, of: condition.of.map((part) => build(part, context)) };
    case 'not':
      return { kind: 'not', of: build(condition.of, { ...context, mode: turn(context.mode) }) };
    case 'concept':
      return buildConcept(condition.name, context);
    case 'provision':
      return context.open.includes(condition.id)
        ? { kind: 'unknown' }
        : atomOf(context.table, { kind: 'provision', id: condition.id, open: context.open });
    case 'some': {
      const where = build(condition.where, context);
      return atomOf(context.table, { kind: 'some', list: condition.list, where });
    }
    default: {
      // Only an age and an open test read differently where they are argued.
      const isArgued = condition.kind === 'age' || condition.kind === 'open';
      const mode = isArgued ? context.mode : 'plain';
      const open = listOpenPresumptions(condition, context);
      return atomOf(context.table, { kind: 'leaf', condition, mode, open });
    }
  }
}

function buildConcept(name: string, context: Context): Skeleton {
  const concept = context.packs.concepts.get(name);
  if (concept === undefined) throw new Error(`no such concept: ${name}`);
  if (context.open.includes(name)) return { kind: 'unknown' };
  const of = build(concept.when, { ...context, open: [...context.open, name] });
  const key = JSON.stringify([name, of]);
  const slot = context.table.slots.get(key) ?? context.table.slots.size;
  context.table.slots.set(key, slot);
  return { kind: 'named', slot, of };
}

/** A rule that presumes an age cannot rest on its own presumption. */
function listOpenPresumptions(condition: LeafCondition, context: Context): readonly string[] {
  if (condition.kind !== 'age' || condition.presume === undefined) return [];
  return context.open.filter(
    (name) => context.packs.provisions.get(name)?.presumes?.purpose === condition.presume,
  );
}

function turn(mode: Mode): Mode {
  return mode === 'plain' ? 'plain' : mode === 'argued' ? 'argued-not' : 'argued';
}

function atomOf(table: AtomTable, atom: Atom): Skeleton {
  const key = JSON.stringify(atom);
  const known = table.keys.get(key);
  if (known !== undefined) return { kind: 'atom', atom: known };
  table.atoms.push(atom);
  table.keys.set(key, table.atoms.length - 1);
  return { kind: 'atom', atom: table.atoms.length - 1 };
}

/** The atoms a skeleton reads, in the order in which they are read; each once. */
export function listAtoms(skeleton: Skeleton): readonly number[] {
  const found = new Set<number>();
  const walk = (part: Skeleton): void => {
    if (part.kind === 'atom') found.add(part.atom);
    else if (part.kind === 'all' || part.kind === 'any') part.of.forEach(walk);
    else if (part.kind === 'not' || part.kind === 'named') walk(part.of);
  };
  walk(skeleton);
  return [...found];
}
