/** What a letter to a prosecutor says, and what it never gives away. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '@amparo/law';
import { draftRepresentations } from './draft.ts';
import { LetterDocument } from './model.ts';
import {
  ACCUSED,
  caseOf,
  due,
  finding,
  notes,
  recordedOf,
  sent,
  use,
} from './testing/letter-case.ts';

const nexus = (field: string) =>
  use(`offences[].nexus.${field}`, {
    class: 'privileged',
    source: 'said',
    by: 'Solicitor Quill',
    on: '2026-05-01',
  });
const child = finding(
  {
    provision: 'UK-MSA-45-CHILD',
    title: 'the child’s limb',
    about: 'offences[0]',
    defence: true,
    because: [
      'It is contested that the person was under 18 at the alleged offence.',
      'Direct consequence: yes (as said, by Solicitor Quill, on 2026-05-01).',
    ],
  },
  [nexus('directConsequence')],
);
const adult = finding(
  {
    provision: 'UK-MSA-45-ADULT',
    title: 'the adult’s limb',
    about: 'offences[0]',
    defence: true,
    adultOnly: 'UK-MSA-45-CHILD',
    because: ['It is contested that the person was 18 or over at the alleged offence.'],
  },
  [nexus('compelled')],
);
const boy = recordedOf(
  {
    dateOfBirth: '2010-01-02',
    ageDisputed: true,
    assessedAge: { value: '>=18', by: 'custody sergeant', on: '2026-05-01' },
  },
  { offences: [ACCUSED] },
);
const draft = (findings: readonly Finding[], recorded?: Parameters<typeof caseOf>[1]) =>
  draftRepresentations(caseOf(findings, recorded));

test('a letter about one accusation says nothing of another, and argues no law of another state', () => {
  const recorded = recordedOf(
    {},
    {
      offences: [
        { ...ACCUSED, code: 'theft', jurisdiction: 'NL' },
        { ...ACCUSED, code: 'bodily harm', jurisdiction: 'RO' },
      ],
    },
  );
  const findings = [
    finding({ title: 'Dutch law', jurisdiction: 'NL', about: 'offences[0]' }, [nexus('compelled')]),
    finding({ title: 'Dutch duty', jurisdiction: 'NL', category: 'investigation' }),
    finding({ title: 'Romanian law', jurisdiction: 'RO', about: 'offences[1]' }, [nexus('duress')]),
    finding({ title: 'Romanian duty', jurisdiction: 'RO', category: 'investigation' }),
    finding({ title: 'Stray law', jurisdiction: 'RO', about: 'offences[0]' }),
  ];
  const dutch = JSON.stringify(draftRepresentations(caseOf(findings, recorded)));
  expect(dutch).toMatch(/theft.*Dutch law.*Dutch duty/);
  expect(dutch).not.toMatch(/bodily harm|Romanian|Stray|evidence of duress/);
  const second = { ...caseOf(findings, recorded), about: 'offences[1]' };
  const romanian = JSON.stringify(draftRepresentations(second));
  expect(romanian).toMatch(/bodily harm.*evidence of duress.*Romanian law.*Romanian duty/);
  expect(romanian).not.toMatch(/theft|Dutch/);
});

test('two accusations in one state are two letters too, and a link that is of neither is told in none', () => {
  const recorded = recordedOf(
    {},
    {
      offences: [
        { ...ACCUSED, code: 'theft' },
        { ...ACCUSED, code: 'bodily harm' },
      ],
    },
  );
  const findings = [
    finding({ title: 'First law', about: 'offences[0]' }),
    finding({ title: 'Second law', about: 'offences[1]' }, [nexus('duress')]),
    finding({ title: 'Law of the case' }, [nexus('forcedByTrafficker')]),
  ];
  const letter = JSON.stringify(draftRepresentations(caseOf(findings, recorded)));
  expect(letter).toMatch(/First law.*Law of the case/);
  expect(letter).not.toMatch(/Second law|bodily harm|duress|forced by/);
});

test('what the client told the lawyer stands in section 2 alone, without who was told or when', () => {
  const letter = draft([child, adult], boy);
  expect(JSON.stringify(letter)).not.toMatch(/Quill|1 May 2026 by|as said/);
  const [before = '', own = '', after = ''] = sent(letter).split(/2\. The connection|3\. The law/);
  expect(own).toMatch(/direct consequence of being trafficked/);
  expect(before + after).not.toMatch(/direct consequence|under compulsion/);
  expect(after).toContain('see section 2');
  expect(before).toContain('Nothing in this letter waives privilege');
  expect(notes(letter)).toContain('Confirm with the client that each of these may be disclosed.');
});

test('where somebody is, and their safety, health and stay, never leave in a letter', () => {
  const kept = ['location', 'contact', 'safety', 'health', 'therapy', 'immigration', 'privileged'];
  const keys = ['location', 'livesIn', 'entered', 'mentalIllness', 'pregnant', 'risk.return'];
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.constantFrom(...kept), (key, own) => {
      const canary = { value: 'CANARY', words: 'CANARY', class: own };
      const law = finding({ because: [`${key}: CANARY.`] }, [use(key, canary)]);
      const plain = recordedOf({ [key]: 'CANARY' }, { offences: [ACCUSED] });
      const moved = recordedOf(
        { nationality: { value: ['CANARY'], class: own } },
        { offences: [ACCUSED] },
      );
      return [plain, moved].every(
        (facts) => !JSON.stringify(draft([law], facts)).includes('CANARY'),
      );
    }),
  );
  const safety = finding({}, [use('risk.return', { class: 'safety' })]);
  expect(notes(draft([safety]))).toContain('not told here');
  expect(notes(draft([safety]))).toContain('Only if our client agrees.');
  expect(notes(draft([]))).toContain('Has our client agreed to each?');
});

test('a law that is only lacking argues for nobody and is no duty', () => {
  const gap = finding({ title: 'No clause', force: 'gap', summary: 'There is no clause.' });
  const duty = finding({ title: 'Lacking duty', force: 'gap', category: 'identification' });
  const letter = draft([gap, duty]);
  expect(sent(letter)).not.toMatch(/no clause|No clause|Lacking duty/);
  expect(notes(letter)).toContain('Not for the letter, but know it: No clause');
  expect(notes(letter)).not.toContain('Lacking duty');
});

test('authority that cuts against the client is a note for the lawyer, and ours is called ours', () => {
  const test45 = {
    id: 't',
    ask: 'Would anybody?',
    of: 'jury',
    burden: 'the prosecution disproves it',
    authorityFor: ['R v Ours'],
    authorityAgainst: ['R v Theirs'],
  };
  const letter = draft([finding({ openTests: [test45], contrary: ['R v Later.'] })]);
  expect(sent(letter)).toContain('The question for the jury: Would anybody?');
  expect(sent(letter)).toContain('We rely on: R v Ours.');
  expect(sent(letter)).toContain('Proof: The prosecution disproves it.');
  expect(sent(letter)).not.toMatch(/Theirs|Later/);
  expect(notes(letter)).toMatch(/Deal with: R v Theirs\.[^]*|Deal with: R v Later\./);
});

test('advice to the lawyer in a law’s summary, and a question for our own side, are never sent', () => {
  const ours = {
    id: 't',
    ask: 'Is the charge one of those?',
    of: 'defence lawyer',
    authorityFor: ['Simple theft'],
    authorityAgainst: ['Robbery.'],
  };
  const letter = draft([
    finding({
      summary:
        'There is no clause. The court may impose nothing (NL-NOTE), under art. 9. It is a finding of guilt: argue NL-SR-40 first. It reaches every act; see NL-NP.',
      openTests: [ours],
    }),
  ]);
  expect(sent(letter)).toContain(
    'Act on a law, s. 1. The court may impose nothing, under art. 9. It reaches every act.',
  );
  expect(sent(letter)).not.toMatch(/no clause|guilt|NL-|one of those|Simple theft/);
  expect(notes(letter)).toContain(
    'For you: There is no clause. It is a finding of guilt: argue NL-SR-40 first.',
  );
  expect(notes(letter)).toContain(
    'For you to settle: Is the charge one of those? Simple theft. Robbery.',
  );
});

test('a burden of proof that nobody read is a note', () => {
  const unread = {
    id: 't',
    ask: 'Q?',
    of: 'jury',
    burden: 'theirs (from memory)',
    authorityFor: [],
    authorityAgainst: [],
  };
  const letter = draft([finding({ openTests: [unread] })]);
  expect(sent(letter)).not.toContain('from memory');
  expect(notes(letter)).toContain('Theirs (from memory).');
});

test('a child is argued to be a child: the limb for adults only as an express alternative', () => {
  const text = sent(draft([adult, child], boy));
  expect(text.indexOf('the child’s limb')).toBeLessThan(text.indexOf('the adult’s limb'));
  expect(text).toMatch(
    /the adult’s limb\nOur client is 16\. Only in the alternative, and without accepting it, if a court were to find that our client was an adult:/,
  );
  expect(text).toMatch(
    /on the ground of section 45\(4\) of the Modern Slavery Act 2015; in the alternative only, section 45\(1\)/,
  );
  expect(text).not.toContain('contested');
  expect(text).toContain(
    'in dispute because the custody sergeant recorded “18 or over” on 1 May 2026. An officer’s view of appearance is no age assessment.',
  );
  expect(text).toContain('treated as a child until the council has made a Merton-compliant');
});

test('for a child the limb for adults stays an alternative also where it stands alone', () => {
  const letter = draft([adult], boy);
  expect(sent(letter)).toContain('in the alternative only, section 45(1)');
  expect(sent(letter)).toContain('Only in the alternative');
  expect(notes(letter)).toContain('The defence for a child is not argued yet');
});

test('an adult whose age nobody doubts argues their own limb plainly', () => {
  const grown = recordedOf(
    { dateOfBirth: '1990-01-02', ageDisputed: false },
    { offences: [{ ...ACCUSED, stage: 'charged' }] },
  );
  const text = sent(draft([adult], grown));
  expect(text).toContain('discontinued, on the ground of section 45(1)');
  expect(text).toContain('before plea');
  expect(text).not.toMatch(/alternative|a child|guardian|Merton/);
});

test('each court is asked in the words of its own procedure, and any other in neutral ones', () => {
  const inState = (jurisdiction: string) =>
    draft([], recordedOf({}, { offences: [{ ...ACCUSED, jurisdiction }] }));
  expect(inState('IT').title).toBe(
    'Memoria difensiva e istanza di archiviazione (art. 367 c.p.p.) nell’interesse di R.',
  );
  expect(inState('RO').title).toMatch(/^Cerere de clasare, în subsidiar de renunțare/);
  expect(inState('NL').title).toBe('Verzoek tot sepot namens R.');
  for (const state of ['IT', 'RO', 'NL', 'FR', 'GB-SCT']) {
    const letter = inState(state);
    expect(sent(letter)).not.toMatch(/\bplea\b|Modern Slavery Act|National Referral|Merton/);
    expect(notes(letter)).toMatch(/To be filed in/);
    expect(LetterDocument.safeParse(letter).success).toBe(true);
  }
});

test.each(['GB-EAW', 'IT', 'RO', 'NL', 'FR'])(
  'in %s the end of the case is asked for first at every stage before a conviction',
  (jurisdiction) => {
    const stages = ['suspected', 'arrested', 'interviewed', 'charged', 'pleaded'];
    for (const stage of [{ unknown: 'not-asked' as const }, ...stages]) {
      const recorded = recordedOf({}, { offences: [{ ...ACCUSED, jurisdiction, stage }] });
      expect(sent(draft([{ ...child, jurisdiction }], recorded))).toMatch(
        /^\(1\) that .*(no charge|discontinued|end|ended|acquitted|closed?|dropped)\b.*, on the ground of /m,
      );
    }
  },
);

test('the end of the case is asked for first, and identification whatever comes of it', () => {
  const lines = sent(draft([child], boy)).split('\n');
  expect(lines.find((line) => line.startsWith('(1)'))).toMatch(/no charge is brought/);
  expect(lines.find((line) => line.startsWith('(2)'))).toMatch(/referred .* today .*section 52/);
  expect(lines.find((line) => line.startsWith('(4)'))).toMatch(/independent guardian/);
});

test('a decision against the client is not told to a prosecutor, and one for the client is relied on', () => {
  const decided = (result: string) =>
    draft(
      [],
      recordedOf(
        {},
        { offences: [ACCUSED], 'identification.decisions': [{ state: 'GB', result }] },
      ),
    );
  expect(sent(decided('negative'))).not.toContain('negative');
  expect(notes(decided('negative'))).toContain('A negative decision on identification is recorded');
  expect(sent(decided('positive'))).toContain(
    'the positive decision on identification is followed',
  );
});

test('that nobody has looked yet is told until somebody decided', () => {
  const assessed = { 'identification.assessedBeforeCharge': false };
  const none = recordedOf(assessed, { offences: [ACCUSED] });
  const refused = recordedOf(assessed, {
    offences: [ACCUSED],
    'identification.decisions': [{ state: 'GB', result: 'negative' }],
  });
  expect(sent(draft([], none))).toContain('Nobody qualified has assessed');
  expect(sent(draft([], refused))).not.toContain('Nobody qualified');
});

test('facts that no law read are told too, as sentences with who saw them; nothing known is a note', () => {
  const recorded = recordedOf(
    {
      documentsTaken: { value: true, source: 'seen', by: 'youth worker', on: '2026-05-02' },
      wagesWithheld: { value: true, source: 'said', by: 'Solicitor Quill' },
      means: ['debt', 'threat', 'other'],
      confined: false,
    },
    { offences: [ACCUSED] },
  );
  const text = sent(draft([], recorded));
  expect(text).toContain('Papers were taken from our client (seen by youth worker, 2 May 2026).');
  expect(text).toContain('Pay was withheld.');
  expect(text).toContain('They used debt and threats.');
  expect(text).not.toMatch(/confined|Quill|: yes/);
  const empty = draft([]);
  expect(sent(empty)).not.toContain('recorded yet');
  expect(notes(empty)).toContain('Nothing that can be told is recorded yet.');
  expect(notes(empty)).toContain('No link between the accusation and the exploitation');
});

test('at most six duties are asked for, each binding and of the place, with its date', () => {
  const duties = Array.from({ length: 8 }, (_, at) =>
    finding({ title: `Duty ${String(at)}`, category: 'child', due: at === 0 ? [due({})] : [] }),
  );
  const beside = [
    finding({ title: 'Only guides', category: 'child', force: 'policy' }),
    finding({ title: 'Elsewhere', category: 'child', jurisdiction: 'VN' }),
    finding({ title: 'Who decides', category: 'child', provision: 'UK-NABA-50' }),
  ];
  const letter = draft([...beside, ...duties]);
  expect(sent(letter).match(/^Duty \d/gm)).toHaveLength(6);
  expect(sent(letter)).toContain(
    'Duty 0: Act on Duty 0, s. 1. Date: one month after the decision (1 May 2026): 1 June 2026.',
  );
  expect(JSON.stringify(letter)).not.toMatch(/Only guides|Elsewhere|Who decides/);
  expect(notes(letter)).toContain('Act on Duty 7');
});

test('what to read again and what is missing stands once, at the end', () => {
  const memory = finding({ title: 'M', verified: { level: 'memory', read: '', where: '' } });
  const waits = (title: string, missing: readonly string[]) =>
    finding({ title, result: 'cannot-say', missing });
  const letter = draft([
    memory,
    waits('A', ['fear']),
    waits('B', ['fear']),
    waits('Unbound', []),
    waits('Later', ['offences[].plea']),
    waits('Refuge', ['offences[].immigrationOffence', 'fear']),
  ]);
  expect(notes(letter)).toContain('If the offence is about entry, stay or papers, record that');
  const own = notes(letter).split('\n');
  expect(own.filter((line) => line.includes('Missing: '))).toEqual([
    'May help once more is known: Act on A, s. 1; Act on B, s. 1. Missing: fear.',
  ]);
  expect(own.slice(-2)[0]).toContain('from memory: read the text before you send this. Act on M');
  expect(letter.blocks.at(-1)?.kind).toBe('check');
  expect(sent(letter)).not.toMatch(/as held on|Act on A/);
});

test('the head says who, what, when and at which stage; the lawyer adds the rest and signs', () => {
  const letter = draft([], boy);
  const text = sent(letter);
  for (const line of [
    'Date: 3 May 2026',
    'URGENT: this concerns a child.',
    'Client: R., date of birth 2 January 2010',
    'Offence: an offence.',
    'Date of the alleged offence: 30 April 2026.',
    'Stage: arrested.',
    'Confidential. Before any of this is disclosed to anybody else, those accused with our client included, we ask to be heard.',
    'We act for R., who is 16, and make these representations before any decision to charge is taken.',
    'Yours faithfully,',
  ]) {
    expect(text).toContain(line);
  }
  expect(notes(letter)).toMatch(/Add next hearing, case number or URN/);
  expect(notes(letter)).toMatch(/Sign: name, capacity, registration/);
  expect(notes(letter)).toMatch(/authority to act/);
});

test('an act dated before the exploitation began is pointed out to the lawyer alone', () => {
  const began = (day: string) =>
    draft([], recordedOf({ traffickingStart: day }, { offences: [ACCUSED] }));
  expect(notes(began('2026-05'))).toContain('came before the exploitation');
  expect(notes(began('2026-04'))).not.toContain('came before the exploitation');
});
