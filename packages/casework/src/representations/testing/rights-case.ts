/** A letter of rights in words that show which sentence was chosen, with what is read from it on its pages. */
import type { Due, Finding } from '@amparo/law';
import type { LetterDocument } from '../model.ts';
import { draftRightsLetter } from '../rights-letter.ts';
import type { RightsLetterPerson } from '../rights-person.ts';
import type { RightsLetterWords } from '../rights-words.ts';

const words: RightsLetterWords = {
  language: 'xx',
  title: (name) => `For ${name}`,
  today: {
    title: 'Today',
    lawyer: 'Ask for a lawyer now.',
    age: 'Say how old you are.',
    next: (date) => `Next: ${date}`,
    last: ({ what, date, isSure }) => `Last: ${what}: ${isSure ? '' : 'perhaps '}${date}.`,
  },
  reach: 'Call us: …',
  opening: ['You decide.'],
  openingYoung: 'Some must act all the same.',
  given: 'You can ask for each of these.',
  right: (name) => ({ title: `Right: ${name}`, text: `Text: ${name}`, who: `Who: ${name}` }),
  asking: (asking) => `Asking: ${asking}`,
  date: ({ nearness, what, date, isSure }) =>
    `${what}: ${isSure ? '' : 'perhaps '}${nearness} ${date}.`,
  someDay: 'There may be a last day.',
  second: 'There may be a second way.',
  abroad: (codes) => `Also in ${codes.join(' ')}.`,
  country: (code) => `Country ${code}`,
  maybe: 'What may be',
  nothingYet: 'We need to know more.',
  last: { title: 'What this letter cannot say', text: 'Ask us again.' },
  lawyers: { title: 'For your lawyer', text: 'Leave this page.' },
  from: (who) => `From: ${who}`,
  asOf: (date) => `As of ${date}`,
};
export const due = (over: Partial<Due>): Due => ({
  rule: 'r',
  label: 'Ask',
  kind: 'person-must-act',
  start: '2026-05-01',
  date: '2026-06-01',
  openStandard: null,
  arithmetic: 'a sum',
  possible: false,
  missing: [],
  ...over,
});
export const finding = (over: Partial<Finding>): Finding =>
  ({
    provision: 'X-1',
    title: 'A right',
    pack: 'ro',
    jurisdiction: 'RO',
    category: 'legal-aid',
    result: 'engaged',
    force: 'must',
    state: 'in-force',
    about: null,
    summary: 'The words of a lawyer about a complainant.',
    due: [],
    missing: [],
    openTests: [],
    trace: { node: 'n', label: '', value: 'yes', facts: [], of: [] },
    citations: [{ instrument: 'An Act', pinpoint: 's. 1' }],
    verified: { level: 'official', read: '', where: '' },
    ...over,
  }) as Finding;
export const cite = (instrument: string) =>
  ({ provision: instrument, citations: [{ instrument, pinpoint: 'a' }] }) as unknown as Pick<
    Finding,
    'provision' | 'citations'
  >;
const inRomania: RightsLetterPerson = {
  places: ['RO'],
  isAtHome: false,
  isAccused: false,
  mayBeChild: false,
  nextDates: [],
};
export const letterOf = (
  person: Partial<RightsLetterPerson>,
  ...findings: readonly Finding[]
): LetterDocument =>
  draftRightsLetter(
    {
      assessment: { asOf: '2026-05-03', packs: [], findings },
      name: 'R.',
      from: 'A law centre',
      person: { ...inRomania, ...person },
    },
    words,
  );
export const letter = (...findings: readonly Finding[]) => letterOf({}, ...findings);
const line = (block: LetterDocument['blocks'][number]): string =>
  block.kind === 'list' ? block.items.join('\n') : block.text;
export const read = ({ blocks }: LetterDocument): string =>
  blocks
    .filter(({ kind }) => kind !== 'check')
    .map(line)
    .join('\n');
export const checks = ({ blocks }: LetterDocument): string =>
  blocks
    .filter(({ kind }) => kind === 'check')
    .map(line)
    .join('\n');
/** What the person reads, without the page for the lawyer. */
export const own = (document: LetterDocument): string => {
  const at = document.blocks.findIndex(
    ({ kind, ...rest }) => kind === 'heading' && 'newPage' in rest,
  );
  return read({ ...document, blocks: at < 0 ? document.blocks : document.blocks.slice(0, at) });
};
