/** A packet on another ground than consent: why, who stands behind it, what happened, and calling it back. */
import type { BasisRecord, ConsentRecord, PacketView } from '@amparo/casework/packets';
import { Button, Fault, Mark } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { Standing } from './packet-lines.tsx';
import { RecordView } from './record-view.tsx';
import type { SharingActs } from './sharing-acts.ts';
import { isRecallable } from './standing.ts';
import { useAct } from './use-act.ts';

interface Props {
  readonly packet: PacketView;
  /** What is written down about it, the newest last. */
  readonly records: readonly (BasisRecord | ConsentRecord)[];
  readonly acts: SharingActs;
}

export function OtherGroundCard({ packet, records, acts }: Props) {
  const { t, list } = useWords();
  const { basis, codes } = packet.statement;
  const record = records.at(-1);
  return (
    <article className="sheet stack sharing" aria-label={packet.toName}>
      <div className="row-apart">
        <h3>
          <bdi>{packet.toName}</bdi>
        </h3>
        <Mark tone="due" icon="note">
          {t(`basis.${basis.kind}`)}
        </Mark>
      </div>
      <p className="small soft">{list(codes.map((code) => t(`code.${code}` as WordKey)))}</p>
      {record?.kind === 'basis' ? (
        <blockquote dir="auto">
          {record.statement}
          {record.provision === null ? '' : ` (${record.provision})`}
        </blockquote>
      ) : null}
      <Standing packet={packet} />
      <Acts packet={packet} acts={acts} />
      <RecordView records={records} />
    </article>
  );
}

/** The second member signs after reading the reason; anybody of the desk can call it back. */
function Acts({ packet, acts }: Omit<Props, 'records'>) {
  const { t } = useWords();
  const { session } = useSession();
  const { refused, busy, run } = useAct();
  const hasLeft = packet.state !== 'awaiting-second';
  const needsUs = packet.state === 'awaiting-second' && packet.statement.member !== session.member;
  return (
    <>
      <div className="row print-hide">
        {needsUs ? (
          <Button
            weight="act"
            isDisabled={busy}
            onPress={() => {
              run(() => acts.second(packet));
            }}
          >
            {t('other.second.sign')}
          </Button>
        ) : null}
        {isRecallable(packet) ? (
          <>
            <Button
              icon="undo"
              isDisabled={busy}
              onPress={() => {
                run(() => acts.recall(packet));
              }}
            >
              {t(hasLeft ? 'share.recall' : 'share.take-back')}
            </Button>
            {hasLeft ? <span className="small soft">{t('share.recall.what')}</span> : null}
          </>
        ) : null}
      </div>
      {refused === null ? null : <Fault>{refused}</Fault>}
    </>
  );
}
