/** One person's file: who they are to us, what is in it, who holds what, and why. */
import { useEffect, useRef } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { Button, Icon, Mark, Note } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { Show } from '../shell/states.tsx';
import { Page } from '../shell/page.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { SharePanel } from '../exchange/share-panel.tsx';
import { FactsPanel } from '../facts/facts-panel.tsx';
import { KeepingPanel } from '../keeping/keeping-panel.tsx';
import { AccessLogPanel } from '../log/access-log-panel.tsx';
import { PlanPanel } from '../plan/plan-panel.tsx';
import { TheirPagePanel } from '../reports/their-page.tsx';
import { LettersPanel } from '../representations/letters-panel.tsx';
import { useCaseload, useName } from './caseload.tsx';
import { ConsentPanel } from './consent-panel.tsx';
import { CoverPanel } from './cover-panel.tsx';
import { DrawersPanel } from './drawers-panel.tsx';
import { FileProvider, useFile } from './file-context.tsx';
import { safeContact } from './file-model.ts';
import { safeWords } from './safe-words.ts';
import { TimelinePanel } from './timeline-panel.tsx';

export function FilePage({ file }: { readonly file: string }) {
  return (
    <FileProvider key={file} file={file}>
      <Opened />
    </FileProvider>
  );
}

const TABS: readonly { readonly path: string; readonly label: WordKey }[] = [
  { path: '', label: 'file.tab.timeline' },
  { path: '/facts', label: 'file.tab.facts' },
  { path: '/plan', label: 'file.tab.plan' },
  { path: '/letters', label: 'file.tab.letters' },
  { path: '/share', label: 'file.tab.share' },
  { path: '/page', label: 'file.tab.page' },
  { path: '/person', label: 'file.tab.person' },
  { path: '/log', label: 'file.tab.log' },
  { path: '/keeping', label: 'keeping.tab' },
];

function Opened() {
  const { t } = useWords();
  const { file, view, reload, state } = useFile();
  const { loaded } = useCaseload();
  const name = useName();
  const card =
    loaded.state === 'ready' ? loaded.value.find((each) => each.file === file) : undefined;
  const chosenName = state.cover?.chosenName ?? card?.content?.chosenName ?? null;
  return (
    <Page
      wide
      title={<span dir="auto">{name(file, chosenName)}</span>}
      actions={
        <span className="print-hide">
          <Button
            icon="print"
            onPress={() => {
              window.print();
            }}
          >
            {t('act.print')}
          </Button>
        </span>
      }
    >
      <Head />
      <Tabs />
      <Show loaded={view} again={reload} loading={t('file.opening')}>
        {() => (
          <div className="file">
            <div className="file-side print-hide">
              <DrawersPanel />
            </div>
            <div className="file-main">
              <Switch>
                <Route path="/files/:file" component={TimelinePanel} />
                <Route path="/files/:file/facts" component={FactsPanel} />
                <Route path="/files/:file/plan" component={PlanPanel} />
                <Route path="/files/:file/letters/*?" component={LettersPanel} />
                <Route path="/files/:file/share" component={SharePanel} />
                <Route path="/files/:file/page" component={TheirPagePanel} />
                <Route path="/files/:file/person" component={CoverPanel} />
                <Route path="/files/:file/log" component={AccessLogPanel} />
                <Route path="/files/:file/keeping" component={KeepingPanel} />
              </Switch>
            </div>
            <div className="file-why print-hide">
              <ConsentPanel />
            </div>
          </div>
        )}
      </Show>
    </Page>
  );
}

/** The header: pronoun, language, how it is safe to reach them, the next date. */
function Head() {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { file, state } = useFile();
  const { loaded } = useCaseload();
  const card =
    loaded.state === 'ready' ? loaded.value.find((each) => each.file === file) : undefined;
  const content = card?.content;
  const pronoun = state.cover?.pronoun ?? content?.pronoun ?? '';
  const language = state.cover?.language ?? content?.language ?? '';
  const contact = safeContact(state);
  const safe = contact === null ? (content?.safe ?? '') : safeWords(words, contact);
  return (
    <div className="file-head">
      <p>
        <bdi>
          {[pronoun, words.languageName(language)].filter((part) => part !== '').join(' · ')}
        </bdi>
      </p>
      <p className="file-reach">
        <Icon name="lock" />
        <span>
          <span className="soft">{t('file.reach')} </span>
          <strong dir="auto">{safe === '' ? t('safe.none') : safe}</strong>
        </span>
      </p>
      {content?.nextClock == null ? null : (
        <Mark tone="due">
          {content.nextClock.label}: {words.date(content.nextClock.due)},{' '}
          {words.nearness(content.nextClock.due, session.now())}
        </Mark>
      )}
      <RefusedNote />
    </div>
  );
}

function RefusedNote() {
  const { t } = useWords();
  const { state, drawers } = useFile();
  const unproved = [...drawers.values()].reduce(
    (sum, drawer) => sum + (drawer.state === 'open' ? drawer.opened.unproved.length : 0),
    0,
  );
  const rewritten = [...drawers.values()].some(
    (drawer) => drawer.state === 'open' && drawer.opened.rewritten,
  );
  const count = state.refused.length + unproved;
  if (count === 0 && !rewritten) return null;
  return (
    <Note tone="due" icon="note">
      {count === 0 ? null : <p>{t('drawer.refused', { count })}</p>}
      {rewritten ? (
        <>
          <p className="strong">{t('drawer.rewritten')}</p>
          <p>{t('drawer.rewritten.do')}</p>
        </>
      ) : null}
    </Note>
  );
}

function Tabs() {
  const { t } = useWords();
  const { file } = useFile();
  const [path] = useLocation();
  const base = `/files/${file}`;
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the row is longer than the screen: where one is must be in sight.
    row.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  return (
    <nav ref={row} className="tabs print-hide" aria-label={t('file.tabs')}>
      {TABS.map((tab) => {
        const here =
          tab.path === ''
            ? path === base
            : path === base + tab.path || path.startsWith(`${base}${tab.path}/`);
        return (
          <a
            key={tab.path}
            className="tab"
            href={`#${base}${tab.path}`}
            {...(here ? { 'aria-current': 'page' as const } : {})}
          >
            {t(tab.label)}
          </a>
        );
      })}
    </nav>
  );
}
