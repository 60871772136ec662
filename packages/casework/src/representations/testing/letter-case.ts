/** Findings and recorded facts of an invented case, for tests of letters. */
import type { Due, FactEntry, Facts, FactUse, Finding } from '@amparo/law';
import type { AccusationFacts } from '../matter.ts';
import type { LetterDocument } from '../model.ts';

const TODAY = '2026-05-03';

export function due(over: Partial<Due>): Due {
  return {
    rule: 'r',
    label: 'Ask for reconsideration',
    kind: 'person-must-act',
    start: '2026-05-01',
    date: '2026-06-01',
    openStandard: null,
    arithmetic: 'one month after the decision (2026-05-01): 2026-06-01.',
    possible: false,
    missing: [],
    ...over,
  };
}

/** A fact as a finding reads it, known and true. */
export function use(fact: string, over: Partial<FactUse> = {}): FactUse {
  return { fact, label: fact, value: true, words: 'yes', class: 'account', ...over };
}

/** A finding of non-punishment law in `GB-EAW` that read these facts. */
export function finding(over: Partial<Finding>, facts: readonly FactUse[] = []): Finding {
  return {
    provision: 'X-1',
    title: 'A law',
    jurisdiction: 'GB-EAW',
    pack: 'gb-eaw',
    about: null,
    category: 'non-punishment',
    result: 'engaged',
    defence: false,
    force: 'must',
    state: 'in-force',
    stages: [],
    summary: 'What the law says.',
    because: [],
    trace: { node: 'all', label: 'all', value: 'yes', facts, of: [] },
    missing: [],
    questions: [],
    due: [],
    owes: 'the authority',
    invokedBy: 'the person',
    before: 'a court',
    remedy: 'none',
    presumptions: [],
    openTests: [],
    answeredTests: [],
    exceptionsNotExcluded: [],
    exceptionsMet: [],
    cliffs: [],
    gapAgainst: [],
    doesNotDecide: [],
    contrary: [],
    doubts: [],
    citations: [
      {
        instrument: `Act on ${over.title ?? 'a law'}`,
        pinpoint: 's. 1',
        version: '',
        extent: '',
        lastChecked: null,
        eli: null,
      },
    ],
    verified: { level: 'official', read: '', where: '' },
    class: 'account',
    ...over,
  };
}

type Answers = Readonly<Record<string, FactEntry['value'] | FactEntry>>;

/** Recorded facts, each plain or as an entry; keys with dots as the vocabulary writes them. */
export function recordedOf(
  facts: Answers,
  lists: Readonly<Record<string, readonly Answers[]>> = {},
): Facts {
  return {
    entries: entriesOf(facts),
    lists: new Map(Object.entries(lists).map(([key, all]) => [key, all.map(entriesOf)])),
    tests: new Map(),
  };
}

function entriesOf(answers: Answers): ReadonlyMap<string, FactEntry> {
  return new Map(
    Object.entries(answers).map(([key, answer]) => [
      key,
      typeof answer === 'object' && !Array.isArray(answer)
        ? (answer as FactEntry)
        : ({ value: answer } as FactEntry),
    ]),
  );
}

export const ACCUSED: Answers = {
  code: 'an offence',
  jurisdiction: 'GB-EAW',
  stage: 'arrested',
  actDate: '2026-04-30',
};

/** The facts of a letter about one accusation in England and Wales, unless told otherwise. */
export function caseOf(
  findings: readonly Finding[],
  recorded: Facts = recordedOf({}, { offences: [ACCUSED] }),
): AccusationFacts {
  return {
    assessment: { asOf: TODAY, packs: [], findings },
    recorded,
    place: (code) => code,
    name: 'R.',
    reference: 'REF',
    to: 'The authority',
    from: 'A law centre',
    label: (key) => key,
  };
}

/** What leaves: every block but the notes for the lawyer. */
export function sent({ blocks }: LetterDocument): string {
  return blocks.flatMap((block) => (block.kind === 'check' ? [] : textOf(block))).join('\n');
}

/** The notes for the lawyer. */
export function notes({ blocks }: LetterDocument): string {
  return blocks.flatMap((block) => (block.kind === 'check' ? textOf(block) : [])).join('\n');
}

function textOf(block: LetterDocument['blocks'][number]): readonly string[] {
  return block.kind === 'list' ? block.items : [block.text];
}
