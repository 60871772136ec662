/** The caseload in memory: cards of all the member's desks, opened here, searched here. */
import { createContext, use, useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import { readCaseload } from '../client/index.ts';
import type { Outcome, Session } from '../client/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import type { Loaded } from '../shell/loaded.ts';
import { usePreferences } from '../shell/preferences.tsx';
import { useWords } from '../words/index.ts';
import { mergeCards } from './search.ts';
import type { DeskCard, FileCard } from './search.ts';

interface Caseload {
  readonly loaded: Loaded<readonly FileCard[]>;
  readonly again: () => Promise<void>;
}

const CaseloadContext = createContext<Caseload | null>(null);

/** Loads the cards once after unlocking; searching them never asks the node anything. */
export function CaseloadProvider({ children }: { readonly children: ReactNode }) {
  const { session } = useSession();
  const load = useCallback(() => loadCards(session), [session]);
  const caseload = useLoaded(load);
  const value = useMemo(() => caseload, [caseload]);
  return <CaseloadContext value={value}>{children}</CaseloadContext>;
}

export function useCaseload(): Caseload {
  const caseload = use(CaseloadContext);
  if (caseload === null) throw new Error('useCaseload outside CaseloadProvider');
  return caseload;
}

async function loadCards(session: Session): Promise<Outcome<readonly FileCard[]>> {
  const cards: DeskCard[] = [];
  for (const { desk } of session.desks) {
    const answer = await readCaseload(session, desk.desk);
    if (!answer.ok) {
      // A desk without a caseload says so; any other no must not look like an empty one.
      if (!answer.offline && answer.refusal.code === 'not-available') continue;
      return answer;
    }
    for (const line of answer.value.value) cards.push({ ...line, desk: desk.desk });
  }
  return { ok: true, value: mergeCards(cards) };
}

/** How a person is called on this screen: by the chosen name, or not at all while names are hidden. */
export function useName(): (file: string, chosenName: string | null) => string {
  const { namesHidden } = usePreferences();
  const { t } = useWords();
  return useCallback(
    (file, chosenName) =>
      namesHidden || chosenName === null
        ? t('name.hidden', { code: file.slice(0, 4) })
        : chosenName,
    [namesHidden, t],
  );
}
