/** What the command palette can do: every place, every file in memory, every act of the shell. */
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useCaseload, useName } from '../files/caseload.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { LOCALES, useLanguage } from '../words/index.ts';
import type { Command, CommandGroup } from './palette.tsx';
import { PLACES } from './places.ts';
import { usePreferences } from './preferences.tsx';

export function useCommands(): readonly CommandGroup[] {
  const { words, choices, setLocale } = useLanguage();
  const { t } = words;
  const goTo = useGoTo();
  const acts = useActs();
  const { loaded } = useCaseload();
  const name = useName();
  const cards = loaded.state === 'ready' ? loaded.value : [];
  return [
    {
      title: t('palette.places'),
      commands: PLACES.map(({ path, label, icon }) => goTo(path, t(label), icon)),
    },
    {
      title: t('palette.files'),
      commands: cards.map(({ file, content }) =>
        goTo(`/files/${file}`, name(file, content?.chosenName ?? null), 'files'),
      ),
    },
    { title: t('palette.acts'), commands: acts },
    {
      title: t('settings.language'),
      commands: choices.map((locale) => ({
        id: `language ${locale}`,
        label: LOCALES[locale].name,
        icon: 'more',
        run: () => {
          setLocale(locale);
        },
      })),
    },
  ];
}

function useGoTo(): (path: string, label: string, icon: Command['icon']) => Command {
  const [, go] = useLocation();
  return (path, label, icon) => ({
    id: `go ${path}`,
    label,
    icon,
    run: () => {
      go(path);
    },
  });
}

/** Locking, hiding names, light and dark, and the two pages that no rail shows. */
function useActs(): readonly Command[] {
  const { words } = useLanguage();
  const { t } = words;
  const { lock } = useSession();
  const goTo = useGoTo();
  const { theme, setTheme, namesHidden, setNamesHidden } = usePreferences();
  const toggles = useMemo(
    (): readonly Command[] => [
      {
        id: 'names',
        label: namesHidden ? t('name.show') : t('name.hide'),
        icon: 'person',
        run: () => {
          setNamesHidden(!namesHidden);
        },
      },
      {
        id: 'theme',
        label: theme === 'dark' ? t('settings.theme.to-light') : t('settings.theme.to-dark'),
        icon: 'today',
        run: () => {
          setTheme(theme === 'dark' ? 'light' : 'dark');
        },
      },
    ],
    [t, theme, setTheme, namesHidden, setNamesHidden],
  );
  return [
    { id: 'lock', label: t('lock.now'), icon: 'lock', more: 'Ctrl L', run: lock },
    ...toggles,
    goTo('/dates', t('deadlines.title'), 'clock'),
    goTo('/organisation/visible', t('visible.title'), 'organisation'),
    goTo('/waiting', t('waiting.title'), 'waiting'),
    goTo('/keeping', t('keeping.title'), 'lock'),
  ];
}
