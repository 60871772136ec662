/** The parts that every letter is built of: headings, facts with their source, citations with their mark. */
import type { FactUse, Finding, TraceNode } from '@amparo/law';
import type { Block } from './model.ts';

/** What the lawyer has to read before this leaves, where the text behind a finding was not seen. */
export function verification(finding: Finding): Block[] {
  if (finding.verified.reviewed !== undefined) return [];
  const { level } = finding.verified;
  if (level === 'official') return [];
  const how =
    level === 'secondary' ? 'was checked against a secondary source only' : 'is from memory';
  return [check(`The entry for ${citation(finding)} ${how}: read the text before you send this.`)];
}

/** The first citation of a finding as one line. */
export function citation(finding: Finding): string {
  const cited = finding.citations[0];
  return cited === undefined ? finding.title : `${cited.instrument}, ${cited.pinpoint}`;
}

/** Facts as a list, each with where it comes from; what belongs to one record stands in one line. */
export function factBlocks(uses: readonly UsedFact[], label: (key: string) => string): Block[] {
  const told = uses.filter(({ value }) => value !== false);
  if (told.length === 0) return [paragraph('Nothing is recorded yet.')];
  const lines = new Map<string, UsedFact[]>();
  for (const use of told) {
    const line = use.record ?? use.fact;
    lines.set(line, [...(lines.get(line) ?? []), use]);
  }
  const items = [...lines.values()].map(
    (line) => `${line.map((use) => sentence(use, label)).join('; ')}.`,
  );
  return [{ kind: 'list', items }];
}

const SOURCES = {
  said: 'as our client says',
  seen: 'as was seen',
  document: 'as a document shows',
};

function sentence(use: FactUse, label: (key: string) => string): string {
  const value = use.words ?? String(use.value);
  const source = use.source === undefined ? '' : `, ${SOURCES[use.source]}`;
  const by = use.by === undefined ? '' : ` (${use.by}${use.on === undefined ? '' : `, ${use.on}`})`;
  const disputed = use.disputedBy === undefined ? '' : `, disputed by ${use.disputedBy}`;
  return `${label(use.fact)}: ${value}${source}${by}${disputed}`;
}

/** A fact that the reasoning read, with the record it belongs to, such as `offences[0]`. */
export interface UsedFact extends FactUse {
  readonly record: string | null;
}

/**
 * Every known fact that the reasoning of these findings read, once, and of each record once. An answer to a legal
 * test is no fact.
 */
export function factsUsed(findings: readonly Finding[]): readonly UsedFact[] {
  const seen = new Map<string, UsedFact>();
  for (const { about, trace } of findings) {
    for (const use of usesOf(trace)) {
      if (use.fact.startsWith('tests.') || use.value === undefined) continue;
      const record = recordOf(use.fact, about);
      const key = `${record ?? ''} ${use.fact} ${record === null ? (use.words ?? '') : ''}`;
      if (!seen.has(key)) seen.set(key, { ...use, record });
    }
  }
  return [...seen.values()];
}

function usesOf(node: TraceNode): readonly FactUse[] {
  return [...node.facts, ...node.of.flatMap(usesOf)];
}

/** The record that a finding is about, where the fact is one of that list. */
function recordOf(fact: string, about: string | null): string | null {
  const [list] = (about ?? '').split('[');
  return about !== null && fact.startsWith(`${list ?? ''}[]`) ? about : null;
}

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

/** A note for the lawyer. */
export function check(text: string): Block {
  return { kind: 'check', text };
}
