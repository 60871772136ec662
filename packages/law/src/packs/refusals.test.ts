/** Every refusal of a rule says where it is, what is wrong and what to write instead. */
import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import { MARK, provision, smallFiles } from '../testing/small-law.ts';

const EXCEPTION = { id: 'E', label: 'l', when: 'other', effect: 'defeats', source: 's' };
const DEADLINE = {
  id: 'D',
  label: 'l',
  kind: 'open-standard',
  rule: { event: 'started' },
  source: 's',
};
const CLIFF = {
  on: 'cooperation',
  what: 'It falls.',
  when: 'Then.',
  challenge: 'So.',
  interimRelief: 'Thus.',
  survives: [],
};

function refusalsOf(own: object): readonly string[] {
  const parsed = parsePacks(smallFiles([provision({ id: 'P', ...own })]));
  if (parsed.ok) return [];
  return parsed.errors.map(({ code, file, path, message, remedy }) => {
    expect(file).toBe('aa/law.yaml');
    return `${code} ${path.replace('provisions[1]', 'P')}: ${message} ${remedy}`;
  });
}

const EVENTS =
  'Use one of today, now, act, started, pause-start, pause-end, first-decision, last-decision.';
const NO_TEXT =
  'must be a text that is not empty. Write a text; put quotes around it when it looks like a number or a date.';
const NO_DATE =
  'is not a date that exists. Write YYYY-MM-DD, or YYYY-MM or YYYY when no more is known.';
const NO_LIST = 'must be a list. Write one item a line, each beginning with "- ".';
const NO_FLAG = 'must be true or false. Write true or false without quotes.';
const NO_OBJECT = 'must be a set of named values. Write it as "name: value" lines; the names are';
const ADD_IT = 'which does not exist. Add it, or take the name out.';
const OFFICIAL =
  'The mark "official" needs the place in the text and the day it was read. Add "pinpoint:" and "on:", or lower the mark.';
const CHOOSE = 'Choose one of them.';

test.each<[object, readonly string[]]>([
  [
    { title: 7 },
    [
      `pack/not-a-text P.title: "title" ${NO_TEXT}`,
      'pack/missing P.title: "title" is missing. Add "title:" with a text.',
    ],
  ],
  [
    { title: ' ' },
    [
      `pack/not-a-text P.title: "title" ${NO_TEXT}`,
      'pack/missing P.title: "title" is missing. Add "title:" with a text.',
    ],
  ],
  [{ aliases: 7 }, [`pack/not-a-list P.aliases: "aliases" ${NO_LIST}`]],
  [
    { aliases: ['x', 7] },
    [
      'pack/not-a-text P.aliases[1]: Every item of this list must be a text. Put quotes around an item that holds a colon, a number or a date.',
    ],
  ],
  [{ defence: 'yes' }, [`pack/not-a-flag P.defence: "defence" ${NO_FLAG}`]],
  [
    { force: 'mus' },
    [
      'pack/not-a-choice P.force: "force" must be one of must, must-entitle, may, consider, policy, soft, definition, gap. Did you mean "must"?',
    ],
  ],
  [
    { category: 'asistance' },
    [
      'pack/not-a-choice P.category: "category" must be one of identification, non-punishment, assistance, health, housing, child, reflection, residence, non-refoulement, asylum, safe-return, confidentiality, information, legal-aid, procedure, investigation, protection, compensation, restitution, extradition, detention, criminalisation, disqualification, remedy, disclosure-duty. Did you mean "assistance"?',
    ],
  ],
  [
    { connects: ['presense'] },
    [
      'pack/not-a-choice P.connects: "connects" must be one of prosecuting, convicting, presence, nationality, residence, living, place-of-acts, requested, requesting, identifying, employer, any. Did you mean "presence"?',
    ],
  ],
  [
    { stages: ['prepaer'] },
    [
      'pack/not-a-choice P.stages: "stages" must be one of decide, prepare, enforce. Did you mean "prepare"?',
    ],
  ],
  [
    { desks: ['polise'] },
    [
      'pack/not-a-choice P.desks: "desks" must be one of hotline, casework, shelter, legal, health, therapy, police, prosecution, court, authority, liaison, taskforce, fund, oversight. Did you mean "police"?',
    ],
  ],
  [
    { verified: 'yes' },
    [
      `pack/not-an-object P.verified: provisions[1].verified ${NO_OBJECT} level, read, where, pinpoint, on, asAt, reviewed.`,
      `pack/not-a-choice P.verified.level: "level" must be one of official, secondary, memory. ${CHOOSE}`,
      `pack/mark-without-proof P.verified: ${OFFICIAL}`,
      'pack/missing P.verified.read: "read" is missing. Add "read:" with a text.',
      'pack/missing P.verified.where: "where" is missing. Add "where:" with a text.',
    ],
  ],
  [
    { verified: { ...MARK, level: 'official', on: '2026' } },
    [`pack/mark-without-proof P.verified: ${OFFICIAL}`],
  ],
  [
    { verified: { ...MARK, level: 'official', pinpoint: 's. 1' } },
    [`pack/mark-without-proof P.verified: ${OFFICIAL}`],
  ],
  [
    { verified: { ...MARK, level: 'secondary' } },
    [
      'pack/mark-without-proof P.verified: The mark "secondary" needs the day on which the source was read. Add "on:", or lower the mark to memory.',
    ],
  ],
  [
    { verified: { ...MARK, level: 'secondary', on: '2026-02-30' } },
    [
      `pack/not-a-date P.verified.on: "on" ${NO_DATE}`,
      'pack/mark-without-proof P.verified: The mark "secondary" needs the day on which the source was read. Add "on:", or lower the mark to memory.',
    ],
  ],
  [
    { verified: { ...MARK, reviewed: 'by somebody' } },
    [
      `pack/not-an-object P.verified.reviewed: provisions[1].verified.reviewed ${NO_OBJECT} by, on.`,
      'pack/missing P.verified.reviewed.on: A review needs the day on which it was made. Add "on:" with a date.',
      'pack/missing P.verified.reviewed.by: "by" is missing. Add "by:" with a text.',
    ],
  ],
  [
    { verified: { ...MARK, reviewed: { on: '2026', who: 'x' } } },
    [
      'pack/unknown-key P.verified.reviewed.who: "who" is not a name that can stand here. Use one of by, on.',
      'pack/missing P.verified.reviewed.by: "by" is missing. Add "by:" with a text.',
    ],
  ],
  [
    { verified: { ...MARK, pinpiont: 'x' } },
    [
      'pack/unknown-key P.verified.pinpiont: "pinpiont" is not a name that can stand here. Did you mean "pinpoint"?',
    ],
  ],
  [
    { versions: [{ when: 'signs' }] },
    ['pack/missing P.versions[0]: A version needs the day from which it applies. Add "from:".'],
  ],
  [
    { versions: [{ from: '2010', anchor: 'x', when: 'signs' }] },
    [`pack/anchor P.versions[0].anchor: "x" is not an event with a date. ${EVENTS}`],
  ],
  [
    { versions: [{ from: '2010', state: 'pausd', when: 'signs' }] },
    [
      'pack/not-a-choice P.versions[0].state: "state" must be one of enacted, in-force, transposition-due, not-commenced, paused, repealed. Did you mean "paused"?',
    ],
  ],
  [
    { versions: [{ frm: '2010', from: '2010', when: 'signs' }] },
    [
      'pack/unknown-key P.versions[0].frm: "frm" is not a name that can stand here. Did you mean "from"?',
    ],
  ],
  [
    { versions: { from: '2010' } },
    [
      `pack/not-a-list P.versions: "versions" ${NO_LIST}`,
      'pack/no-version P: P has no version. Add "versions:" with at least one "from:" and "when:".',
    ],
  ],
  [
    { versions: ['2010'] },
    [
      `pack/not-an-object P.versions[0]: provisions[1].versions[0] ${NO_OBJECT} from, to, state, anchor, when, note.`,
      'pack/missing P.versions[0]: A version needs the day from which it applies. Add "from:".',
      'pack/condition P.versions[0].when: A condition must be a name or one form. See docs/formats/law-packs.md for the forms of a condition.',
    ],
  ],
  [
    { exceptions: [{ ...EXCEPTION, effect: 'defeat' }] },
    [
      'pack/not-a-choice P.exceptions[0].effect: "effect" must be one of defeats, shortens, discretion, lifts. Did you mean "defeats"?',
    ],
  ],
  [
    { exceptions: [{ ...EXCEPTION, lable: 'x' }] },
    [
      'pack/unknown-key P.exceptions[0].lable: "lable" is not a name that can stand here. Did you mean "label"?',
    ],
  ],
  [
    { exceptions: [{ ...EXCEPTION, source: undefined }] },
    ['pack/missing P.exceptions[0].source: "source" is missing. Add "source:" with a text.'],
  ],
  [
    { exceptions: [{ ...EXCEPTION, id: '', label: undefined }] },
    [
      `pack/not-a-text P.exceptions[0].id: "id" ${NO_TEXT}`,
      'pack/missing P.exceptions[0].id: "id" is missing. Add "id:" with a text.',
      'pack/missing P.exceptions[0].label: "label" is missing. Add "label:" with a text.',
    ],
  ],
  [
    { exceptions: [{ ...EXCEPTION, when: 'sgns' }] },
    [
      'pack/condition P.exceptions[0].when: "sgns" is neither a fact of the vocabulary nor a concept. Did you mean "signs"?',
    ],
  ],
  [
    { tests: [{ id: 'x' }] },
    [
      'pack/missing P.tests[0].ask: "ask" is missing. Add "ask:" with a text.',
      'pack/missing P.tests[0].of: "of" is missing. Add "of:" with a text.',
    ],
  ],
  [
    { tests: [{ id: 'x', ask: 'Is it?', of: 'court', fr: [] }] },
    ['pack/unknown-key P.tests[0].fr: "fr" is not a name that can stand here. Did you mean "for"?'],
  ],
  [
    { presumes: { that: 'adult', purpose: 'x', until: 'y' } },
    [`pack/not-a-choice P.presumes.that: "that" must be one of child. ${CHOOSE}`],
  ],
  [
    { presumes: { that: 'child', x: 1 } },
    [
      'pack/unknown-key P.presumes.x: "x" is not a name that can stand here. Use one of that, purpose, until.',
      'pack/missing P.presumes.purpose: "purpose" is missing. Add "purpose:" with a text.',
      'pack/missing P.presumes.until: "until" is missing. Add "until:" with a text.',
    ],
  ],
  [
    { cliffs: [{ on: 'work', wat: 1 }] },
    [
      'pack/unknown-key P.cliffs[0].wat: "wat" is not a name that can stand here. Did you mean "what"?',
      `pack/not-a-choice P.cliffs[0].on: "on" must be one of cooperation, immigration, identification. ${CHOOSE}`,
      'pack/missing P.cliffs[0].what: "what" is missing. Add "what:" with a text.',
      'pack/missing P.cliffs[0].when: "when" is missing. Add "when:" with a text.',
      'pack/missing P.cliffs[0].challenge: "challenge" is missing. Add "challenge:" with a text.',
      'pack/missing P.cliffs[0].interimRelief: "interimRelief" is missing. Add "interimRelief:" with a text.',
    ],
  ],
  [
    { each: 'ofences' },
    [
      'pack/leads-nowhere P: each: This names the list of records "ofences", which does not exist. Did you mean "offences"?',
    ],
  ],
  [
    { extent: ['AB'] },
    [
      'pack/leads-nowhere P: extent: This names the extent "AB", which does not exist. Did you mean "AA"?',
    ],
  ],
  [
    { extent: ['BB'] },
    [
      'pack/place P: extent: "BB" has several legal systems, so it is no extent of a rule. Name the parts: BB-N, BB-S …',
    ],
  ],
  [
    { extent: [] },
    [
      'pack/reaches-nobody P: P has no extent or no connection, so it would never be shown. Add "extent:" and "connects:".',
    ],
  ],
  [
    { connects: [] },
    [
      'pack/reaches-nobody P: P has no extent or no connection, so it would never be shown. Add "extent:" and "connects:".',
    ],
  ],
  [
    { adultOnly: 'PRESUME-X' },
    [
      'pack/leads-nowhere P: adultOnly: This names the provision "PRESUME-X", which does not exist. Did you mean "PRESUME"?',
    ],
  ],
  [
    { gapAgainst: ['zzz'] },
    [`pack/leads-nowhere P: gapAgainst[0]: This names the provision "zzz", ${ADD_IT}`],
  ],
  [
    { cliffs: [{ ...CLIFF, survives: ['Q'] }] },
    [
      'pack/leads-nowhere P: cliffs[0].survives: This names the provision "Q", which does not exist. Did you mean "P"?',
    ],
  ],
  [
    { deadlines: [{ ...DEADLINE, kind: 'soon' }] },
    [
      `pack/not-a-choice P.deadlines[0].kind: "kind" must be one of person-must-act, authority-must-act, protection-lasts, open-standard. ${CHOOSE}`,
    ],
  ],
  [
    { deadlines: [{ ...DEADLINE, version: '2011' }] },
    [`pack/leads-nowhere P: deadlines[0]: This names the version from "2011", ${ADD_IT}`],
  ],
  [
    { deadlines: [{ ...DEADLINE, when: 'sgns' }] },
    [
      'pack/condition P.deadlines[0].when: "sgns" is neither a fact of the vocabulary nor a concept. Did you mean "signs"?',
    ],
  ],
  [
    { deadlines: [{ ...DEADLINE, source: undefined, id: 7 }] },
    [
      `pack/not-a-text P.deadlines[0].id: "id" ${NO_TEXT}`,
      'pack/missing P.deadlines[0].id: "id" is missing. Add "id:" with a text.',
      'pack/missing P.deadlines[0].source: "source" is missing. Add "source:" with a text.',
    ],
  ],
  [
    { deadlines: [{ ...DEADLINE, pausedWhile: [{ label: 'x', when: 'sgns', from: 'started' }] }] },
    [
      'pack/missing P.deadlines[0].pausedWhile[0].until: "until" is missing. Add "until:" with a text.',
      `pack/anchor P.deadlines[0].pausedWhile[0].until: "" is not an event with a date. ${EVENTS}`,
      'pack/condition P.deadlines[0].pausedWhile[0].when: "sgns" is neither a fact of the vocabulary nor a concept. Did you mean "signs"?',
    ],
  ],
  [
    { deadlines: [DEADLINE, DEADLINE] },
    ['pack/twice P: deadlines[1]: The name "D" stands twice in deadlines. Give each its own id.'],
  ],
  [
    { versions: [{ from: '2010-02', to: '2010-01', when: 'signs' }] },
    [
      'pack/version-ends-first P: versions[0]: The version from 2010-02 ends before it begins. Look at "from:" and "to:".',
    ],
  ],
])('%j is refused, with what to write', (own, refusals) => {
  expect(refusalsOf(own)).toEqual(refusals);
});
