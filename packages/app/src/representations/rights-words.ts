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
  const [{ t, date }, file] = await Promise.all([loadWords(locale), FILES[locale]()]);
  const rights = file.default.messages;
  return {
    title: (name) => t('letter.rights.title', { name }),
    opening: [t('letter.rights.open1'), t('letter.rights.open2')],
    right: (name) => ({
      title: rights[`right.${name}`],
      text: rights[`right.${name}.text`],
      who: t('letter.rights.who', { who: rights[`right.${name}.who`] }),
    }),
    by: (day) => t('letter.rights.by', { date: date(day) }),
    perhapsBy: (day) => t('letter.rights.perhaps', { date: date(day) }),
    law: (citations) => t('letter.rights.law', { citations }),
    maybe: t('letter.rights.maybe'),
    nothingYet: t('letter.rights.nothing'),
    last: { title: t('letter.rights.last'), text: t('letter.rights.last.text') },
    from: (who) => t('letter.rights.from', { who }),
    asOf: (day) => t('letter.rights.as-of', { date: date(day) }),
  };
}
