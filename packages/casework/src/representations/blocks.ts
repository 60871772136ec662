/** The parts that every letter is built of: headings, lists, citations with their mark, and the facts that were read. */
import type { FactUse, Finding, TraceNode } from '@amparo/law';
import type { Block } from './model.ts';

/** What the lawyer has to read before a letter leaves, where the text in force was not seen: once for each law. */
export function verifications(findings: readonly Finding[]): Block[] {
  const marks = new Set(findings.map(notSeen));
  return [...marks].flatMap((how) => {
    if (how === undefined) return [];
    const laws = new Set(findings.filter((finding) => notSeen(finding) === how).map(citation));
    return [check(`Each ${how}: read the text before you send this. ${[...laws].join('; ')}.`)];
  });
}

function notSeen({ verified }: Finding): string | undefined {
  const { level, reviewed, asAt } = verified;
  if (reviewed !== undefined) return undefined;
  if (level === 'official') {
    return asAt === undefined ? undefined : `was read in the text as at ${asAt} only`;
  }
  return level === 'secondary' ? 'was checked against a secondary source only' : 'is from memory';
}

/** The first citation of a finding as one line. */
export function citation(finding: Finding): string {
  const cited = finding.citations[0];
  return cited === undefined ? finding.title : `${cited.instrument}, ${cited.pinpoint}`;
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

/** A list, or nothing where it would be empty. */
export function list(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items: [...items] }];
}

/** Numbered lines, so that an answer can go through them one by one. */
export function numbered(items: readonly string[]): Block[] {
  return items.map((item, at) => {
    const end = at === items.length - 1 ? '.' : ';';
    return paragraph(`(${String(at + 1)}) that ${item}${end}`);
  });
}

/** A note for the lawyer. */
export function check(text: string): Block {
  return { kind: 'check', text };
}
