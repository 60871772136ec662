/** Every date of the member's desks on one board, with a calendar file that says nothing about anybody. */
import { useCallback } from 'react';
import { readClocks } from '@amparo/casework/clocks';
import type { Clock } from '@amparo/casework/clocks';
import type { Outcome, Session } from '../client/index.ts';
import { Button, Mark } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Empty, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { calendarOf } from './calendar.ts';
import { useCaseload, useName } from './caseload.tsx';
import type { FileCard } from './search.ts';
import { allDueLines } from './today.ts';
import type { DueLine } from './today.ts';
import { saveFile } from '../shell/save-file.ts';

async function loadClocks(session: Session): Promise<Outcome<readonly Clock[]>> {
  const clocks: Clock[] = [];
  for (const { desk } of session.desks) {
    const answer = await session.caller.call(readClocks, { params: { desk: desk.desk } });
    if (!answer.ok) return answer;
    clocks.push(...answer.value.clocks);
  }
  return { ok: true, value: clocks };
}

export function DeadlinesPage() {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => loadClocks(session), [session]);
  const { loaded, again } = useLoaded(load);
  const caseload = useCaseload();
  return (
    <Page title={t('deadlines.title')} lead={t('deadlines.lead')}>
      <Show loaded={loaded} again={again} loading={t('deadlines.opening')}>
        {(clocks) => (
          <Show loaded={caseload.loaded} again={caseload.again} loading={t('files.opening')}>
            {(cards) => <Board clocks={clocks} cards={cards} />}
          </Show>
        )}
      </Show>
    </Page>
  );
}

type Group = 'missed' | 'week' | 'month' | 'later';
const GROUPS: readonly Group[] = ['missed', 'week', 'month', 'later'];

function groupOf({ missed, days }: DueLine): Group {
  if (missed) return 'missed';
  if (days <= 7) return 'week';
  return days <= 31 ? 'month' : 'later';
}

interface BoardProps {
  readonly clocks: readonly Clock[];
  readonly cards: readonly FileCard[];
}

function Board({ clocks, cards }: BoardProps) {
  const { t } = useWords();
  const { session } = useSession();
  const lines = allDueLines(cards, clocks, session.now().slice(0, 10));
  if (lines.length === 0) {
    return <Empty title={t('deadlines.none')} line={t('deadlines.none.do')} />;
  }
  return (
    <div className="stack-wide">
      <Export lines={lines} />
      {GROUPS.map((group) => {
        const own = lines.filter((line) => groupOf(line) === group);
        return own.length === 0 ? null : (
          <section key={group} className="stack" aria-labelledby={`due-${group}`}>
            <h2 id={`due-${group}`}>{t(`deadlines.${group}`)}</h2>
            <ul className="rows">
              {own.map((line) => (
                <li key={line.file + line.due + (line.label ?? '')}>
                  <Row line={line} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Row({ line }: { readonly line: DueLine }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const name = useName();
  return (
    <a className="rows-item" href={`#/files/${line.file}/plan`}>
      <span className="stack-tight">
        <span className="rows-name" dir="auto">
          {name(line.file, line.chosenName)}
        </span>
        <span className="small soft" dir="auto">
          {line.label ?? t('today.due.unnamed')}
        </span>
      </span>
      <Mark tone="due">
        {words.date(line.due)}, {words.nearness(line.due, session.now())}
      </Mark>
    </a>
  );
}

/** The file names no person and no law; its own name is neutral too. */
function Export({ lines }: { readonly lines: readonly DueLine[] }) {
  const { t } = useWords();
  const { session } = useSession();
  const save = () => {
    const dates = lines.map(({ file, due }, at) => ({
      due,
      words: t('deadlines.entry', { number: `${file.slice(0, 4)}-${String(at + 1)}` }),
      id: `${file.slice(0, 8)}-${due}-${String(at)}`,
    }));
    const text = calendarOf(dates, session.now());
    saveFile(new Blob([text], { type: 'text/calendar' }), 'dates.ics');
  };
  return (
    <div className="row print-hide">
      <Button icon="files" onPress={save}>
        {t('deadlines.export')}
      </Button>
      <span className="small soft">{t('deadlines.export.what')}</span>
    </div>
  );
}
