import { assess, parseFacts, parsePacks } from '../index.ts';
import type { Assessment, Finding, PackFile, Packs } from '../index.ts';

/**
 * A small invented body of law for tests: one country `AA`, a federation `BB` with the parts `BB-N`
 * and `BB-S`, a treaty, and whatever provisions a test adds. No real law is meant.
 */
export function smallFiles(provisions: readonly object[] = []): PackFile[] {
  return [
    { file: 'facts.yaml', content: VOCABULARY },
    { file: 'places.yaml', content: PLACES },
    { file: 'concepts.yaml', content: CONCEPTS },
    {
      file: 'aa/pack.yaml',
      content: {
        pack: { id: 'aa', version: '1', title: 'Aa', jurisdiction: 'AA' },
        calendars: [CALENDAR],
        lawLists: [LIST],
      },
    },
    { file: 'aa/law.yaml', content: { provisions: [PRESUMPTION, ...provisions] } },
  ];
}

export const MARK = { level: 'memory', read: 'Invented.', where: 'this test' };

/** A provision with everything a pack needs; `own` replaces parts of it. */
export function provision(own: object): object {
  return {
    title: 'An invented rule',
    instrument: 'Invented Act',
    article: 'section 1',
    extent: ['AA'],
    connects: ['presence'],
    force: 'must',
    category: 'residence',
    summary: 'An invented rule.',
    binds: 'the state',
    invokedBy: 'the person',
    before: 'a court',
    remedy: 'an order',
    versions: [{ from: '2010-01-01', when: 'signs' }],
    verified: MARK,
    ...('category' in own && own.category === 'disclosure-duty' ? { tells: [] } : {}),
    ...own,
  };
}

/** Reads the packs; a refusal is a mistake in the test and is thrown with its sentences. */
export function loadSmall(provisions: readonly object[] = []): Packs {
  const parsed = parsePacks(smallFiles(provisions));
  if (parsed.ok) return parsed.packs;
  throw new Error(parsed.errors.map((error) => `${error.path}: ${error.message}`).join('\n'));
}

/** Assesses facts under the small law and these provisions. */
export function assessSmall(
  provisions: readonly object[],
  facts: object,
  options: { readonly asOf?: string; readonly in?: readonly string[] } = {},
): Assessment {
  const packs = loadSmall(provisions);
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  return assess({
    packs,
    facts: parsed.facts,
    asOf: options.asOf ?? '2026-06-15',
    ...(options.in === undefined ? {} : { in: options.in }),
  });
}

/** The one finding about the provision `P`; throws when there is none or more than one. */
export function findP(assessment: Assessment): Finding {
  const found = assessment.findings.filter((finding) => finding.provision === 'P');
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${String(found.length)} findings about P`);
  }
  return only;
}

function fact(own: object): object {
  return {
    type: 'boolean',
    label: 'A fact',
    question: 'Is it so?',
    class: 'low',
    burden: 1,
    mayAsk: ['legal', 'casework'],
    ...own,
  };
}

const VOCABULARY = {
  classes: ['low', 'middle', 'high'],
  anchors: {
    today: { label: 'today', today: true },
    now: { label: 'the present day', today: true },
    act: { label: 'the act', dates: ['offence.actDate'], age: 'offence.ageAtAct' },
    started: { label: 'the start', dates: ['startedOn'] },
    'pause-start': { label: 'the start of the pause', dates: ['pausedFrom'] },
    'pause-end': { label: 'the end of the pause', dates: ['pausedUntil'] },
    'first-decision': { label: 'the first decision', decision: ['first'], field: 'madeOn' },
    'last-decision': { label: 'the last decision', decision: ['last'], field: 'madeOn' },
  },
  lists: {
    offences: { singular: 'offence', ...fact({ label: 'Accusations', class: 'middle' }) },
    convictions: { singular: 'conviction', ...fact({ label: 'Convictions' }) },
    'identification.decisions': { singular: 'decision', ...fact({ label: 'Decisions' }) },
  },
  facts: {
    signs: fact({ label: 'Signs' }),
    other: fact({ label: 'Other sign' }),
    excluded: fact({ label: 'Excluded' }),
    helps: fact({ label: 'Helps the police', touches: 'cooperation' }),
    location: fact({ type: 'place', label: 'Place' }),
    nationality: fact({ type: 'list', of: 'country', label: 'Nationality' }),
    permanentResidence: fact({ type: 'list', of: 'country' }),
    livesIn: fact({ type: 'country' }),
    exploitationPlaces: fact({ type: 'list', of: 'extent' }),
    'extradition.requestedState': fact({ type: 'place' }),
    'extradition.requestingState': fact({ type: 'country' }),
    'employer.state': fact({ type: 'country' }),
    accusedOrAtRisk: fact({ label: 'Accused' }),
    dateOfBirth: fact({ type: 'date', label: 'Date of birth' }),
    ageDisputed: fact({ label: 'Age disputed' }),
    reasonsToBelieveChild: fact({ label: 'Reasons to believe a child' }),
    startedOn: fact({ type: 'date', label: 'Start' }),
    pausedFrom: fact({ type: 'date', label: 'Pause from' }),
    pausedUntil: fact({ type: 'date', label: 'Pause until' }),
    colour: fact({ type: 'enum', values: ['red', 'dark-blue'] }),
    amount: fact({ type: 'number' }),
    ageAtAct: fact({ type: 'age' }),
    'offences[].jurisdiction': fact({ type: 'place', class: 'middle' }),
    'offences[].code': fact({ type: 'text', class: 'middle' }),
    'offences[].excludedList': fact({ class: 'middle' }),
    'offences[].actDate': fact({ type: 'date', class: 'middle' }),
    'offences[].ageAtAct': fact({ type: 'age', class: 'middle', fallback: 'ageAtAct' }),
    'offences[].nexus.forced': fact({
      label: 'Forced',
      class: 'high',
      burden: 3,
      mayAsk: ['legal'],
      never: ['portal', 'hotline'],
    }),
    'convictions[].jurisdiction': fact({ type: 'place' }),
    'identification.decisions[].state': fact({ type: 'country', touches: 'identification' }),
    'identification.decisions[].kind': fact({ type: 'enum', values: ['first', 'last'] }),
    'identification.decisions[].result': fact({
      type: 'enum',
      values: ['positive', 'negative', 'pending'],
    }),
    'identification.decisions[].madeOn': fact({ type: 'date' }),
    'identification.decisions[].receivedOn': fact({ type: 'date' }),
  },
};

const PLACES = {
  places: {
    AA: 'Aaland',
    BB: { name: 'Beland', choose: ['BB-N', 'BB-S'] },
    'BB-N': { name: 'North Beland', of: 'BB' },
    'BB-S': { name: 'South Beland', of: 'BB', also: ['BB-F'] },
    'BB-F': { name: 'Beland, federal law', of: 'BB' },
  },
  groups: {
    TREATY: {
      name: 'parties to a treaty',
      closed: true,
      members: { AA: '2015-01-01' },
      verified: MARK,
    },
    LEFT: {
      name: 'parties to an older treaty',
      closed: true,
      members: { AA: { to: '2012-12-31' } },
      verified: MARK,
    },
    SOME: {
      name: 'parties, partly checked',
      members: { AA: null },
      outside: ['BB'],
      verified: MARK,
    },
    ALL: { name: 'all states', everyone: true, members: {}, verified: MARK },
  },
};

const CONCEPTS = {
  concepts: {
    'any-sign': {
      title: 'There is some sign',
      source: 'invented',
      when: { any: ['signs', 'other'] },
    },
  },
};

const CALENDAR = {
  id: 'aa',
  weekend: [6, 7],
  from: '2026-01-01',
  to: '2026-12-31',
  holidays: { '2026-04-03': 'A holiday', '2026-04-06': 'Another holiday' },
  verified: MARK,
};

const LIST = {
  id: 'LIST',
  title: 'an invented list',
  source: 'Invented Act, Schedule',
  from: '2012-01-01',
  entries: [{ label: 'Murder' }, { label: 'Piracy', from: '2020-01-01' }],
  absent: ['theft'],
  verified: MARK,
};

const PRESUMPTION = provision({
  id: 'PRESUME',
  category: 'child',
  presumes: { that: 'child', purpose: 'protection', until: 'age is known' },
  versions: [{ from: '2000-01-01', when: { all: ['ageDisputed', 'reasonsToBelieveChild'] } }],
});
