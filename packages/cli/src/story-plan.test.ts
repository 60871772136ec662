import { findingKey, makePlan } from '@amparo/casework/plan';
import type { Plan } from '@amparo/casework/plan';
import { draftRepresentations } from '@amparo/casework/representations';
import { assess, parseFacts } from '@amparo/law';
import type { Assessment, Facts } from '@amparo/law';
import { expect, test } from 'vitest';
import { loadLaw } from './law-files.ts';

const law = await loadLaw();
if (!law.ok) throw new Error(law.errors[0]?.message);
const { packs, scenarios } = law;
const story = scenarios.find(({ id }) => id === 'story-cannabis-2026');

/** What is known after the first `steps` steps of the invented story. */
function factsOfStory(steps: number): Facts {
  const told = story?.steps.slice(0, steps) ?? [];
  const facts = parseFacts(Object.assign({}, ...told.map((step) => step.facts)), packs);
  if (!facts.ok) throw new Error(facts.errors[0]?.message);
  return facts.facts;
}

/** What the law says then. */
function assessStory(steps: number): Assessment {
  const asOf = story?.steps[steps - 1]?.asOf ?? '';
  return assess({ packs, facts: factsOfStory(steps), asOf });
}

const keys = (items: Plan['groups']['now']): string[] =>
  items.map((item) => item.finding.provision);

test('at first contact the plan says: a lawyer before anything, and non-punishment stands first', () => {
  const plan = makePlan(assessStory(1), new Map());
  expect(plan.lawyerFirst).toBe(true);
  expect(plan.representationsBefore?.label).toMatch(/assesse/);
  const first = plan.groups.now.slice(0, 5).map((item) => item.finding.category);
  expect(new Set(first)).toEqual(new Set(['non-punishment']));
  expect(keys(plan.groups.now)).toEqual(
    expect.arrayContaining([
      'UK-MSA-45-CHILD',
      'UK-MSA-45-ADULT',
      'ECHR-4-ID',
      'ECAT-12',
      'ECAT-13',
    ]),
  );
});

test('a person whom nobody accuses is not told about interviews or representations', () => {
  const facts = parseFacts({ location: 'GB-EAW', indicators: true, accusedOrAtRisk: false }, packs);
  if (!facts.ok) throw new Error(facts.errors[0]?.message);
  const assessment = assess({ packs, facts: facts.facts, asOf: '2026-03-20' });
  const plan = makePlan(assessment, new Map());
  expect(plan.lawyerFirst).toBe(false);
  expect(plan.representationsBefore).toBeNull();
});

test('a caseworker who records only that there is an accusation is told: a lawyer first', () => {
  const known = { location: 'GB-EAW', indicators: true, accusedOrAtRisk: true };
  const facts = parseFacts(known, packs);
  if (!facts.ok) throw new Error(facts.errors[0]?.message);
  const plan = makePlan(assess({ packs, facts: facts.facts, asOf: '2026-03-20' }), new Map());
  expect(plan.lawyerFirst).toBe(true);
  expect(plan.representationsBefore).not.toBeNull();
});

test('every finding stands in the plan once: in a group, settled, or as a law that may not help', () => {
  const assessment = assessStory(2);
  const plan = makePlan(assessment, new Map());
  const shown = [
    ...Object.values(plan.groups).flatMap((items) => items.map((item) => item.key)),
    ...plan.settled.map((item) => item.key),
    ...plan.notEngaged.map(findingKey),
  ];
  const expected = assessment.findings.filter((f) => f.force !== 'definition').map(findingKey);
  expect(shown.toSorted()).toEqual(expected.toSorted());
});

test('a finding that was done leaves the groups, and comes back when it is opened again', () => {
  const assessment = assessStory(2);
  const finding = makePlan(assessment, new Map()).groups.now[0];
  if (finding === undefined) throw new Error('the plan is empty');
  const mark = (word: 'done' | 'open') =>
    new Map([
      [
        finding.key,
        {
          event: {
            v: 1 as const,
            kind: 'plan/marked' as const,
            finding: finding.key,
            mark: word,
            reason: '',
          },
          by: 'Lawyer (demo)',
        },
      ],
    ]);
  expect(makePlan(assessment, mark('done')).settled.map((item) => item.key)).toEqual([finding.key]);
  expect(makePlan(assessment, mark('open')).settled).toEqual([]);
});

test('nothing in a plan or a letter is a score: no number but the burden of a question, and no such name', () => {
  const numbers = new Set<string>();
  const names = new Set<string>();
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'number') numbers.add(name);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (!Array.isArray(value)) names.add(key);
      walk(child, Array.isArray(value) ? name : key);
    }
  };
  walk([makePlan(assessStory(3), new Map()), letter(3)], '');
  // `value` is what somebody said about the person, such as an age.
  expect([...numbers].toSorted()).toEqual(['burden', 'value']);
  expect([...names].filter((name) => /scor|credib|likel|probab|risk|rank/i.test(name))).toEqual([]);
});

test('the letter argues both limbs while age is contested, names the nexus, and cites its law', () => {
  const text = letterText(2);
  expect(text).toMatch(/section 45\(4\)/);
  expect(text).toMatch(/section 45\(1\)/);
  expect(text).toMatch(/direct consequence/);
  expect(text).toMatch(/V\.C\.L\. and A\.N\./);
  expect(text).toMatch(/before plea/);
  expect(text).toMatch(
    /Each (is from memory|was checked against a secondary source only): read the text/,
  );
});

test('the letter reads as a letter: the child’s limb first, words and no codes, each duty in one line', () => {
  const text = letterText(3);
  expect(text.indexOf('section 45(4)')).toBeLessThan(text.indexOf('section 45(1)'));
  expect(text).toContain('Nationality: Vietnam.');
  expect(text).toContain('Offence: production of cannabis.');
  expect(text).not.toMatch(/forced-criminality|: VN\b|: GB-EAW/);
  expect(text).toMatch(
    /An independent guardian for a trafficked child: Modern Slavery Act 2015, section 48\./,
  );
  expect(text).not.toMatch(/Applies unless|damages credibility/);
});

test('before a lawyer has recorded the nexus, the letter argues no defence and says what is missing', () => {
  const text = letterText(1);
  expect(text).not.toMatch(/available to argue/);
  expect(text).toMatch(/compelled to do it/);
});

function letter(steps: number) {
  return draftRepresentations({
    assessment: assessStory(steps),
    recorded: factsOfStory(steps),
    place: (code) => packs.extents.places.get(code)?.name ?? code,
    name: 'our client',
    reference: 'a reference',
    to: 'the prosecution',
    from: 'a law centre',
    label: (key) => packs.vocabulary.facts.get(key.replace(/\[\d+\]/, '[]'))?.label ?? key,
  });
}

function letterText(steps: number): string {
  return letter(steps)
    .blocks.map((block) => (block.kind === 'list' ? block.items.join('\n') : block.text))
    .join('\n');
}
