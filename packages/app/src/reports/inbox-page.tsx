/** Reports that wait: envelopes only. Nothing of what a person wrote is shown before it is opened. */
import { useCallback } from 'react';
import type { InboxItem } from '@amparo/casework/reports';
import { readInbox } from '../client/index.ts';
import type { Outcome, Session } from '../client/index.ts';
import { Button, Mark } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Empty, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

export interface DeskInbox {
  readonly desk: string;
  readonly deskName: string;
  readonly items: readonly InboxItem[];
}

/** Desk kinds that conversations reach: first at a hotline, then where they are handed over. */
const RECEIVING: ReadonlySet<string> = new Set(['hotline', 'casework', 'legal', 'shelter']);

/** The inboxes of the member's desks, newest first. */
export async function loadInboxes(session: Session): Promise<Outcome<readonly DeskInbox[]>> {
  const inboxes: DeskInbox[] = [];
  for (const { desk } of session.desks.filter((access) => RECEIVING.has(access.desk.kind))) {
    const answer = await readInbox(session, desk.desk);
    if (!answer.ok) return answer;
    const items = answer.value.value.items.toSorted((a, b) =>
      b.receivedAt.localeCompare(a.receivedAt),
    );
    inboxes.push({ desk: desk.desk, deskName: desk.name, items });
  }
  return { ok: true, value: inboxes };
}

export function InboxPage() {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => loadInboxes(session), [session]);
  const { loaded, again } = useLoaded(load);
  return (
    <Page
      title={t('place.inbox')}
      lead={t('inbox.lead')}
      actions={
        <Button
          onPress={() => {
            void again();
          }}
        >
          {t('act.look-again')}
        </Button>
      }
    >
      <Show loaded={loaded} again={again}>
        {(inboxes) =>
          inboxes.every(({ items }) => items.length === 0) ? (
            <Empty title={t('inbox.empty')} line={t('inbox.empty.do')} />
          ) : (
            <div className="stack-wide">
              {inboxes
                .filter(({ items }) => items.length > 0)
                .map((inbox) => (
                  <section key={inbox.desk} className="stack">
                    <h2>{inbox.deskName}</h2>
                    <ul className="rows">
                      {inbox.items.map((item) => (
                        <li key={item.drawer}>
                          <Row item={item} />
                        </li>
                      ))}
                    </ul>
                  </section>
                ))}
            </div>
          )
        }
      </Show>
    </Page>
  );
}

function Row({ item }: { readonly item: InboxItem }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  return (
    <a className="rows-item" href={`#/inbox/${item.drawer}`}>
      <span className="stack-tight">
        <span className="rows-name">
          {t('inbox.received', { when: words.dateTime(item.receivedAt) })}
        </span>
        <span className="soft small">
          {words.nearness(item.receivedAt, session.now())} ·{' '}
          {item.sealedBy === 'browser' ? t('inbox.sealed.browser') : t('inbox.sealed.node')}
          {item.state === 'new' || item.state === 'opened' ? (
            <> · {t('inbox.expires', { when: words.nearness(item.expiresAt, session.now()) })}</>
          ) : null}
        </span>
      </span>
      <span className="row">
        {item.waiting && item.state !== 'new' ? <Mark tone="due">{t('inbox.waiting')}</Mark> : null}
        <Mark
          tone={item.state === 'new' ? 'due' : item.state === 'handed-over' ? 'act' : 'plain'}
          icon={item.state === 'new' ? 'dot' : item.state === 'closed' ? 'dash' : 'tick'}
        >
          {t(`inbox.state.${item.state}`)}
        </Mark>
      </span>
    </a>
  );
}
