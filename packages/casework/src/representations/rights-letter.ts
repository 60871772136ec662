/** A letter to the person, in their language and in plain words: what they have, who gives it, by when. Pure. */
import { check, heading, paragraph } from './blocks.ts';
import type { Block, LetterDocument } from './model.ts';
import { listAskedDays, listUndated } from './rights-dates.ts';
import type { AskedDay } from './rights-dates.ts';
import { handingChecks, lawyersPage } from './rights-lawyer.ts';
import { isNational, readRightsTold } from './rights-told.ts';
import type { ToldRight } from './rights-told.ts';
import type { RightsLetterFacts, RightsLetterWords } from './rights-words.ts';

/**
 * Tells each right that binding law gives; what may be is named at the end, and the law itself on a last page. What
 * is not engaged is not in it: a "no" is told by a person who can say what else may help.
 */
export function draftRightsLetter(
  facts: RightsLetterFacts,
  words: RightsLetterWords,
): LetterDocument {
  const { assessment, person } = facts;
  const told = readRightsTold(assessment, person);
  return {
    title: words.title(facts.name),
    language: words.language,
    blocks: [
      check(
        'Go through this letter together, in the person’s language. A draft translation needs an interpreter.',
      ),
      ...beginning(facts, words),
      ...words.opening.map(paragraph),
      ...(told.given.length === 0 ? [paragraph(words.nothingYet)] : [paragraph(words.given)]),
      ...told.given.flatMap((right) => rightBlocks(right, assessment.asOf, words)),
      ...maybeBlocks(told.maybe, assessment.asOf, words),
      heading(words.last.title),
      paragraph(words.last.text),
      paragraph(words.from(facts.from)),
      paragraph(words.asOf(assessment.asOf)),
      ...handingChecks(facts),
      ...lawyersPage(facts, told, words),
    ],
  };
}

/** What to do today, and how to reach us: an accused person may read no further. */
function beginning(
  { assessment, person }: RightsLetterFacts,
  { today, reach }: RightsLetterWords,
): Block[] {
  const note = check(
    'Fill in how the person reaches you: telephone, hours, language, and the national number. Leave out what must not be found with them.',
  );
  if (!person.isAccused) return [paragraph(reach), note];
  const next = person.nextDates.filter((date) => date >= assessment.asOf).map(today.next);
  const items = [today.lawyer, ...(person.mayBeChild ? [today.age] : []), ...next, reach];
  return [heading(today.title), { kind: 'list', items }, note];
}

function rightBlocks(right: ToldRight, asOf: string, words: RightsLetterWords): Block[] {
  const { title, text, who } = words.right(right.name);
  const days = dayLines(right, asOf, words);
  const undated = listUndated(right.here.filter(isNational));
  const countries = [...new Set(right.abroad.map(countryOf))];
  return [
    heading(title),
    paragraph(text),
    paragraph(who),
    ...days.map(paragraph),
    ...(days.length === 0 && undated.length > 0 ? [paragraph(words.someDay)] : []),
    ...(hasSecondWay(right) ? [paragraph(words.second)] : []),
    ...(countries.length > 0 ? [paragraph(words.abroad(countries))] : []),
  ];
}

/**
 * Said where it helps, and not under each right: where only a treaty gives it so far, and for money, where one way
 * does not take the place of another. All of them stand on the lawyer's page.
 */
function hasSecondWay({ name, here, open }: ToldRight): boolean {
  return open.some(isNational) && (name === 'money' || !here.some(isNational));
}

/** Names what may be, each with a last day that may be its own. */
function maybeBlocks(maybe: readonly ToldRight[], asOf: string, words: RightsLetterWords): Block[] {
  if (maybe.length === 0) return [];
  const items = maybe.map((right) => {
    const days = dayLines(right, asOf, words);
    const { title } = words.right(right.name);
    return days.length === 0 ? title : `${title}. ${days.join(' ')}`;
  });
  return [heading(words.maybe), { kind: 'list', items }];
}

/** Each day once. That a day has passed is told only where the law is sure to apply; else the lawyer is told. */
function dayLines(right: ToldRight, asOf: string, words: RightsLetterWords): readonly string[] {
  const { here, open, abroad } = right;
  const days = listAskedDays([...here, ...open.filter(isNational), ...abroad], asOf)
    .filter(({ nearness, finding }) => nearness !== 'passed' || finding.result === 'engaged')
    .map((day) => {
      const what = whatOf(day, right, words);
      return words.date({ nearness: day.nearness, what, date: day.date, isSure: day.isSure });
    });
  return [...new Set(days)];
}

function whatOf(
  { finding, asking }: AskedDay,
  { name, abroad }: ToldRight,
  words: RightsLetterWords,
): string {
  const what = asking === undefined ? words.right(name).title : words.asking(asking);
  return abroad.includes(finding) ? `${what} (${words.country(countryOf(finding))})` : what;
}

/** The code of the country, whichever part of it the finding is about. */
function countryOf({ jurisdiction }: { readonly jurisdiction: string }): string {
  return jurisdiction.split('-')[0] ?? jurisdiction;
}
