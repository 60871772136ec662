/** The plain words of the letter of rights, in the language of the person. */
import type { RightsLetterWords } from '@amparo/casework/representations';
import type english from '../../../../locales/en/rights.json';
import { loadWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';

type Rights = (typeof english)['messages'];
type RightsFile = () => Promise<{ default: { messages: Rights } }>;

const FILES: Readonly<Record<Words['locale'], RightsFile>> = {
  en: () => import('../../../../locales/en/rights.json'),
  vi: () => import('../../../../locales/vi/rights.json'),
  ar: () => import('../../../../locales/ar/rights.json'),
  ro: () => import('../../../../locales/ro/rights.json'),
};

/** Loads the words of one language. */
export async function loadRightsLetterWords(locale: Words['locale']): Promise<RightsLetterWords> {
  const [words, file] = await Promise.all([loadWords(locale), FILES[locale]()]);
  const { t, date, countryName } = words;
  const rights = file.default.messages;
  return {
    language: locale,
    title: (name) => t('letter.rights.title', { name }),
    today: {
      title: t('letter.rights.today'),
      lawyer: t('letter.rights.today.lawyer'),
      age: t('letter.rights.today.age'),
      next: (day) => t('letter.rights.today.next', { date: date(day) }),
      last: ({ what, date: day, isSure }) =>
        t('letter.rights.today.last', { what, date: date(day), sure: isSure }),
    },
    reach: t('letter.rights.reach'),
    opening: [t('letter.rights.open1'), t('letter.rights.open2')],
    openingYoung: t('letter.rights.open.child'),
    given: t('letter.rights.given'),
    right: (name) => ({
      title: rights[`right.${name}`],
      text: rights[`right.${name}.text`],
      who: t('letter.rights.who', { who: rights[`right.${name}.who`] }),
    }),
    country: countryName,
    maybe: t('letter.rights.maybe'),
    nothingYet: t('letter.rights.nothing'),
    last: { title: t('letter.rights.last'), text: t('letter.rights.last.text') },
    from: (who) => t('letter.rights.from', { who }),
    asOf: (day) => t('letter.rights.as-of', { date: date(day) }),
    ...askingWords(words),
  };
}

type AskingWords = Pick<
  RightsLetterWords,
  'asking' | 'date' | 'someDay' | 'second' | 'abroad' | 'lawyers'
>;

/** What can be asked for until when, in which other ways, and on what law. */
function askingWords({ t, date, list, countryName }: Words): AskingWords {
  return {
    asking: (asking) => t(`letter.rights.what.${asking}`),
    date: ({ nearness, what, date: day, isSure }) =>
      t(`letter.rights.${nearness}`, { what, date: date(day), sure: isSure }),
    someDay: t('letter.rights.some-day'),
    second: t('letter.rights.second'),
    abroad: (codes) => t('letter.rights.abroad', { country: list(codes.map(countryName)) }),
    lawyers: { title: t('letter.rights.lawyers'), text: t('letter.rights.lawyers.text') },
  };
}
