/** A letter to the person, in their language and in plain words: what they have, who gives it, by when. Pure. */
import { check, heading, paragraph } from './blocks.ts';
import type { Block, LetterDocument } from './model.ts';
import { isAhead, listAskedDays, listOneForEach, listUndated } from './rights-dates.ts';
import type { AskedDay, NamedDay } from './rights-dates.ts';
import { handingChecks, lawyersPage } from './rights-lawyer.ts';
import type { RightsLetterPerson } from './rights-person.ts';
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
  const given = told.given.map((right) => withDays(right, facts, words));
  const maybe = told.maybe.map((right) => withDays(right, facts, words));
  return {
    title: words.title(facts.name),
    language: words.language,
    blocks: [
      check(
        'Go through this letter together, in the person’s language. A draft translation needs an interpreter.',
      ),
      ...beginning(facts, [...given, ...maybe], words),
      ...words.opening.map(paragraph),
      ...(person.mayBeChild ? [paragraph(words.openingYoung)] : []),
      paragraph(given.length === 0 ? words.nothingYet : words.given),
      ...given.flatMap((right) => rightBlocks(right, words)),
      ...maybeBlocks(maybe, words),
      heading(words.last.title),
      paragraph(words.last.text),
      paragraph(words.from(facts.from)),
      paragraph(words.asOf(assessment.asOf)),
      ...handingChecks(facts),
      ...lawyersPage(facts, told, words),
    ],
  };
}

/** A right with the last days that the person is told under it. */
interface DatedRight extends ToldRight {
  readonly days: readonly NamedDay[];
}

/** What to do today, and how to reach us: an accused person, or one with little time left, may read no further. */
function beginning(
  { assessment, person }: RightsLetterFacts,
  rights: readonly DatedRight[],
  { today, reach }: RightsLetterWords,
): Block[] {
  const note = check(
    'Fill in how the person reaches you: telephone, hours, language, and the national number. Leave out what must not be found with them.',
  );
  const next = person.nextDates.filter((date) => date >= assessment.asOf).map(today.next);
  const items = [
    ...(person.isAccused ? [today.lawyer] : []),
    ...(person.isAccused && person.mayBeChild ? [today.age] : []),
    ...(person.isAccused ? next : []),
    ...listOneForEach(rights.flatMap(({ days }) => days))
      .filter(({ date }) => isAhead(date, assessment.asOf))
      .map(today.last),
  ];
  if (items.length === 0) return [paragraph(reach), note];
  return [heading(today.title), { kind: 'list', items: [...items, reach] }, note];
}

function rightBlocks(right: DatedRight, words: RightsLetterWords): Block[] {
  const { title, text, who } = words.right(right.name);
  const days = right.days.map(words.date);
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
function maybeBlocks(maybe: readonly DatedRight[], words: RightsLetterWords): Block[] {
  if (maybe.length === 0) return [];
  const items = maybe.map(({ name, days }) => {
    const { title } = words.right(name);
    return days.length === 0 ? title : `${title}. ${days.map(words.date).join(' ')}`;
  });
  return [heading(words.maybe), { kind: 'list', items }];
}

/** That a day has passed is told only where the law is sure to apply; else the lawyer is told. */
function withDays(
  right: ToldRight,
  { assessment, person }: RightsLetterFacts,
  words: RightsLetterWords,
): DatedRight {
  const { here, open, abroad } = right;
  const days = listAskedDays([...here, ...open.filter(isNational), ...abroad], assessment.asOf)
    .filter(({ nearness, finding }) => nearness !== 'passed' || finding.result === 'engaged')
    .map((day) => ({ ...day, what: whatOf(day, right, person, words) }));
  return { ...right, days: listOneForEach(days) };
}

/** Law of another place is told with its country, and all law is while nobody knows where the person is. */
function whatOf(
  { finding, asking }: AskedDay,
  { name }: ToldRight,
  { places }: RightsLetterPerson,
  words: RightsLetterWords,
): string {
  const what = asking === undefined ? words.right(name).title : words.asking(asking);
  if (places.includes(finding.jurisdiction)) return what;
  return `${what} (${words.country(countryOf(finding))})`;
}

/** The code of the country, whichever part of it the finding is about. */
function countryOf({ jurisdiction }: { readonly jurisdiction: string }): string {
  return jurisdiction.split('-')[0] ?? jurisdiction;
}
