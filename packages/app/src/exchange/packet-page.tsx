/** One packet: sent, with what became of it; or received, opened by an act that is logged. */
import { useCallback } from 'react';
import type { PacketView } from '@amparo/casework/packets';
import { recallPacket } from '../client/index.ts';
import type { Outcome, Session } from '../client/index.ts';
import { Button, ButtonLink, Fault, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Empty, refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { loadDirectory, loadPackets } from './load.ts';
import type { DeskDirectory } from './load.ts';
import { FieldNames, Ground, Standing } from './packet-lines.tsx';
import { Received } from './received.tsx';
import { isRecallable } from './standing.ts';
import { useAct } from './use-act.ts';
import { useLookingAgain } from './use-looking-again.ts';

interface Found {
  readonly packet: PacketView | undefined;
  /** The packets of the same matter. */
  readonly thread: readonly PacketView[];
  readonly directory: DeskDirectory;
}

async function findPacket(session: Session, desk: string, packet: string): Promise<Outcome<Found>> {
  const [listed, directory] = await Promise.all([
    loadPackets(session, desk),
    loadDirectory(session),
  ]);
  if (!listed.ok) return listed;
  if (!directory.ok) return directory;
  const found = listed.value.find(({ statement }) => statement.packet === packet);
  const thread = listed.value.filter(
    ({ statement }) => statement.thread === found?.statement.thread,
  );
  return { ok: true, value: { packet: found, thread, directory: directory.value } };
}

export function PacketPage({ desk, packet }: { readonly desk: string; readonly packet: string }) {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => findPacket(session, desk, packet), [session, desk, packet]);
  const { loaded, again } = useLoaded(load);
  useLookingAgain(again);
  const kind = loaded.state === 'ready' ? loaded.value.packet?.statement.kind : undefined;
  return (
    <Page
      wide
      title={kind === undefined ? t('place.exchange') : t(`packet.kind.${kind}`)}
      lead={<a href="#/exchange">{t('received.back')}</a>}
    >
      <Show loaded={loaded} again={again} loading={t('exchange.opening')}>
        {({ packet: found, thread, directory }) =>
          found === undefined ? (
            <Empty title={t('received.none')} line={t('received.none.do')} />
          ) : (
            <div className="stack-wide">
              <Envelope packet={found} again={again} />
              {found.direction === 'in' ? (
                <Received
                  packet={found}
                  thread={thread}
                  directory={directory}
                  desk={desk}
                  again={again}
                />
              ) : null}
            </div>
          )
        }
      </Show>
    </Page>
  );
}

interface EnvelopeProps {
  readonly packet: PacketView;
  readonly again: () => Promise<void>;
}

/** What the node knows of it too: from whom, to whom, on which ground, and how it stands. */
function Envelope({ packet, again }: EnvelopeProps) {
  const { t } = useWords();
  const isOut = packet.direction === 'out';
  return (
    <section className="sheet stack" aria-labelledby="envelope-title">
      <h2 id="envelope-title">
        <bdi>
          {isOut
            ? t('exchange.with', { desk: packet.toName })
            : t('exchange.in', { desk: packet.fromName })}
        </bdi>
      </h2>
      <FieldNames packet={packet} />
      <Ground packet={packet} />
      <Standing packet={packet} />
      {packet.state === 'awaiting-second' && packet.file !== null ? (
        <div className="row print-hide">
          <ButtonLink weight="act" href={`/files/${packet.file}/share`}>
            {t('packet.awaiting-second.file')}
          </ButtonLink>
        </div>
      ) : null}
      {isOut ? <Recall packet={packet} again={again} /> : null}
    </section>
  );
}

/** What rests on consent ends with the person's word; everything else can be called back here. */
function Recall({ packet, again }: EnvelopeProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const tell = useNotice();
  const { refused, busy, run } = useAct();
  const hasLeft = packet.state !== 'awaiting-second';
  if (packet.statement.basis.kind === 'consent' || !isRecallable(packet)) return null;
  const recall = async () => {
    const outcome = await recallPacket(session, packet.statement.packet);
    if (!outcome.ok) {
      return outcome.offline ? t('share.offline') : refusalWords(words, outcome.refusal);
    }
    tell(t('share.recalled'));
    await again();
    return null;
  };
  return (
    <div className="row print-hide">
      <Button
        icon="undo"
        isDisabled={busy}
        onPress={() => {
          run(recall);
        }}
      >
        {t(hasLeft ? 'share.recall' : 'share.take-back')}
      </Button>
      {hasLeft ? <span className="small soft">{t('share.recall.what')}</span> : null}
      {refused === null ? null : <Fault>{refused}</Fault>}
    </div>
  );
}
