import { addMonths, completedYears, findDateSpan } from '../dates.ts';
import type { Presumption, TraceNode } from '../finding.ts';
import type { Condition, FactEntry, Tri } from '../model.ts';
import { triOf } from '../tri.ts';
import { findAnchorDate } from './anchor.ts';
import { lookUp } from './scene.ts';
import type { FoundFact, Scene } from './scene.ts';

/** Completed years, from the least to the most the facts allow. */
interface AgeSpan {
  readonly least: number;
  readonly most: number;
}

/** Days on which the person may have been born. */
interface BirthSpan {
  readonly first: number;
  readonly last: number;
}

interface AgeReading {
  /** What the recorded age says about the test, leaving any dispute aside. */
  readonly recorded: Tri;
  /** Whether anybody disputes the age, or it is uncertain. */
  readonly disputed: Tri;
  readonly facts: readonly FoundFact[];
  readonly missing: readonly string[];
}

/** How a test of age was answered, and what would settle it. */
export interface AgeAnswer {
  readonly tri: Tri;
  /** By what is recorded, argued because it is contested, presumed by a rule, or left open. */
  readonly how: 'recorded' | 'argued' | 'presumed' | 'open';
  readonly reading: AgeReading;
  readonly presumption: FoundPresumption | undefined;
  readonly missing: readonly string[];
}

interface FoundPresumption {
  readonly tri: Tri;
  readonly trace: TraceNode;
  readonly missing: readonly string[];
  readonly note: Presumption;
}

/**
 * Answers a test of age. A contested age is argued in a defence, presumed where a rule presumes it for
 * this purpose, and otherwise left open; it is never settled silently.
 */
export function judgeAge(scene: Scene, condition: Extract<Condition, { kind: 'age' }>): AgeAnswer {
  const reading = readAgeTest(scene, condition);
  const { recorded, disputed } = reading;
  const answer = { reading, presumption: undefined };
  if (disputed === 'yes') return judgeContested(scene, condition, reading);
  if (recorded === 'no' && disputed === 'unknown') {
    // Until somebody says that nobody disputes it, a recorded age may not close a door that the court or
    // a presumption of this state would open; where no rule would, it closes it.
    const keeper =
      condition.presume === undefined ? undefined : findPresumption(scene, condition.presume);
    if (scene.arguing || keeper !== undefined) {
      const missing = [...new Set(['ageDisputed', ...(keeper?.missing ?? [])])];
      return { ...answer, tri: 'unknown', how: 'open', missing };
    }
  }
  const missing = disputed === 'unknown' ? [...reading.missing, 'ageDisputed'] : reading.missing;
  return { ...answer, tri: recorded, how: 'recorded', missing };
}

function judgeContested(
  scene: Scene,
  condition: Extract<Condition, { kind: 'age' }>,
  reading: AgeReading,
): AgeAnswer {
  if (scene.arguing) {
    const tri = scene.negated ? 'no' : 'yes';
    return { tri, how: 'argued', reading, presumption: undefined, missing: [] };
  }
  const presumption =
    condition.presume === undefined ? undefined : findPresumption(scene, condition.presume);
  if (presumption === undefined) {
    return { tri: 'unknown', how: 'open', reading, presumption, missing: ['dateOfBirth'] };
  }
  const missing = presumption.tri === 'unknown' ? presumption.missing : ['dateOfBirth'];
  const tri = presumption.tri === 'yes' ? 'yes' : 'unknown';
  return { tri, how: 'presumed', reading, presumption, missing };
}

/** The first rule of this state that presumes a child for this purpose, best answer first. */
function findPresumption(scene: Scene, purpose: string): FoundPresumption | undefined {
  const found = [...scene.packs.provisions.values()].flatMap((provision) => {
    const rule = provision.presumes;
    if (rule?.purpose !== purpose || scene.open.includes(provision.id)) return [];
    const { tri, trace, missing } = scene.judge(provision, { ...scene, record: undefined });
    return [{ tri, trace, missing, note: { ...rule, by: provision.id } }];
  });
  return found.find(({ tri }) => tri === 'yes') ?? found.find(({ tri }) => tri === 'unknown');
}

/** Reads a test of age at an event from every fact that bears on it. */
function readAgeTest(scene: Scene, condition: Extract<Condition, { kind: 'age' }>): AgeReading {
  const direct = findDirectAge(scene, condition.at);
  const born = lookUp(scene, 'dateOfBirth');
  const dispute = lookUp(scene, 'ageDisputed');
  const births = meetBirths(scene);
  // A birthday and an age that contradict each other leave the question open: neither closes a door.
  const contradicted = births !== undefined && births.first > births.last;
  const span = contradicted
    ? undefined
    : meet(readAgeSpan(direct?.entry), findComputedAge(scene, condition.at));
  const known = [direct, born].filter((found): found is FoundFact => found !== undefined);
  const recorded = span === undefined ? 'unknown' : testAge(condition, span);
  return {
    recorded,
    disputed: readDispute(dispute, known),
    facts: [...known.filter(({ entry }) => entry?.value !== undefined), dispute],
    missing: recorded === 'unknown' ? listMissing(scene, condition.at, direct) : [],
  };
}

function testAge(condition: Extract<Condition, { kind: 'age' }>, span: AgeSpan): Tri {
  if (condition.under !== undefined) {
    if (span.most < condition.under) return 'yes';
    return span.least >= condition.under ? 'no' : 'unknown';
  }
  const limit = condition.atLeast ?? 0;
  if (span.least >= limit) return 'yes';
  return span.most < limit ? 'no' : 'unknown';
}

function readDispute(dispute: FoundFact, known: readonly FoundFact[]): Tri {
  if (known.some(({ entry }) => entry?.disputedBy !== undefined)) return 'yes';
  const value = dispute.entry?.value;
  return typeof value === 'boolean' ? triOf(value) : 'unknown';
}

function findDirectAge(scene: Scene, anchor: string): FoundFact | undefined {
  const path = scene.packs.anchors.get(anchor)?.age;
  return path === undefined ? undefined : lookUp(scene, path);
}

function listMissing(
  scene: Scene,
  anchor: string,
  direct: FoundFact | undefined,
): readonly string[] {
  const date = findAnchorDate(scene, anchor);
  return ['dateOfBirth', ...date.missing, ...(direct === undefined ? [] : [direct.key])];
}

/** What both readings allow; two that contradict each other tell nothing. */
function meet(one: AgeSpan | undefined, other: AgeSpan | undefined): AgeSpan | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const least = Math.max(one.least, other.least);
  const most = Math.min(one.most, other.most);
  return least <= most ? { least, most } : undefined;
}

/** Reads 16, "<18" or ">=18". */
function readAgeSpan(entry: FactEntry | undefined): AgeSpan | undefined {
  const value = entry?.value;
  if (typeof value === 'number') return { least: value, most: value };
  if (typeof value !== 'string') return undefined;
  const limit = Number(value.replace(/[^0-9]/g, ''));
  return value.startsWith('<') ? { least: 0, most: limit - 1 } : { least: limit, most: Infinity };
}

function findComputedAge(scene: Scene, anchor: string): AgeSpan | undefined {
  const event = findAnchorDate(scene, anchor).span;
  const birth = findBirthSpan(scene);
  if (event === undefined || birth === undefined) return undefined;
  return {
    least: Number.isFinite(birth.last)
      ? Math.max(0, completedYears(Math.min(birth.last, event.first), event.first))
      : 0,
    most: Number.isFinite(birth.first) ? completedYears(birth.first, event.last) : Infinity,
  };
}

/** What the date of birth and every recorded age at a dated event allow together. */
export function findBirthSpan(scene: Scene): BirthSpan | undefined {
  const span = meetBirths(scene);
  // Ages that contradict each other tell nothing about a birthday.
  return span !== undefined && span.first <= span.last ? span : undefined;
}

/** The same, with the first day behind the last where they contradict each other. */
function meetBirths(scene: Scene): BirthSpan | undefined {
  const { entry } = lookUp(scene, 'dateOfBirth');
  const born = typeof entry?.value === 'string' ? findDateSpan(entry.value) : undefined;
  const spans = [...(born === undefined ? [] : [born]), ...listSpansFromAges(scene)];
  if (spans.length === 0) return undefined;
  return {
    first: Math.max(...spans.map((span) => span.first)),
    last: Math.min(...spans.map((span) => span.last)),
  };
}

function listSpansFromAges(scene: Scene): readonly BirthSpan[] {
  return [...scene.packs.anchors.values()].flatMap((anchor) => {
    const age = anchor.age === undefined ? undefined : readAgeSpan(lookUp(scene, anchor.age).entry);
    const event = findAnchorDate(scene, anchor.name).span;
    if (age === undefined || event === undefined) return [];
    const first = Number.isFinite(age.most)
      ? addMonths(event.first, -12 * (age.most + 1)) + 1
      : -Infinity;
    return [{ first, last: addMonths(event.last, -12 * age.least) }];
  });
}
