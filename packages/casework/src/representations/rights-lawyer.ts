/** What a letter of rights tells the lawyer: notes before it is handed over, and the law on a page of its own. */
import type { Finding } from '@amparo/law';
import { check, citation, paragraph, verifications } from './blocks.ts';
import type { Block } from './model.ts';
import { listAskedDays, listUndated } from './rights-dates.ts';
import { isBinding, isNational } from './rights-told.ts';
import type { RightsTold, ToldRight } from './rights-told.ts';
import type { RightsLetterFacts, RightsLetterWords } from './rights-words.ts';

/** The law behind each right with the notes about it, for a page that the person need not keep. */
export function lawyersPage(
  facts: RightsLetterFacts,
  told: RightsTold,
  words: RightsLetterWords,
): Block[] {
  const { title, text } = words.lawyers;
  return [
    { kind: 'heading', text: title, newPage: true },
    paragraph(text),
    ...lawChecks(facts, told),
    ...lawOf(told, words),
  ];
}

/**
 * Part by part as the person reads them, so that both find the place; what a law is about is said in the language of
 * the law packs, as in every note to a lawyer.
 */
function lawOf({ given, maybe }: RightsTold, words: RightsLetterWords): Block[] {
  return [...given, ...maybe].flatMap((right): Block[] => {
    const items = [
      ...citedFor(right).map(line),
      ...right.open.filter(isNational).map((finding) => `May apply. ${line(finding)}`),
      ...citedAbroad(right).map((finding) => `${finding.jurisdiction}: ${line(finding)}`),
    ];
    if (items.length === 0) return [];
    return [paragraph(words.right(right.name).title), { kind: 'list', items: [...new Set(items)] }];
  });
}

function line(finding: Finding): string {
  return `${finding.title}: ${citation(finding)}`;
}

/** What guides without binding is named only where nothing binds. */
function citedFor({ here, open }: ToldRight): readonly Finding[] {
  const argued = here.filter(isArgued);
  if (argued.length > 0) return argued;
  return open.some(isNational) ? here : [...here, ...open];
}

function isArgued({ force }: Finding): boolean {
  return force !== 'soft' && force !== 'consider';
}

/** Of another country its own law; a treaty only where that has none. */
function citedAbroad({ abroad }: ToldRight): readonly Finding[] {
  const national = abroad.filter(isNational);
  return national.length > 0 ? national : abroad.filter(isArgued);
}

/** What to see to before the letter is handed over; it stands on the person's own pages, and names nothing. */
export function handingChecks({ person, assessment }: RightsLetterFacts): Block[] {
  const hasNext = person.nextDates.some((date) => date >= assessment.asOf);
  return [
    ...(person.isAccused && !hasNext
      ? [check('Add the next day: interview, return on bail, or hearing.')]
      : []),
    check(
      'Is it safe for the person to keep this on paper? If not, read it out and keep it here. The last page names laws, and with them what happened: it can stay with you.',
    ),
  ];
}

/** What a lawyer has to see to in the law, one note for each kind. */
function lawChecks(facts: RightsLetterFacts, told: RightsTold): Block[] {
  const { person, assessment } = facts;
  const rights = [...told.given, ...told.maybe];
  const findings = rights.flatMap(({ here, open, abroad }) => [
    ...here,
    ...open.filter(isNational),
    ...abroad,
  ]);
  return [
    ...(person.places.length === 0
      ? [
          check(
            'It is not recorded where the person is. The letter must tell the law of that place.',
          ),
        ]
      : []),
    ...accusedChecks(facts, told),
    ...hollowChecks(told),
    ...dayChecks(findings, assessment.asOf),
    ...(told.leftOut.length > 0 && told.leftOut.some((r) => r.here.length + r.open.length > 0)
      ? [
          check(
            'Staying, going home and danger elsewhere are left out: the person is in their own country.',
          ),
        ]
      : []),
    ...readingChecks(rights),
  ];
}

function accusedChecks({ person }: RightsLetterFacts, { given }: RightsTold): Block[] {
  if (!person.isAccused) return [];
  const lawyer = given.find(({ name }) => name === 'lawyer');
  const isCarried = [...(lawyer?.here ?? []), ...(lawyer?.abroad ?? [])].some(isBinding);
  if (isCarried) return [];
  return [
    check(
      'No law in the packs that gives a lawyer is engaged here. Name the law of the police station or the court, and who pays.',
    ),
  ];
}

/** Where only a treaty carries what the person is told, and where the law of the place is known to have nothing. */
function hollowChecks({ given, maybe }: RightsTold): Block[] {
  const bare = given.filter(({ here }) => here.length > 0 && !here.some(isNational));
  const titles = bare.flatMap(({ here }) => here.slice(0, 1)).map(line);
  const gaps = [...given, ...maybe].flatMap((right) => right.gaps);
  return [
    ...(titles.length === 0
      ? []
      : [
          check(
            `Only a treaty or a directive carries these; find the law of the place: ${lines(titles)}`,
          ),
        ]),
    ...(gaps.length === 0
      ? []
      : [
          check(
            `The law of the place has no rule of its own: ${lines(gaps.map(({ title }) => title))}`,
          ),
        ]),
  ];
}

function dayChecks(findings: readonly Finding[], asOf: string): Block[] {
  const days = listAskedDays(findings, asOf).map(
    ({ date, due, finding }) => `${date}: ${due.label} (${citation(finding)}). ${due.arithmetic}`,
  );
  const undated = listUndated(findings.filter(({ result }) => result === 'engaged')).map(
    ({ due, finding }) => `${due.label}: ${due.openStandard ?? ''} (${citation(finding)})`,
  );
  return [
    ...(days.length === 0 ? [] : [check(`Check each day, past ones too: ${lines(days)}`)]),
    ...(undated.length === 0
      ? []
      : [check(`Days that begin with something not recorded: ${lines(undated)}`)]),
  ];
}

/** The texts that nobody read yet, in one note for each way in which they were checked. */
function readingChecks(rights: readonly ToldRight[]): Block[] {
  const cited = rights.flatMap((right) => [
    ...citedFor(right),
    ...right.open.filter(isNational),
    ...citedAbroad(right),
  ]);
  return verifications(cited);
}

function lines(items: readonly string[]): string {
  return [...new Set(items)].join('; ');
}
