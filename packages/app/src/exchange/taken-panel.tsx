/** On a file: what was taken over from packets, and what of it must be removed because it was recalled or is over. */
import { useEffect, useState } from 'react';
import type { PacketView } from '@amparo/casework/packets';
import { useFile } from '../files/file-context.tsx';
import type { FileState } from '../files/file-model.ts';
import { useTellWritten } from '../files/tell-written.ts';
import { Button, Mark, Note } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { loadPackets } from './load.ts';
import { mustGo, takenState } from './taken.ts';
import type { TakenState } from './taken.ts';

/** The packets of all desks of this member; null where they cannot be asked. */
function useOwnPackets(wanted: boolean): readonly PacketView[] | null {
  const { session } = useSession();
  const [packets, setPackets] = useState<readonly PacketView[] | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    const all = session.desks.map(({ desk }) => loadPackets(session, desk.desk));
    void Promise.all(all).then((answers) => {
      const isKnown = answers.every(({ ok }) => ok);
      if (current && isKnown) {
        setPackets(answers.flatMap((answer) => (answer.ok ? answer.value : [])));
      }
    });
    return () => {
      current = false;
    };
  }, [session, wanted]);
  return packets;
}

type Field = FileState['taken'][number];

export function TakenPanel() {
  const { t } = useWords();
  const { session } = useSession();
  const { state } = useFile();
  const { taken } = state;
  const packets = useOwnPackets(taken.length > 0);
  if (taken.length === 0) return null;
  const now = session.now();
  const fields = taken.map((field) => ({ field, standing: takenState(field, packets, now) }));
  const due = fields.filter(({ standing }) => mustGo(standing)).length;
  return (
    <section className="stack" aria-labelledby="taken-title">
      <h2 id="taken-title">{t('taken.title')}</h2>
      {due === 0 ? null : (
        <Note tone="danger">
          <p className="strong">{t('taken.must', { count: due })}</p>
        </Note>
      )}
      <ul className="rows" role="list">
        {fields.map(({ field, standing }) => (
          <li key={field.packet + field.code} className="rows-item stack-tight">
            <Taken field={field} standing={standing} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Taken({ field, standing }: { readonly field: Field; readonly standing: TakenState }) {
  const words = useWords();
  const { t } = words;
  const { write } = useFile();
  const tellWritten = useTellWritten();
  const { packet, code, deskName, nodeName, by } = field;
  const remove = async () => {
    tellWritten(await write(field.class, { v: 1, kind: 'packet/taken-removed', packet, code }));
  };
  return (
    <>
      <p className="row">
        <span className="strong">{t(`code.${code}` as WordKey)}</span>
        <Mark tone={field.basis === 'consent' ? 'act' : 'due'} icon="sealed">
          {t(`basis.${field.basis}`)}
        </Mark>
      </p>
      {field.words === null ? null : (
        <p dir="auto" className="said-words read">
          {field.words}
        </p>
      )}
      <p className="small soft">
        {t('taken.from', {
          ...{ desk: deskName, node: nodeName, by },
          date: words.day(field.sentAt),
        })}
      </p>
      <p className={mustGo(standing) ? 'small strong' : 'small'}>
        {t(`taken.${standing}`, { date: words.day(field.expiresAt) })}
      </p>
      {field.words === null ? null : (
        <div className="row print-hide">
          <Button
            weight={mustGo(standing) ? 'act' : 'plain'}
            onPress={() => {
              void remove();
            }}
          >
            {t('taken.remove')}
          </Button>
        </div>
      )}
    </>
  );
}
