import { expect, test } from 'vitest';
import { parseScenario, runScenario } from './index.ts';
import type { LawError, ScenarioOutcome } from './index.ts';
import { loadSmall, MARK, provision } from './testing/small-law.ts';

const packs = loadSmall([provision({ id: 'P' })]);

function run(expect: object, facts: object = { location: 'AA', signs: true }): ScenarioOutcome {
  const content = {
    scenario: 's',
    title: 't',
    citation: 'c',
    verified: MARK,
    steps: [{ asOf: '2026-01-01', facts, expect: [expect] }],
  };
  const parsed = parseScenario({ file: 's.yaml', content });
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return runScenario(packs, parsed.scenario);
}

test('a scenario passes only when the packs say what it expects', () => {
  expect(run({ provision: 'P', in: 'AA', result: 'engaged', because: ['signs: yes'] }).ok).toBe(
    true,
  );
  expect(run({ provision: 'P', result: 'not-engaged' }).ok).toBe(false);
  expect(run({ provision: 'P', in: 'BB-N', result: 'engaged' }).ok).toBe(false);
  expect(run({ provision: 'P', result: 'engaged', because: ['never said'] }).ok).toBe(false);
  expect(run({ provision: 'P', result: 'engaged', missing: ['other'] }).ok).toBe(false);
  expect(run({ provision: 'P', result: 'engaged', due: [{ rule: 'D', date: null }] }).ok).toBe(
    false,
  );
  expect(run({ provision: 'Z', result: 'absent' }).failures).toEqual(['step 1: Z is in no pack']);
  expect(run({ provision: 'P', result: 'absent' }, { location: 'BB-N', signs: true }).ok).toBe(
    true,
  );
});

test('a scenario whose facts are refused fails with the reason', () => {
  expect(run({ provision: 'P', result: 'engaged' }, { location: 'BB' }).failures[0]).toContain(
    'several legal systems',
  );
});

test('a scenario that expects nothing, or says no source, is refused', () => {
  const content = {
    scenario: 's',
    title: 't',
    citation: 'c',
    steps: [{ asOf: '2026', facts: {} }],
  };
  const parsed = parseScenario({ file: 's.yaml', content });
  const codes = parsed.ok ? [] : parsed.errors.map(({ code }) => code);
  expect(codes).toContain('scenario/expects-nothing');
  expect(codes).toContain('pack/not-an-object');
});

const CONTENT = {
  scenario: 's',
  title: 't',
  citation: 'c',
  fictional: true,
  outcome: 'told',
  verified: MARK,
  steps: [{ asOf: '2026-01-01', facts: {}, expect: [{ provision: 'P', result: 'engaged' }] }],
};

test('a scenario is read whole: its steps by name or number, and what each expects', () => {
  const expectation = {
    provision: 'P',
    in: 'AA',
    result: 'engaged',
    because: ['a'],
    missing: ['b'],
    unless: ['E'],
    presumes: ['R'],
    contrary: ['A v B'],
    due: [
      { rule: 'D', date: '2026-02-01' },
      { rule: 'F', date: null },
    ],
    notDue: ['G'],
  };
  const steps = [
    { name: 'first', asOf: '2026-01-01', facts: { signs: true }, expect: [expectation] },
    { asOf: '2026-02-01', expect: [{ provision: 'P', result: 'absent' }] },
  ];
  const parsed = parseScenario({ file: 's.yaml', content: { ...CONTENT, steps } });
  expect(parsed.ok && parsed.scenario).toEqual({
    id: 's',
    title: 't',
    citation: 'c',
    file: 's.yaml',
    steps: [
      { name: 'first', asOf: '2026-01-01', facts: { signs: true }, expect: [expectation] },
      {
        name: 'step 2',
        asOf: '2026-02-01',
        facts: {},
        expect: [
          {
            provision: 'P',
            in: undefined,
            result: 'absent',
            because: [],
            missing: [],
            unless: [],
            presumes: [],
            contrary: [],
            due: [],
            notDue: [],
          },
        ],
      },
    ],
  });
});

test.each<[object, string, string]>([
  [{ steps: [] }, 'steps', 'Every step of a scenario must expect something.'],
  [
    { steps: [...CONTENT.steps, { asOf: '2026-01-01', expect: [] }] },
    'steps',
    'Every step of a scenario must expect something.',
  ],
  [{ titel: 't' }, 'titel', '"titel" is not a name that can stand here.'],
  [{ title: undefined }, 'title', '"title" is missing.'],
  [{ scenario: 7 }, 'scenario', '"scenario" must be a text that is not empty.'],
  [{ citation: undefined }, 'citation', '"citation" is missing.'],
  [{ steps: 'x' }, 'steps', '"steps" must be a list.'],
  [{ steps: [{ expect: 'x' }] }, 'steps[0].expect', '"expect" must be a list.'],
  [
    { steps: [{ asOf: 'soon', expect: [{}] }] },
    'steps[0].asOf',
    '"asOf" is not a date that exists.',
  ],
  [
    { steps: [{ nam: 'x', expect: [{}] }] },
    'steps[0].nam',
    '"nam" is not a name that can stand here.',
  ],
  [
    { steps: [{ name: 7, expect: [{}] }] },
    'steps[0].name',
    '"name" must be a text that is not empty.',
  ],
  [
    { steps: [{ expect: [{ result: 'x' }] }] },
    'steps[0].expect[0].provision',
    '"provision" is missing.',
  ],
  [
    { steps: [{ expect: [{ provision: 'P', result: 'x', duee: [] }] }] },
    'steps[0].expect[0].duee',
    '"duee" is not a name that can stand here.',
  ],
  [
    { steps: [{ expect: [{ provision: 'P', result: 'x', due: [{ date: 'soon' }] }] }] },
    'steps[0].expect[0].due[0].rule',
    '"rule" is missing.',
  ],
  [
    { steps: [{ expect: [{ provision: 'P', result: 'x', due: [{ rule: 'D', date: 'soon' }] }] }] },
    'steps[0].expect[0].due[0].date',
    '"date" is not a date that exists.',
  ],
])('the scenario with %j is refused in its place', (own, path, message) => {
  const parsed = parseScenario({ file: 's.yaml', content: { ...CONTENT, ...own } });
  const errors: readonly LawError[] = parsed.ok ? [] : parsed.errors;
  expect(errors.find((error) => error.path === path)).toMatchObject({ file: 's.yaml', message });
});

const rich = loadSmall([
  provision({
    id: 'P',
    contrary: ['A v B (2020)'],
    exceptions: [
      { id: 'E', label: 'e', when: 'excluded', effect: 'defeats', source: 's' },
      { id: 'F', label: 'f', when: 'helps', effect: 'discretion', source: 's' },
    ],
    deadlines: [
      { id: 'D', label: 'd', kind: 'person-must-act', source: 's', rule: { event: 'started' } },
    ],
  }),
  provision({
    id: 'Q',
    versions: [{ from: '2010', when: { age: 'now', under: 18, presume: 'protection' } }],
  }),
]);

test.each<[object, readonly string[]]>([
  [
    {
      provision: 'P',
      result: 'cannot-say',
      unless: ['E', 'F'],
      missing: ['excluded'],
      contrary: ['A v B'],
      due: [{ rule: 'D', date: '2026-01-02' }],
      because: ['APPLIES UNLESS'],
    },
    [],
  ],
  [{ provision: 'Q', result: 'engaged', presumes: ['PRESUME'] }, []],
  [
    { provision: 'P', result: 'engaged' },
    [
      'step 1: P in AA is cannot-say, expected engaged (Not known yet: excluded. Applies unless: e. Applies unless: f.)',
    ],
  ],
  [
    { provision: 'P', result: 'cannot-say', because: ['never said'] },
    [
      'step 1: P in AA: no reason says "never said" (Not known yet: excluded. Applies unless: e. Applies unless: f.)',
    ],
  ],
  [
    { provision: 'P', result: 'cannot-say', missing: ['helps'] },
    ['step 1: P in AA: missing lacks "helps" (has excluded)'],
  ],
  [
    { provision: 'P', result: 'cannot-say', unless: ['G'] },
    ['step 1: P in AA: unless lacks "G" (has E, F)'],
  ],
  [
    { provision: 'P', result: 'cannot-say', presumes: ['PRESUME'] },
    ['step 1: P in AA: presumptions lacks "PRESUME" (has none)'],
  ],
  [
    { provision: 'P', result: 'cannot-say', contrary: ['C v D'] },
    ['step 1: P in AA: no contrary authority names "C v D"'],
  ],
  [
    { provision: 'P', result: 'cannot-say', due: [{ rule: 'X', date: null }] },
    ['step 1: P in AA: no deadline "X"'],
  ],
  [
    { provision: 'P', result: 'cannot-say', due: [{ rule: 'D', date: '2026-01-03' }] },
    ['step 1: P in AA: "D" falls on 2026-01-02, expected 2026-01-03'],
  ],
  [
    { provision: 'P', result: 'cannot-say', due: [{ rule: 'D', date: null }] },
    ['step 1: P in AA: "D" falls on 2026-01-02, expected null'],
  ],
  [{ provision: 'P', result: 'cannot-say', notDue: ['X'] }, []],
  [
    { provision: 'P', result: 'cannot-say', notDue: ['D'] },
    ['step 1: P in AA: the deadline "D" must not be shown'],
  ],
  [{ provision: 'P', result: 'absent' }, ['step 1: P must not be shown']],
  [{ provision: 'P', in: 'BB-N', result: 'engaged' }, ['step 1: P is not shown']],
])('of %j the scenario says what came out differently', (expectation, failures) => {
  const facts = {
    location: 'AA',
    signs: true,
    startedOn: '2026-01-02',
    ageDisputed: true,
    reasonsToBelieveChild: true,
  };
  const content = { ...CONTENT, steps: [{ asOf: '2026-01-05', facts, expect: [expectation] }] };
  const parsed = parseScenario({ file: 's.yaml', content });
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join());
  expect(runScenario(rich, parsed.scenario)).toEqual({
    id: 's',
    ok: failures.length === 0,
    failures,
  });
});

test('what a step knows adds to the steps before it, and a step without its day fails', () => {
  const steps = [
    {
      asOf: '2026-01-01',
      facts: { location: 'AA' },
      expect: [{ provision: 'P', result: 'cannot-say' }],
    },
    { asOf: '2026-01-01', facts: { signs: true }, expect: [{ provision: 'P', result: 'engaged' }] },
    { expect: [{ provision: 'P', result: 'engaged' }] },
  ];
  const parsed = parseScenario({ file: 's.yaml', content: { ...CONTENT, steps } });
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join());
  expect(runScenario(packs, parsed.scenario).failures).toEqual(['step 3: asOf is missing']);
});

test('of several accusations one that comes out as expected is enough', () => {
  const each = loadSmall([
    provision({
      id: 'P',
      connects: ['prosecuting'],
      each: 'offences',
      versions: [{ from: '2010', when: 'offence.nexus.forced' }],
    }),
  ]);
  const offences = [false, true].map((forced) => ({ jurisdiction: 'AA', nexus: { forced } }));
  const outcome = (result: string): ScenarioOutcome => {
    const steps = [
      { asOf: '2026-01-01', facts: { offences }, expect: [{ provision: 'P', result }] },
    ];
    const parsed = parseScenario({ file: 's.yaml', content: { ...CONTENT, steps } });
    if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join());
    return runScenario(each, parsed.scenario);
  };
  expect(outcome('engaged').ok).toBe(true);
  expect(outcome('not-engaged').ok).toBe(true);
  expect(outcome('cannot-say').failures).toHaveLength(1);
});
