/** What this desk sent and received, whom it can reach, and what could not be delivered. */
import { useCallback, useState } from 'react';
import type { Undelivered } from '@amparo/casework/federation';
import type { PacketView } from '@amparo/casework/packets';
import { Button, ButtonLink, Note, OneOf } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Empty, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { loadExchange } from './load.ts';
import type { Exchange } from './load.ts';
import { FieldNames, Ground, Standing } from './packet-lines.tsx';
import { ReachableDesks } from './reachable.tsx';
import { isWaitingForUs, threadsOf } from './standing.ts';

export function ExchangePage() {
  const { t } = useWords();
  const { session } = useSession();
  const [desk, setDesk] = useState(session.desks[0]?.desk.desk ?? '');
  const load = useCallback(() => loadExchange(session, desk), [session, desk]);
  const { loaded, again } = useLoaded(load);
  if (desk === '') {
    return (
      <Page title={t('place.exchange')}>
        <Empty title={t('exchange.no-desk')} line={t('exchange.no-desk.do')} />
      </Page>
    );
  }
  return (
    <Page
      title={t('place.exchange')}
      lead={t('exchange.lead')}
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
      {session.desks.length < 2 ? null : (
        <OneOf
          across
          label={t('exchange.desk')}
          choices={session.desks.map((access) => ({
            value: access.desk.desk,
            label: access.desk.name,
          }))}
          value={desk}
          onChange={setDesk}
        />
      )}
      <Show loaded={loaded} again={again} loading={t('exchange.opening')}>
        {(exchange) => <Loaded exchange={exchange} desk={desk} />}
      </Show>
    </Page>
  );
}

function Loaded({ exchange, desk }: { readonly exchange: Exchange; readonly desk: string }) {
  const { t } = useWords();
  const { packets, undelivered, directory } = exchange;
  return (
    <div className="stack-wide">
      <div className="row print-hide">
        <ButtonLink weight="act" icon="ask" href={`/exchange/${desk}/ask`}>
          {t('exchange.ask')}
        </ButtonLink>
      </div>
      <DeadLetters undelivered={undelivered} />
      <section className="stack" aria-labelledby="threads-title">
        <h2 id="threads-title">{t('exchange.threads')}</h2>
        {packets.length === 0 ? (
          <Empty title={t('exchange.none')} line={t('exchange.none.do')} />
        ) : (
          threadsOf(packets).map((thread) => (
            <Thread key={thread.thread} packets={thread.packets} desk={desk} />
          ))
        )}
      </section>
      <ReachableDesks directory={directory} />
    </div>
  );
}

/** What a machine cannot bring there: a person has to call, and by when. */
function DeadLetters({ undelivered }: { readonly undelivered: readonly Undelivered[] }) {
  const words = useWords();
  const { t } = words;
  if (undelivered.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="dead-title">
      <h2 id="dead-title">{t('exchange.dead')}</h2>
      {undelivered.map((letter) => (
        <Note key={letter.message} tone={letter.urgent ? 'danger' : 'due'} icon="note">
          <p className="strong">
            {t(`exchange.dead.about.${letter.about}`)}
            {letter.urgent ? ` (${t('exchange.urgent')})` : ''}
          </p>
          <p>
            {t('exchange.dead.call', {
              node: letter.toName,
              since: words.dateTime(letter.since),
              by: words.dateTime(letter.notAfter),
              count: letter.attempts,
            })}
          </p>
          {letter.state === 'ended' ? <p>{t('exchange.dead.ended')}</p> : null}
        </Note>
      ))}
    </section>
  );
}

/** All of one matter with one desk, from its beginning. */
function Thread({
  packets,
  desk,
}: {
  readonly packets: readonly PacketView[];
  readonly desk: string;
}) {
  const { t } = useWords();
  const [first] = packets;
  if (first === undefined) return null;
  const other = first.direction === 'out' ? first.toName : first.fromName;
  return (
    <article className="sheet stack thread" aria-label={t('exchange.with', { desk: other })}>
      <h3>
        <bdi>{t('exchange.with', { desk: other })}</bdi>
      </h3>
      {packets.map((packet) => (
        <div key={packet.statement.packet} className="stack-tight thread-packet">
          <div className="row-apart">
            <p>
              <span className="strong">{t(`packet.kind.${packet.statement.kind}`)}</span>{' '}
              <span className="soft">
                {packet.direction === 'out'
                  ? t('exchange.out', { desk: packet.fromName })
                  : t('exchange.in', { desk: packet.fromName })}
              </span>
            </p>
            <span className="print-hide">
              <ButtonLink
                weight={isWaitingForUs(packet) ? 'act' : 'quiet'}
                href={`/exchange/${desk}/packets/${packet.statement.packet}`}
              >
                {t('exchange.open')}
              </ButtonLink>
            </span>
          </div>
          <FieldNames packet={packet} />
          <Ground packet={packet} />
          <Standing packet={packet} />
        </div>
      ))}
    </article>
  );
}
