/** The drawers of the file with who holds each; opening one is an act, and is logged as one. */
import { useState } from 'react';
import { DRAWER_CLASSES, mayHold, needToKnow } from '@amparo/casework/grants';
import type { AuthorisationStatement, DrawerClass } from '@amparo/casework/grants';
import type { DrawerView } from '@amparo/casework/files';
import { addDrawers } from '../client/index.ts';
import type { Session } from '../client/index.ts';
import { Button, Icon, PickOne, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { heldDrawers, useFile } from './file-context.tsx';
import type { DrawerState, FileView } from './file-context.tsx';

export function DrawersPanel() {
  const { t } = useWords();
  const { session } = useSession();
  const { view, drawers, open } = useFile();
  if (view.state !== 'ready') return null;
  const { leadDesk } = view.value;
  const seesAll = session.desks.some(({ desk }) => desk.desk === leadDesk);
  const held = new Set(heldDrawers(session, view.value).map(({ drawer }) => drawer));
  const order = view.value.drawers.toSorted(
    (a, b) => DRAWER_CLASSES.indexOf(a.class) - DRAWER_CLASSES.indexOf(b.class),
  );
  return (
    <section className="stack" aria-labelledby="drawers-title">
      <h2 id="drawers-title" className="file-panel-title">
        {t('drawers.title')}
      </h2>
      <ul className="drawers" role="list">
        {order.map((drawer) => (
          <li key={drawer.drawer} className="drawer">
            <Drawer
              drawer={drawer}
              state={drawers.get(drawer.drawer) ?? { state: 'closed' }}
              isHeld={held.has(drawer.drawer)}
              seesAll={seesAll}
              onOpen={() => {
                void open([drawer.drawer]);
              }}
            />
          </li>
        ))}
      </ul>
      <AddDrawer view={view.value} />
      {seesAll ? null : <p className="small soft">{t('drawers.holders-hidden')}</p>}
      <p className="small soft">{t('drawers.logged')}</p>
    </section>
  );
}

function Drawer({
  drawer,
  state,
  isHeld,
  seesAll,
  onOpen,
}: {
  readonly drawer: DrawerView;
  readonly state: DrawerState;
  readonly isHeld: boolean;
  /** Only the desk that leads the file is told of every holder. */
  readonly seesAll: boolean;
  readonly onOpen: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const live = drawer.grants.filter(
    ({ revokedAt, statement }) => revokedAt === null && statement.expiresAt > session.now(),
  );
  const holders = live.map(
    ({ statement }) => session.trust.desks.get(statement.holder)?.desk.name ?? t('desk.unknown'),
  );
  const names = [...new Set(holders)];
  const consented = live
    .filter(({ statement }) => statement.basis.kind === 'consent')
    .map(({ statement }) => statement.expiresAt)
    .toSorted();
  return (
    <>
      <Icon name={drawer.class === 'privileged' ? 'lock' : 'sealed'} />
      <span className="strong">{t(`drawer.${drawer.class}`)}</span>
      {isHeld && (state.state === 'closed' || state.state === 'offline') ? (
        <Button
          weight="plain"
          onPress={onOpen}
          aria-label={t('drawers.open-named', { drawer: t(`drawer.${drawer.class}`) })}
        >
          {t('drawers.open-it')}
        </Button>
      ) : (
        <State state={state} isHeld={isHeld} />
      )}
      <span className="drawer-held">
        {seesAll
          ? t('drawers.sealed-to', { count: names.length, desks: words.list(names) })
          : t('drawers.held-by', { desks: words.list(names) })}{' '}
        {consented[0] === undefined ? null : t('drawers.until', { date: words.day(consented[0]) })}
        {state.state === 'offline' ? <> {t('drawers.offline')}</> : null}
      </span>
    </>
  );
}

function State({ state, isHeld }: { readonly state: DrawerState; readonly isHeld: boolean }) {
  const words = useWords();
  const { t } = words;
  if (!isHeld) return <span className="small soft">{t('drawers.not-yours')}</span>;
  switch (state.state) {
    case 'open':
      return (
        <span className="drawer-state">
          <Icon name="tick" size={16} /> {t('drawers.open')}
        </span>
      );
    case 'refused':
      return <span className="small soft">{refusalWords(words, state.refusal)}</span>;
    default:
      return <span className="small soft">{t('drawers.opening')}</span>;
  }
}

interface AddChoice {
  readonly class: DrawerClass;
  readonly desk: string;
  readonly deskName: string;
  readonly statement: AuthorisationStatement | null;
}

/** Classes that are not there yet and that a desk of this member may hold: its own, or what was allowed. */
function addChoices(session: Session, view: FileView): readonly AddChoice[] {
  const there = new Set(view.drawers.map((drawer) => drawer.class));
  const now = session.now();
  const live = view.authorisations.find(
    ({ withdrawnAt, statement }) => withdrawnAt === null && statement.expiresAt > now,
  );
  const statement = live?.statement ?? null;
  return session.desks.flatMap(({ desk }) =>
    DRAWER_CLASSES.filter((each) => {
      if (there.has(each) || !mayHold(each, desk.kind)) return false;
      return (
        needToKnow(each, desk.kind).right === 'own' || statement?.classes.includes(each) === true
      );
    }).map((each) => ({ class: each, desk: desk.desk, deskName: desk.name, statement })),
  );
}

function AddDrawer({ view }: { readonly view: FileView }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { reload } = useFile();
  const tell = useNotice();
  const [adding, setAdding] = useState<DrawerClass | null>(null);
  const [busy, setBusy] = useState(false);
  const choices = addChoices(session, view);
  if (choices.length === 0) return null;
  const add = async () => {
    const chosen = choices.find((choice) => choice.class === adding);
    if (chosen === undefined) return;
    setBusy(true);
    const { desk, statement } = chosen;
    const wanted = { desk, classes: [chosen.class], statement };
    const added = await addDrawers(session, view.file, wanted);
    setBusy(false);
    if (!added.ok) {
      tell(added.offline ? t('state.offline.title') : refusalWords(words, added.refusal));
      return;
    }
    tell(t('drawers.added', { drawer: t(`drawer.${chosen.class}`) }));
    setAdding(null);
    await reload();
  };
  return (
    <div className="stack-tight">
      <PickOne
        label={t('drawers.add')}
        choices={choices.map((choice) => ({
          value: choice.class,
          label: t(`drawer.${choice.class}`),
          hint: t('drawers.add.for', { desk: choice.deskName }),
        }))}
        value={adding}
        onChange={setAdding}
        placeholder={t('drawers.add.choose')}
      />
      {adding === null ? null : (
        <Button
          icon="add"
          isDisabled={busy}
          onPress={() => {
            void add();
          }}
        >
          {t('drawers.add.do')}
        </Button>
      )}
    </div>
  );
}
