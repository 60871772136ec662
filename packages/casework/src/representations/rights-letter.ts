/** A letter to the person, in their language and in plain words: what they have, who gives it, by when. Pure. */
import type { Finding } from '@amparo/law';
import { RIGHT_NAMES, RIGHTS } from '../rights/index.ts';
import type { RightName } from '../rights/index.ts';
import { check, citation, heading, paragraph, verification } from './blocks.ts';
import type { LetterFacts } from './draft.ts';
import type { Block, LetterDocument } from './model.ts';

/** The plain words of the person's language. */
export interface RightsLetterWords {
  readonly title: (name: string) => string;
  /** What the letter is, and that nothing is lost by using none of it. */
  readonly opening: readonly string[];
  readonly right: (name: RightName) => {
    readonly title: string;
    readonly text: string;
    readonly who: string;
  };
  readonly by: (date: string) => string;
  readonly perhapsBy: (date: string) => string;
  readonly law: (citations: string) => string;
  readonly maybe: string;
  readonly nothingYet: string;
  readonly last: { readonly title: string; readonly text: string };
  readonly from: (who: string) => string;
  readonly asOf: (date: string) => string;
}

/** More citations help nobody on such a letter; the plan has them all. */
const MOST_CITED = 4;

/**
 * Tells each right that is engaged; what may be is named at the end. What is not engaged is not in it: a "no" is
 * told by a person who can say what else may help.
 */
export function draftRightsLetter(facts: LetterFacts, words: RightsLetterWords): LetterDocument {
  const findings = facts.assessment.findings.filter(
    (f) => f.result !== 'not-engaged' && f.force !== 'gap' && f.force !== 'definition',
  );
  const of = (name: RightName, result: Finding['result']) => {
    const categories: readonly string[] = RIGHTS[name];
    return findings.filter((f) => f.result === result && categories.includes(f.category));
  };
  const given = RIGHT_NAMES.filter((name) => of(name, 'engaged').length > 0);
  const open = RIGHT_NAMES.filter(
    (name) => !given.includes(name) && of(name, 'cannot-say').length > 0,
  );
  return {
    title: words.title(facts.name),
    blocks: [
      check(
        'Go through this letter together, in the person’s language. A draft translation needs an interpreter.',
      ),
      ...words.opening.map(paragraph),
      ...given.flatMap((name) => rightBlocks(name, of(name, 'engaged'), words)),
      ...(given.length === 0 ? [paragraph(words.nothingYet)] : []),
      ...(open.length === 0
        ? []
        : [
            heading(words.maybe),
            { kind: 'list' as const, items: open.map((name) => words.right(name).title) },
          ]),
      heading(words.last.title),
      paragraph(words.last.text),
      check(
        'Is it safe for the person to keep this on paper? If not, read it out and keep it here.',
      ),
      ...once(given.flatMap((name) => cited(of(name, 'engaged')))).flatMap(verification),
      paragraph(words.from(facts.from)),
      paragraph(words.asOf(facts.assessment.asOf)),
    ],
  };
}

function rightBlocks(
  name: RightName,
  findings: readonly Finding[],
  words: RightsLetterWords,
): Block[] {
  const { title, text, who } = words.right(name);
  return [
    heading(title),
    paragraph(text),
    paragraph(who),
    ...dates(findings, words),
    paragraph(words.law(cited(findings).map(citation).join('; '))),
  ];
}

/** Last days for asking that are still ahead or just missed, the nearest first, each once. */
function dates(findings: readonly Finding[], words: RightsLetterWords): Block[] {
  const asked = findings
    .flatMap((finding) => finding.due)
    .filter(({ kind, date }) => kind === 'person-must-act' && date !== null)
    .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
    .map((due) => (due.possible ? words.perhapsBy(due.date ?? '') : words.by(due.date ?? '')));
  return [...new Set(asked)].map(paragraph);
}

/** The law of the place itself before treaties, and what was read before what was not. */
function cited(findings: readonly Finding[]): readonly Finding[] {
  return once(findings)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_CITED);
}

const READ = { official: 0, secondary: 1, memory: 2 } as const;

function rank({ pack, jurisdiction, verified }: Finding): number {
  const [country] = jurisdiction.toLowerCase().split('-');
  const isOfThePlace = pack.split('-')[0] === country;
  return (isOfThePlace ? 0 : 10) + READ[verified.level];
}

/** One finding for each law. */
function once(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [citation(finding), finding])).values()];
}
