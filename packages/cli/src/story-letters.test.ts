/** Letters drafted with the law of the packs for invented people: what a recipient must never read, and must. */
import {
  draftDeadlineSheet,
  draftReconsideration,
  draftRepresentations,
  LetterDocument,
  listAccusations,
} from '@amparo/casework/representations';
import type { AccusationFacts } from '@amparo/casework/representations';
import { assess, parseFacts } from '@amparo/law';
import { expect, test } from 'vitest';
import { loadLaw } from './law-files.ts';

const law = await loadLaw();
if (!law.ok) throw new Error(law.errors[0]?.message);
const { packs } = law;

function caseOf(json: object): AccusationFacts {
  const facts = parseFacts(json, packs);
  if (!facts.ok) throw new Error(facts.errors[0]?.message);
  const { vocabulary, extents } = packs;
  return {
    assessment: assess({ packs, facts: facts.facts, asOf: '2026-11-23' }),
    recorded: facts.facts,
    place: (code) => extents.places.get(code)?.name ?? code,
    name: 'T. (fictional)',
    reference: 'FICT-1',
    to: 'the prosecution',
    from: 'a law centre',
    label: (key) => vocabulary.facts.get(key)?.label ?? vocabulary.lists.get(key)?.label ?? key,
  };
}

const nexus = Object.fromEntries(
  ['compelled', 'compulsionFromExploitation', 'directConsequence'].map((field) => [
    field,
    { value: true, source: 'said', by: 'Counsel Quill', on: '2026-11-20' },
  ]),
);
const boy = {
  nationality: ['VN'],
  location: 'GB-EAW',
  entered: '2026-04',
  dateOfBirth: { value: '2010-05-02', source: 'said' },
  assessedAge: { value: '>=18', source: 'document', by: 'custody sergeant', on: '2026-11-18' },
  ageDisputed: true,
  reasonsToBelieveChild: true,
  indicators: true,
  exploitation: ['forced-criminality'],
  traffickingActs: ['transport', 'harbouring'],
  means: ['debt', 'threat'],
  confined: true,
  exploitationPlaces: ['GB-EAW'],
  accusedOrAtRisk: true,
  immigration: { legalStay: false, status: 'irregular' },
  offences: [
    {
      code: 'production of cannabis',
      jurisdiction: 'GB-EAW',
      actDate: '2026-11-18',
      stage: 'arrested',
      nextHearing: '2026-12-01',
      nexus,
    },
  ],
};
const refused = {
  ...boy,
  identification: {
    referredOn: '2026-11-19',
    referralReceivedOn: '2026-11-19',
    decisions: [
      {
        state: 'GB',
        kind: 'reasonable-grounds',
        result: 'negative',
        madeOn: '2026-11-19',
        receivedOn: '2026-11-20',
      },
    ],
  },
};
const twiceAccused = {
  nationality: ['RO'],
  location: 'RO',
  dateOfBirth: '1999-08-08',
  ageDisputed: false,
  indicators: true,
  exploitation: ['sexual'],
  exploitationPlaces: ['NL'],
  traffickingActs: ['recruitment', 'transport'],
  means: ['deception', 'threat'],
  earningsTaken: true,
  mentalIllness: true,
  risk: { retaliation: true },
  offences: [
    { code: 'theft', jurisdiction: 'NL', actDate: '2026-08-03', stage: 'charged', nexus },
    { code: 'bodily harm', jurisdiction: 'RO', actDate: '2026-01-10', stage: 'suspected', nexus },
  ],
};

test('two accusations in two countries: each letter argues one, in the law of its own state', () => {
  const facts = caseOf(twiceAccused);
  const [dutch, romanian] = listAccusations(facts.recorded).map(({ record }) =>
    draftRepresentations({ ...facts, about: record }),
  );
  if (dutch === undefined || romanian === undefined) throw new Error('an accusation is missing');
  expect(sent(dutch)).toMatch(/Wetboek van Strafvordering/);
  expect(all(dutch)).not.toMatch(/bodily harm|Codul|Legea/);
  expect(sent(romanian)).toMatch(/Codul penal/);
  expect(all(romanian)).not.toMatch(/theft|Wetboek/);
});

test('no letter says where the person is, how they stay, who heard them, or how they are', () => {
  for (const json of [boy, refused, twiceAccused]) {
    const facts = caseOf(json);
    for (const letter of [draftRepresentations(facts), draftReconsideration(facts)]) {
      expect(all(letter)).not.toMatch(/Quill/);
      expect(sent(letter)).not.toMatch(
        /irregular|is in England|is in Romania|Mental illness|retaliation/,
      );
      expect(sent(letter)).not.toMatch(/There is no clause|No clause that frees/);
    }
  }
});

test('the boy is argued to be a boy, and only in the alternative not', () => {
  const text = sent(draftRepresentations(caseOf(boy)));
  expect(text).toMatch(/section 45\(4\)[^]*Only in the alternative, and without accepting it/);
  expect(text).not.toMatch(/contested|was 18 or over/);
  expect(text).toMatch(/Schedule 4/);
});

const IDS = [...packs.provisions.keys()].filter((id) => id.includes('-'));
const PLACES = [...packs.extents.places.values()]
  .filter(({ choose }) => choose.length === 0)
  .map(({ code }) => code)
  .filter((code) => packs.packs.some(({ jurisdiction }) => jurisdiction === code));

test.each(PLACES)(
  'a letter to a prosecutor in %s can be saved, and speaks no machine words',
  (place) => {
    const offence = { ...boy.offences[0], jurisdiction: place };
    const letter = draftRepresentations(caseOf({ ...boy, location: place, offences: [offence] }));
    expect(LetterDocument.safeParse(letter).error).toBeUndefined();
    const text = sent(letter);
    expect(text).toMatch(/^\(1\) that .*(no charge|ended|closed?|dropped)/m);
    expect(IDS.filter((id) => text.includes(id))).toEqual([]);
    expect(text).not.toMatch(
      /on the facts known|is among the|It is contested|from memory|undefined/,
    );
  },
);

test('before any decision nothing is asked to be reconsidered; after a refusal the sheet counts only what runs', () => {
  expect(sent(draftReconsideration(caseOf(boy)))).toBe('');
  const facts = caseOf(refused);
  const request = draftReconsideration(facts);
  expect(sent(request)).toMatch(/negative reasonable grounds decision of 19 November 2026/);
  expect(sent(request)).not.toMatch(/Law 53|Optional Protocol|Criminal Appeal|American/);
  const sheet = sent(draftDeadlineSheet(facts));
  expect(sheet).toMatch(/The case: next dates\n1 December 2026: next hearing/);
  expect(sheet).toMatch(/19 December 2026: Ask for reconsideration/);
  expect(sheet).not.toMatch(/aims to decide on reasonable grounds/);
  expect(sheet).not.toMatch(/Protection lasts until/);
});

test('after a conviction nothing is written to a prosecutor, and the day to appeal stands on the sheet of dates', () => {
  const convicted = { ...boy.offences[0], stage: 'convicted', convictedOn: '2026-11-16' };
  const facts = caseOf({ ...boy, offences: [convicted] });
  const letter = draftRepresentations(facts);
  expect(sent(letter)).toBe('');
  expect(all(letter)).toMatch(/Lodge the appeal by the day on the sheet of dates/);
  expect(sent(draftDeadlineSheet(facts))).toMatch(/December 2026: .*appeal/i);
});

test('a first positive decision is told and waited upon; a refusal is not even hinted at', () => {
  const [decision] = refused.identification.decisions;
  const decisions = [{ ...decision, result: 'positive' }];
  const granted = { ...refused, identification: { ...refused.identification, decisions } };
  const text = sent(draftRepresentations(caseOf(granted)));
  expect(text).toContain('made a positive reasonable grounds decision on 19 November 2026.');
  expect(text).toContain('no decision is taken before the conclusive grounds decision');
  expect(sent(draftRepresentations(caseOf(refused)))).not.toMatch(
    /negative|reconsider|Referred for identification/i,
  );
});

function sent({ blocks }: LetterDocument): string {
  return textOf(blocks.filter(({ kind }) => kind !== 'check'));
}

function all({ title, blocks }: LetterDocument): string {
  return `${title}\n${textOf(blocks)}`;
}

function textOf(blocks: LetterDocument['blocks']): string {
  return blocks
    .map((block) => (block.kind === 'list' ? block.items.join('\n') : block.text))
    .join('\n');
}
