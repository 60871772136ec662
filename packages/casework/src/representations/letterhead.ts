/** The head and foot of a letter to an authority: whom it is about, and where their case stands. Pure. */
import { check, paragraph } from './blocks.ts';
import { dayInWords } from './dates.ts';
import type { CaseFacts } from './matter.ts';
import type { Block } from './model.ts';
import { findText, findValue } from './recorded.ts';
import type { Accusation } from './recorded.ts';

/** To, from, date, reference and client. `urgent` stands under the date. */
export function headBlocks(facts: CaseFacts, urgent: readonly Block[]): Block[] {
  const born = findValue(facts.recorded, 'dateOfBirth');
  const birth = born === undefined ? '' : `, date of birth ${dayInWords(String(born))}`;
  return [
    paragraph(`To: ${facts.to}`),
    paragraph(`From: ${facts.from}`),
    paragraph(`Date: ${dayInWords(facts.assessment.asOf)}`),
    ...urgent,
    facts.reference === ''
      ? check('Add their reference.')
      : paragraph(`Reference: ${facts.reference}`),
    paragraph(`Client: ${facts.name}${birth}`),
  ];
}

/** That the letter gives nothing away but what it says. */
export const NO_WAIVER = paragraph(
  'Nothing in this letter waives privilege. It is no statement or interview of our client.',
);

export function footBlocks({ from }: CaseFacts): Block[] {
  return [
    paragraph('Yours faithfully,'),
    paragraph(from),
    check('Sign: name, capacity, registration, telephone.'),
  ];
}

const STAGES: Readonly<Record<string, readonly [words: string, on?: string]>> = {
  suspected: ['under suspicion'],
  arrested: ['arrested', 'arrestedOn'],
  interviewed: ['interviewed', 'interviewOn'],
  charged: ['charged', 'chargedOn'],
  pleaded: ['plea entered', 'pleaOn'],
};

/** What the client is accused of, as recorded; what is missing is for the lawyer to add. */
export function accusationBlocks(accusation: Accusation | undefined): Block[] {
  if (accusation === undefined) {
    return [check('No accusation is recorded: say what it is, and which state prosecutes.')];
  }
  const day = findText(accusation, 'actDate');
  const next = findText(accusation, 'nextHearing');
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Offence', accusation.offence],
    ['Date of the alleged offence', day === undefined ? undefined : dayInWords(day)],
    ['Stage', stageInWords(accusation)],
    ['Next hearing', next === undefined ? undefined : dayInWords(next)],
  ];
  const missing = lines.filter(([, words]) => words === undefined).map(([name]) => name);
  return [
    ...lines.flatMap(([name, words]) =>
      words === undefined ? [] : [paragraph(`${name}: ${words}.`)],
    ),
    check(
      `Add ${missing.map((name) => `${name.toLowerCase()}, `).join('')}case number or URN, officer in the case, station or court, return to bail.`,
    ),
    ...(accusation.jurisdiction === undefined
      ? [check('Record which state prosecutes: without it no law is argued.')]
      : []),
  ];
}

function stageInWords(accusation: Accusation): string | undefined {
  const [words, field] = STAGES[findText(accusation, 'stage') ?? ''] ?? [];
  const on = field === undefined ? undefined : findText(accusation, field);
  return words === undefined || on === undefined ? words : `${words} on ${dayInWords(on)}`;
}
