/** On a file: how long each drawer is kept, what holds it, what is gone, and the person's own copy. */
import { useCallback, useState } from 'react';
import type { ErasedDrawer, KeptDrawer } from '@amparo/casework/keeping';
import { readFileKeeping } from '../client/index.ts';
import { Button, Icon, Mark } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { useFile } from '../files/file-context.tsx';
import { ActForm } from './act-form.tsx';
import { ActList } from './act-list.tsx';
import { CopyForm } from './copy-form.tsx';

export function KeepingPanel() {
  const { t } = useWords();
  const { session } = useSession();
  const { file, view, reload } = useFile();
  const load = useCallback(() => readFileKeeping(session, file), [session, file]);
  const { loaded, again } = useLoaded(load);
  const leadDesk = view.state === 'ready' ? view.value.leadDesk : '';
  const leads = session.desks.some(({ desk }) => desk.desk === leadDesk);
  const changed = () => {
    void again();
    void reload();
  };
  return (
    <section className="stack-wide" aria-labelledby="keeping-title">
      <div className="stack-tight">
        <h2 id="keeping-title">{t('keeping.title')}</h2>
        <p className="soft">{t('keeping.lead')}</p>
      </div>
      <Show loaded={loaded} again={again}>
        {({ drawers, erased, acts }) => {
          return (
            <>
              <Kept drawers={drawers} />
              {erased.length === 0 ? null : <Erased erased={erased} />}
              {acts.length === 0 ? null : (
                <div className="stack">
                  <h3>{t('keeping.acts')}</h3>
                  <ActList acts={acts} onChange={changed} />
                </div>
              )}
              <Acts drawers={drawers} onDone={changed} />
              {leads ? (
                <div className="stack">
                  <h3>{t('keeping.copy')}</h3>
                  <CopyForm file={file} />
                </div>
              ) : null}
            </>
          );
        }}
      </Show>
    </section>
  );
}

function Kept({ drawers }: { readonly drawers: readonly KeptDrawer[] }) {
  const words = useWords();
  const { t } = words;
  return (
    <ul className="rows" role="list">
      {drawers.map(({ drawer, class: each, dueAt, warnedAt, heldUntil }) => (
        <li key={drawer} className="rows-item stack-tight">
          <span className="row-apart">
            <span className="strong">{t(`drawer.${each}`)}</span>
            <span>
              {dueAt === null
                ? t('keeping.no-end')
                : t('keeping.until', { date: words.date(dueAt) })}
            </span>
          </span>
          {heldUntil === null ? null : (
            <span>
              <Mark tone="sealed">{t('keeping.held', { date: words.date(heldUntil) })}</Mark>
            </span>
          )}
          {warnedAt === null ? null : <span className="small">{t('keeping.told')}</span>}
        </li>
      ))}
    </ul>
  );
}

function Erased({ erased }: { readonly erased: readonly ErasedDrawer[] }) {
  const words = useWords();
  const { t } = words;
  return (
    <div className="stack">
      <h3>{t('keeping.erased')}</h3>
      <ul className="rows" role="list">
        {erased.map(({ drawer, class: each, ground, erasedAt, provedAt, shares }) => (
          <li key={drawer} className="rows-item stack-tight">
            <span className="strong">{t(`drawer.${each}`)}</span>
            <span>{t(`keeping.erased.${ground}`, { date: words.dateTime(erasedAt) })}</span>
            <span className="small soft">
              <Icon name={provedAt === null ? 'clock' : 'tick'} size={16} />{' '}
              {provedAt === null
                ? t('keeping.not-proved')
                : t('keeping.proved', { date: words.dateTime(provedAt), count: shares ?? 0 })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const KINDS = ['hold', 'erasure'] as const;
const LABELS = { hold: 'keeping.hold', erasure: 'keeping.erase' } as const;

/** Only who leads a desk that leads drawers here can ask for these. */
function Acts({
  drawers,
  onDone,
}: {
  readonly drawers: readonly KeptDrawer[];
  readonly onDone: () => void;
}) {
  const { t } = useWords();
  const { session } = useSession();
  const [kind, setKind] = useState<(typeof KINDS)[number] | null>(null);
  const access = session.desks.find(
    ({ desk, role }) => role === 'lead' && drawers.some(({ leadDesk }) => leadDesk === desk.desk),
  );
  if (access === undefined) return null;
  const { desk } = access.desk;
  const own = drawers
    .filter(({ leadDesk }) => leadDesk === desk)
    .map(({ drawer, class: each }) => ({ drawer, label: t(`drawer.${each}`) }));
  return (
    <div className="stack">
      <div className="row">
        {KINDS.map((each) => (
          <Button
            key={each}
            aria-expanded={kind === each}
            onPress={() => {
              setKind(kind === each ? null : each);
            }}
          >
            {t(LABELS[each])}
          </Button>
        ))}
      </div>
      {kind === null ? null : (
        <ActForm
          key={kind}
          kind={kind}
          desk={desk}
          leadDesk={desk}
          drawers={own}
          onDone={() => {
            setKind(null);
            onDone();
          }}
        />
      )}
    </div>
  );
}
