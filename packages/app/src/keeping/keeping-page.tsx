/** At a desk: what waits for a second signature or a review, what is due, and what is closed to it. */
import { useCallback, useState } from 'react';
import { NEVER_BROKEN } from '@amparo/casework/keeping';
import type { ActView, DueDrawer, StoppedDrawer } from '@amparo/casework/keeping';
import { readDeskKeeping } from '../client/index.ts';
import type { Outcome, Session } from '../client/index.ts';
import { useName } from '../files/caseload.tsx';
import { Button } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { ActForm } from './act-form.tsx';
import { ActList } from './act-list.tsx';

interface DeskKeeping {
  readonly acts: readonly ActView[];
  readonly stopped: readonly (StoppedDrawer & { readonly desk: string })[];
  readonly due: readonly DueDrawer[];
  /** Chosen names by file. */
  readonly names: ReadonlyMap<string, string>;
}

/** What waits at all desks of this member, each act once. */
export async function loadKeeping(session: Session): Promise<Outcome<DeskKeeping>> {
  const acts = new Map<string, ActView>();
  const stopped: (StoppedDrawer & { readonly desk: string })[] = [];
  const due: DueDrawer[] = [];
  const names = new Map<string, string>();
  for (const { desk } of session.desks) {
    const answer = await readDeskKeeping(session, desk.desk);
    if (!answer.ok) return answer;
    for (const act of answer.value.acts) acts.set(act.statement.act, act);
    stopped.push(...answer.value.stopped.map((each) => ({ ...each, desk: desk.desk })));
    due.push(...answer.value.due);
    for (const [file, name] of answer.value.names) names.set(file, name);
  }
  return { ok: true, value: { acts: [...acts.values()], stopped, due, names } };
}

export function KeepingPage() {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => loadKeeping(session), [session]);
  const { loaded, again } = useLoaded(load);
  return (
    <Page title={t('keeping.title')} lead={t('keeping.lead')}>
      <Show loaded={loaded} again={again}>
        {({ acts, stopped, due, names }) => {
          const isQuiet = acts.length + stopped.length + due.length === 0;
          return (
            <div className="stack-wide">
              {isQuiet ? <p>{t('keeping.nothing')}</p> : null}
              {acts.length === 0 ? null : (
                <section className="stack">
                  <h2>{t('keeping.acts')}</h2>
                  <ActList
                    acts={acts}
                    onChange={() => {
                      void again();
                    }}
                  />
                </section>
              )}
              {due.length === 0 ? null : <Due due={due} names={names} />}
              {stopped.length === 0 ? null : (
                <Stopped
                  stopped={stopped}
                  names={names}
                  onDone={() => {
                    void again();
                  }}
                />
              )}
            </div>
          );
        }}
      </Show>
    </Page>
  );
}

function Due({ due, names }: Pick<DeskKeeping, 'due' | 'names'>) {
  const words = useWords();
  const { t } = words;
  const name = useName();
  return (
    <section className="stack">
      <h2>{t('keeping.due')}</h2>
      <ul className="rows" role="list">
        {due.map(({ drawer, file, class: each, dueAt }) => (
          <li key={drawer} className="rows-item row-apart">
            <a href={`#/files/${file}/keeping`}>
              {t(`drawer.${each}`)}: <bdi>{name(file, names.get(file) ?? null)}</bdi>
            </a>
            <span>{words.date(dueAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Stopped({
  stopped,
  names,
  onDone,
}: Pick<DeskKeeping, 'stopped' | 'names'> & {
  readonly onDone: () => void;
}) {
  const { t } = useWords();
  return (
    <section className="stack">
      <h2>{t('keeping.stopped')}</h2>
      <ul className="rows" role="list">
        {stopped.map((each) => (
          <li key={each.drawer + each.desk} className="rows-item stack-tight">
            <StoppedLine stopped={each} names={names} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StoppedLine({
  stopped,
  names,
  onDone,
}: Pick<DeskKeeping, 'names'> & {
  readonly stopped: DeskKeeping['stopped'][number];
  readonly onDone: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const name = useName();
  const [asking, setAsking] = useState(false);
  const { drawer, file, class: each, stoppedAt, leadDesk, desk } = stopped;
  const label = t(`drawer.${each}`);
  return (
    <>
      <span className="row-apart">
        <span>
          <span className="strong">{label}</span>
          {file === null ? null : (
            <>
              : <bdi>{name(file, names.get(file) ?? null)}</bdi>
            </>
          )}{' '}
          <span className="soft">{t('keeping.stopped.since', { date: words.day(stoppedAt) })}</span>
        </span>
        {NEVER_BROKEN.has(each) ? (
          <span className="small soft">{t('keeping.stopped.never')}</span>
        ) : (
          <Button
            icon="danger"
            aria-expanded={asking}
            onPress={() => {
              setAsking(!asking);
            }}
          >
            {t('keeping.emergency')}
          </Button>
        )}
      </span>
      {asking ? (
        <ActForm
          kind="break-glass"
          desk={desk}
          leadDesk={leadDesk}
          drawers={[{ drawer, label }]}
          onDone={() => {
            setAsking(false);
            onDone();
          }}
        />
      ) : null}
    </>
  );
}
