import { Button, OneOf, PickOne } from '../look/index.ts';
import { usePreferences } from '../shell/preferences.tsx';
import type { Theme } from '../shell/preferences.tsx';
import { LOCALES, useLanguage } from '../words/index.ts';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** This screen: language, light or dark, and whether names are shown. */
export function Settings() {
  const { words, choices, setLocale } = useLanguage();
  const { t } = words;
  const { theme, setTheme, namesHidden, setNamesHidden } = usePreferences();
  return (
    <section className="sheet stack" aria-labelledby="settings-title">
      <h2 id="settings-title">{t('settings.title')}</h2>
      <PickOne
        label={t('settings.language')}
        choices={choices.map((locale) => ({ value: locale, label: LOCALES[locale].name }))}
        value={words.locale}
        onChange={setLocale}
      />
      <OneOf
        across
        label={t('settings.theme')}
        choices={THEMES.map((each) => ({ value: each, label: t(`settings.theme.${each}`) }))}
        value={theme}
        onChange={setTheme}
      />
      <div>
        <Button
          aria-pressed={namesHidden}
          onPress={() => {
            setNamesHidden(!namesHidden);
          }}
        >
          {namesHidden ? t('name.show') : t('name.hide')}
        </Button>
      </div>
    </section>
  );
}
