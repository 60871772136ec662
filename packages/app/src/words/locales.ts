/** The languages of the app and which way each is written. */
export const LOCALES = {
  en: { name: 'English', direction: 'ltr', dates: 'en-GB' },
  vi: { name: 'Tiếng Việt', direction: 'ltr', dates: 'vi' },
  ar: { name: 'العربية', direction: 'rtl', dates: 'ar-u-nu-latn' },
  ro: { name: 'Română', direction: 'ltr', dates: 'ro' },
} as const;

export type Locale = keyof typeof LOCALES;

export const LOCALE_CODES = Object.keys(LOCALES) as readonly Locale[];

/** The first language of the browser that the app speaks; English when none fits. */
export function chooseLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0] ?? '';
    const found = LOCALE_CODES.find((locale) => locale === code);
    if (found !== undefined) return found;
  }
  return 'en';
}
