/** What somebody chose for this screen: theme, and whether names are shown. Never content. */
import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

export type Theme = 'system' | 'light' | 'dark';

interface Preferences {
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  readonly namesHidden: boolean;
  readonly setNamesHidden: (hidden: boolean) => void;
}

const REMEMBERED = 'amparo.theme';
const PreferencesContext = createContext<Preferences | null>(null);

function firstTheme(): Theme {
  const remembered = localStorage.getItem(REMEMBERED);
  return remembered === 'light' || remembered === 'dark' ? remembered : 'system';
}

/** Holds the preferences; names are shown again after each unlock, the theme is remembered. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [theme, setTheme] = useState(firstTheme);
  const [namesHidden, setNamesHidden] = useState(false);
  useEffect(() => {
    localStorage.setItem(REMEMBERED, theme);
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const value = useMemo(
    () => ({ theme, setTheme, namesHidden, setNamesHidden }),
    [theme, namesHidden],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (preferences === null) throw new Error('usePreferences outside PreferencesProvider');
  return preferences;
}
