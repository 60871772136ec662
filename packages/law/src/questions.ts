import type { Assessment, Finding, Question } from './finding.ts';
import type { FactDefinition, FactEntry, Facts, Vocabulary } from './model.ts';

/** Who asks, and where: some questions may never be asked by some roles or in some places. */
export interface Asking {
  readonly role: string;
  readonly place: string;
}

/**
 * The questions that would settle the missing facts, each once, in the given order.
 * A fact that the person refused to give is left out: refused is never asked again. So is one that is
 * known, where the answer waits for an event such as a decision.
 */
export function listQuestions(
  missing: readonly string[],
  vocabulary: Vocabulary,
  facts: Facts,
): readonly Question[] {
  return [...new Set(missing)].flatMap((key): readonly Question[] => {
    const definition = vocabulary.facts.get(key) ?? vocabulary.lists.get(key)?.asked;
    if (definition === undefined) return [];
    const reason = findReason(key, facts);
    return reason === 'refused' || reason === 'answered' ? [] : [questionOf(definition, reason)];
  });
}

function questionOf(definition: FactDefinition, state: Question['state']): Question {
  return {
    fact: definition.key,
    text: definition.question,
    burden: definition.burden,
    mayAsk: definition.mayAsk,
    never: definition.never,
    document: definition.document ?? null,
    state,
  };
}

function findReason(key: string, facts: Facts): Question['state'] | 'refused' | 'answered' {
  const list = facts.lists.get(key);
  if (list !== undefined) return 'unknown' in list ? list.unknown : 'answered';
  const at = key.indexOf('[].');
  const records = at < 0 ? undefined : facts.lists.get(key.slice(0, at));
  if (records !== undefined && 'unknown' in records) return records.unknown;
  const entries: readonly (FactEntry | undefined)[] =
    records === undefined
      ? [facts.entries.get(key)]
      : records.map((record) => record.get(key.slice(at + 3)));
  if (entries.length > 0 && entries.every((entry) => isExact(entry))) return 'answered';
  const open = entries.filter((entry) => !isExact(entry));
  const reasons = open.map((entry) => entry?.unknown ?? 'not-asked');
  return reasons.find((reason) => reason !== 'refused') ?? reasons[0] ?? 'not-asked';
}

/** A date of which only the year or the month is known can still be asked for. */
function isExact(entry: FactEntry | undefined): boolean {
  return entry?.value !== undefined && !/^\d{4}(-\d{2})?$/.test(String(entry.value));
}

/**
 * The next question to ask: it weighs how many open findings a fact would help to settle against
 * what answering costs the person.
 *
 * Shape: `place` is where the question would be put, such as `portal` or `hotline`.
 * Returns `undefined` when nothing may be asked by this role in this place today; a fact whose
 * answer was "not now" waits, and one that the person does not know is left to a document.
 */
export function nextQuestion(assessment: Assessment, asking: Asking): Question | undefined {
  const open = assessment.findings.filter((finding) => finding.result === 'cannot-say');
  const settled = new Map<string, number>();
  const questions = new Map<string, Question>();
  for (const finding of open) {
    for (const question of finding.questions) {
      if (!finding.missing.includes(question.fact) || !mayPut(question, asking)) continue;
      questions.set(question.fact, question);
      const share = weightOf(finding) / finding.missing.length;
      settled.set(question.fact, (settled.get(question.fact) ?? 0) + share);
    }
  }
  const worth = (question: Question): number =>
    (settled.get(question.fact) ?? 0) / (1 + question.burden * question.burden);
  return [...questions.values()].sort(
    (one, other) => worth(other) - worth(one) || one.fact.localeCompare(other.fact),
  )[0];
}

function weightOf(finding: Finding): number {
  return finding.force === 'must' || finding.force === 'must-entitle' ? 2 : 1;
}

function mayPut(question: Question, asking: Asking): boolean {
  return (
    question.state === 'not-asked' &&
    question.mayAsk.includes(asking.role) &&
    !question.never.includes(asking.place)
  );
}
