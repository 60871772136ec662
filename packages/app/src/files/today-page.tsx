/** Today: a page of sentences. Dates that must be met, people to call and when it is safe, what waits. */
import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { readClocks } from '@amparo/casework/clocks';
import type { Clock } from '@amparo/casework/clocks';
import type { Outcome, Session } from '../client/index.ts';
import { ButtonLink } from '../look/index.ts';
import { loadInboxes } from '../reports/inbox-page.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Show } from '../shell/states.tsx';
import { useSync } from '../shell/sync.tsx';
import { useWords } from '../words/index.ts';
import {
  countWaiting,
  loadPacketsWaiting,
  NO_PACKETS,
  PacketsNote,
} from '../exchange/packets-note.tsx';
import type { PacketsWaiting } from '../exchange/packets-note.tsx';
import { KeepingNote } from '../keeping/keeping-note.tsx';
import { LawNews } from '../law/law-news.tsx';
import { useCaseload, useName } from './caseload.tsx';
import type { FileCard } from './search.ts';
import { dueLines, summariseInbox, workingDaysBetween } from './today.ts';
import type { DueLine, InboxSummary } from './today.ts';

interface Today {
  readonly clocks: readonly Clock[];
  readonly inbox: InboxSummary;
  readonly packets: PacketsWaiting;
}

async function loadToday(session: Session): Promise<Outcome<Today>> {
  const clocks: Clock[] = [];
  for (const { desk } of session.desks) {
    const answer = await session.caller.call(readClocks, { params: { desk: desk.desk } });
    if (answer.ok) clocks.push(...answer.value.clocks);
    else if (!answer.offline) return answer;
  }
  const inboxes = await loadInboxes(session);
  if (!inboxes.ok && !inboxes.offline) return inboxes;
  const items = inboxes.ok ? inboxes.value.flatMap((each) => each.items) : [];
  const packets = await loadPacketsWaiting(session);
  if (!packets.ok && !packets.offline) return packets;
  return {
    ok: true,
    value: {
      clocks,
      inbox: summariseInbox(items),
      packets: packets.ok ? packets.value : NO_PACKETS,
    },
  };
}

export function TodayPage() {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const load = useCallback(() => loadToday(session), [session]);
  const { loaded, again } = useLoaded(load);
  const caseload = useCaseload();
  return (
    <Page
      title={t('place.today')}
      lead={words.date(session.now())}
      actions={
        <ButtonLink href="/dates" icon="clock">
          {t('deadlines.open')}
        </ButtonLink>
      }
    >
      <Show loaded={loaded} again={again} loading={t('today.opening')}>
        {(today) => (
          <Show loaded={caseload.loaded} again={caseload.again} loading={t('files.opening')}>
            {(cards) => <Sentences today={today} cards={cards} />}
          </Show>
        )}
      </Show>
    </Page>
  );
}

function Sentences({
  today,
  cards,
}: {
  readonly today: Today;
  readonly cards: readonly FileCard[];
}) {
  const { t } = useWords();
  const { session } = useSession();
  const { outbox } = useSync();
  const due = dueLines(cards, today.clocks, session.now().slice(0, 10));
  const { fresh, waiting } = today.inbox;
  const stopped = outbox.filter(({ state }) => state !== 'waiting').length;
  const here = fresh.length + waiting.length + stopped + countWaiting(today.packets);
  const quiet = due.length + here === 0;
  return (
    <div className="today">
      <KeepingNote />
      {quiet ? <p className="today-line">{t('today.quiet')}</p> : null}
      {due.length === 0 ? null : (
        <Part title={t('today.due')}>
          {due.map((line) => (
            <Due key={line.file + line.due} line={line} />
          ))}
        </Part>
      )}
      {here === 0 ? null : (
        <Part title={t('today.waiting')}>
          <PacketsNote waiting={today.packets} />
          {fresh.length === 0 ? null : (
            <p className="today-line">
              <a href={`#/inbox/${fresh[0]?.drawer ?? ''}`}>
                {t('today.fresh', { count: fresh.length })}
              </a>
            </p>
          )}
          {waiting.length === 0 ? null : (
            <p className="today-line">
              <a href="#/inbox">{t('today.answers', { count: waiting.length })}</a>
            </p>
          )}
          {stopped === 0 ? null : (
            <p className="today-line">
              <a href="#/waiting">{t('sync.stopped', { count: stopped })}</a>
            </p>
          )}
        </Part>
      )}
      <Calls cards={cards} due={due} />
      <LawNews />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="stack-tight">
      <h2 className="today-title">{title}</h2>
      {children}
    </section>
  );
}

function Due({ line }: { readonly line: DueLine }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const name = useName();
  const today = session.now().slice(0, 10);
  const values = {
    what: line.label ?? t('today.due.unnamed'),
    date: words.date(line.due),
    near: words.nearness(line.due, today),
    days: Math.abs(workingDaysBetween(today, line.due)),
  };
  return (
    <p className="today-line">
      <a href={`#/files/${line.file}/plan`} dir="auto">
        {name(line.file, line.chosenName)}
      </a>
      {': '}
      {line.missed ? t('today.due.missed', values) : t('today.due.line', values)}
    </p>
  );
}

const MOST_CALLS = 5;

/** How it is safe to reach the people whose dates are near. Nobody is called otherwise than they said. */
function Calls({
  cards,
  due,
}: {
  readonly cards: readonly FileCard[];
  readonly due: readonly DueLine[];
}) {
  const { t } = useWords();
  const name = useName();
  const people = cards
    .filter(({ file, content }) => content !== null && due.some((line) => line.file === file))
    .slice(0, MOST_CALLS);
  if (people.length === 0) return null;
  return (
    <Part title={t('today.calls')}>
      {people.map(({ file, content }) => (
        <p key={file} className="today-line">
          <a href={`#/files/${file}`} dir="auto">
            {name(file, content?.chosenName ?? null)}
          </a>
          {': '}
          <span dir="auto">{content?.safe === '' ? t('safe.none') : content?.safe}</span>
        </p>
      ))}
    </Part>
  );
}
