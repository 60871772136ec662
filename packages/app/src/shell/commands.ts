/** What the command palette can do: every place, every file in memory, every act of the shell. */
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useCaseload, useName } from '../files/caseload.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { LOCALES, useLanguage } from '../words/index.ts';
import type { CommandGroup } from './palette.tsx';
import { PLACES } from './places.ts';
import { usePreferences } from './preferences.tsx';

export function useCommands(): readonly CommandGroup[] {
  const { words, choices, setLocale } = useLanguage();
  const { t } = words;
  const { lock } = useSession();
  const { loaded } = useCaseload();
  const name = useName();
  const { theme, setTheme, namesHidden, setNamesHidden } = usePreferences();
  const [, go] = useLocation();
  return useMemo(() => {
    const places = PLACES.map(({ path, label, icon }) => ({
      id: `place ${path}`,
      label: t(label),
      icon,
      run: () => {
        go(path);
      },
    }));
    const files = (loaded.state === 'ready' ? loaded.value : []).map(({ file, content }) => ({
      id: `file ${file}`,
      label: name(file, content?.chosenName ?? null),
      icon: 'files' as const,
      run: () => {
        go(`/files/${file}`);
      },
    }));
    const acts = [
      { id: 'lock', label: t('lock.now'), icon: 'lock' as const, more: 'Ctrl L', run: lock },
      {
        id: 'names',
        label: namesHidden ? t('name.show') : t('name.hide'),
        icon: 'person' as const,
        run: () => {
          setNamesHidden(!namesHidden);
        },
      },
      {
        id: 'theme',
        label: theme === 'dark' ? t('settings.theme.to-light') : t('settings.theme.to-dark'),
        icon: 'today' as const,
        run: () => {
          setTheme(theme === 'dark' ? 'light' : 'dark');
        },
      },
      {
        id: 'visible',
        label: t('visible.title'),
        icon: 'organisation' as const,
        run: () => {
          go('/organisation/visible');
        },
      },
      {
        id: 'waiting',
        label: t('waiting.title'),
        icon: 'waiting' as const,
        run: () => {
          go('/waiting');
        },
      },
    ];
    const languages = choices.map((locale) => ({
      id: `language ${locale}`,
      label: LOCALES[locale].name,
      icon: 'more' as const,
      run: () => {
        setLocale(locale);
      },
    }));
    return [
      { title: t('palette.places'), commands: places },
      { title: t('palette.files'), commands: files },
      { title: t('palette.acts'), commands: acts },
      { title: t('settings.language'), commands: languages },
    ];
  }, [t, go, loaded, name, lock, namesHidden, setNamesHidden, theme, setTheme, choices, setLocale]);
}
