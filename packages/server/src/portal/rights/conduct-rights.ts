/** Answers a form of these pages: reads the answers, asks on, or shows what may be asked for. */
import type { Language } from '@amparo/casework/reports';
import type { Packs } from '@amparo/law';
import type { Fields } from '../fields.ts';
import type { Place } from '../place.ts';
import type { Shown } from '../view.ts';
import type { Words } from '../words.ts';
import { decideRights, readAnswers, withoutAnswers } from './answers.ts';
import { questionPage } from './question-page.ts';
import { readRights } from './reading.ts';
import { resultPage } from './result-page.ts';
import { loadRightsWords } from './rights-words.ts';

/** What a worker answers these forms with. */
interface RightsDesk {
  readonly words: Readonly<Record<Language, Words>>;
  readonly place: Place;
  readonly packs: Packs;
  /** The day on which it is asked, as YYYY-MM-DD. */
  readonly today: string;
}

/**
 * Gives the page that follows a form.
 *
 * Shape: pure but for reading the catalogue; nothing is kept, and no answer is in what is carried on
 * from the result. Refuses with a calm page (`malformed`) what none of these pages could have sent.
 */
export function conductRights(fields: Fields, language: Language, desk: RightsDesk): Shown {
  const { packs, place, today } = desk;
  const { places } = packs.extents;
  const answers = readAnswers(fields, places);
  const kept = onlyLanguage(withoutAnswers(fields));
  if (answers === undefined) {
    return { view: { page: 'trouble', trouble: 'malformed' }, fields: kept };
  }
  const scene = {
    words: desk.words[language],
    rightsWords: loadRightsWords(language),
    place,
    places,
    fields: kept,
    sealedWhere: 'node',
  } as const;
  const step = decideRights(fields, answers, places);
  const content =
    step.kind === 'ask'
      ? questionPage(scene, step.question, step.answers)
      : resultPage(scene, readRights(packs, step.answers, today));
  return { view: { page: 'rights', content }, fields: kept };
}

function onlyLanguage({ l }: Fields): Fields {
  return l === undefined ? {} : { l };
}
