/** Everything behind the door: rail, pages, palette, the keys that work everywhere. */
import { useCallback, useEffect, useState } from 'react';
import { Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { OrganisationPage } from '../directory/organisation-page.tsx';
import { VisiblePage } from '../directory/visible-page.tsx';
import { CapabilityPage } from '../exchange/capability-page.tsx';
import { ExchangePage } from '../exchange/exchange-page.tsx';
import { PacketPage } from '../exchange/packet-page.tsx';
import { DeadlinesPage } from '../files/deadlines-page.tsx';
import { FilePage } from '../files/file-page.tsx';
import { FilesPage } from '../files/files-page.tsx';
import { TodayPage } from '../files/today-page.tsx';
import { KeepingPage } from '../keeping/keeping-page.tsx';
import { LawPage } from '../law/law-page.tsx';
import { ProvisionPage } from '../law/provision-page.tsx';
import { InboxPage, loadInboxes } from '../reports/inbox-page.tsx';
import { OpenFilePage } from '../reports/open-file-page.tsx';
import { ReportPage } from '../reports/report-page.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { useCommands } from './commands.ts';
import { LockWatch } from './lock-watch.tsx';
import { Page } from './page.tsx';
import { Palette } from './palette.tsx';
import { Bar, Rail, Top } from './rail.tsx';
import { Empty, FaultBoundary } from './states.tsx';
import { WaitingPage } from './waiting-page.tsx';

export function Workspace() {
  return (
    <Router hook={useHashLocation}>
      <Frame />
    </Router>
  );
}

function Frame() {
  const { t } = useWords();
  const { lock } = useSession();
  const [path] = useLocation();
  const [palette, setPalette] = useState(false);
  const waiting = useInboxWaiting(path);
  const groups = useCommands();
  const openPalette = useCallback(() => {
    setPalette(true);
  }, []);

  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      if (event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette((open) => !open);
      }
      if (event.key.toLowerCase() === 'l') {
        event.preventDefault();
        lock();
      }
    };
    window.addEventListener('keydown', keys);
    return () => {
      window.removeEventListener('keydown', keys);
    };
  }, [lock]);

  return (
    <>
      <button
        type="button"
        className="skip"
        onClick={() => {
          document.querySelector<HTMLElement>('main h1')?.focus();
        }}
      >
        {t('shell.skip')}
      </button>
      <div className="frame">
        <Top onLock={lock} />
        <Rail onPalette={openPalette} onLock={lock} inboxWaiting={waiting} />
        <main id="main" className="body" tabIndex={-1}>
          <FaultBoundary key={path}>
            <Pages />
          </FaultBoundary>
        </main>
        <Bar onPalette={openPalette} inboxWaiting={waiting} />
      </div>
      <Palette
        isOpen={palette}
        groups={groups}
        onClose={() => {
          setPalette(false);
        }}
      />
      <LockWatch onGone={lock} />
    </>
  );
}

function Pages() {
  const { t } = useWords();
  return (
    <Switch>
      <Route path="/" component={TodayPage} />
      <Route path="/dates" component={DeadlinesPage} />
      <Route path="/inbox" component={InboxPage} />
      <Route path="/inbox/:drawer">
        {({ drawer }) => <ReportPage key={drawer} drawer={drawer} />}
      </Route>
      <Route path="/inbox/:drawer/open">{({ drawer }) => <OpenFilePage drawer={drawer} />}</Route>
      <Route path="/files" component={FilesPage} />
      <Route path="/files/:file/*?">{({ file }) => <FilePage file={file} />}</Route>
      <Route path="/exchange" component={ExchangePage} />
      <Route path="/exchange/:desk/ask">{({ desk }) => <CapabilityPage desk={desk} />}</Route>
      <Route path="/exchange/:desk/packets/:packet">
        {({ desk, packet }) => <PacketPage key={packet} desk={desk} packet={packet} />}
      </Route>
      <Route path="/keeping" component={KeepingPage} />
      <Route path="/law" component={LawPage} />
      <Route path="/law/:provision">
        {({ provision }) => <ProvisionPage key={provision} id={provision} />}
      </Route>
      <Route path="/organisation" component={OrganisationPage} />
      <Route path="/organisation/visible" component={VisiblePage} />
      <Route path="/waiting" component={WaitingPage} />
      <Route>
        <Page title={t('shell.nowhere')}>
          <Empty title={t('shell.nowhere.what')} line={t('shell.nowhere.do')} />
        </Page>
      </Route>
    </Switch>
  );
}

const LOOK_EVERY_MS = 60_000;

/** How many reports nobody opened yet; looked up when a page is left and every minute. */
function useInboxWaiting(path: string): number {
  const { session } = useSession();
  const [count, setCount] = useState(0);
  useEffect(() => {
    const look = async () => {
      if (session.locked || document.visibilityState === 'hidden') return;
      const inboxes = await loadInboxes(session);
      if (!inboxes.ok) return;
      const items = inboxes.value.flatMap((each) => each.items);
      setCount(items.filter(({ state }) => state === 'new').length);
    };
    void look();
    const timer = setInterval(() => {
      void look();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [session, path]);
  return count;
}
