/** What happened and what was agreed, newest first; writing a note; why each line is here. */
import { useState } from 'react';
import type { DrawerClass } from '@amparo/casework/grants';
import { TakenPanel } from '../exchange/taken-panel.tsx';
import { Button, Form, LineField, Mark, PickOne, TextBox, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { Empty } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { useFile } from './file-context.tsx';
import { timelineItems } from './file-model.ts';
import type { TimelineItem } from './file-model.ts';
import { useOpenDrawers } from './use-drawers.ts';
import { useTellWritten } from './tell-written.ts';

export function TimelinePanel() {
  const { t } = useWords();
  const { state } = useFile();
  useOpenDrawers(['cover', 'contact']);
  const [showOld, setShowOld] = useState(false);
  const items = timelineItems(state);
  const shown = showOld ? items : items.filter((item) => item.state === 'current');
  return (
    <div className="stack-wide">
      <NoteForm />
      <TakenPanel />
      <section className="stack" aria-labelledby="timeline-title">
        <div className="row-apart">
          <h2 id="timeline-title">{t('timeline.title')}</h2>
          {items.length === shown.length && !showOld ? null : (
            <Button
              weight="plain"
              aria-pressed={showOld}
              onPress={() => {
                setShowOld(!showOld);
              }}
            >
              {showOld ? t('timeline.hide-old') : t('timeline.show-old')}
            </Button>
          )}
        </div>
        {shown.length === 0 ? (
          <Empty title={t('timeline.empty')} line={t('timeline.empty.do')} />
        ) : (
          <ol className="timeline" role="list">
            {shown.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function Item({ item }: { readonly item: TimelineItem }) {
  const { t, date, dateTime } = useWords();
  const { write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const withdraw = async () => {
    const written = await write(item.class, { v: 1, kind: 'note/withdrawn', note: item.id });
    if (!tellWritten(written)) return;
    tell(t('timeline.withdrawn'), () => {
      void write(item.class, {
        v: 1,
        kind: 'note/added',
        note: crypto.randomUUID(),
        on: item.on,
        text: item.text,
      });
    });
  };
  return (
    <li className={`timeline-item timeline-${item.state}`}>
      <p className="row small">
        <time dateTime={item.on} className="strong">
          {date(item.on)}
        </time>
        <span className="soft">
          {item.byPerson
            ? t('report.by-person')
            : [item.by, item.desk].filter((s) => s !== '').join(', ')}
        </span>
        <Mark tone={item.class === 'privileged' ? 'sealed' : 'plain'} icon="sealed">
          {t(`drawer.${item.class}`)}
        </Mark>
        {item.state === 'current' ? null : (
          <Mark icon="dash">{t(`timeline.state.${item.state}`)}</Mark>
        )}
      </p>
      <p className="timeline-text" dir="auto">
        {item.text}
      </p>
      <p className="row small soft">
        {t('timeline.written', { when: dateTime(item.at) })}
        {item.kind === 'note' && item.state === 'current' ? (
          <Button
            weight="plain"
            icon="undo"
            onPress={() => {
              void withdraw();
            }}
          >
            {t('timeline.withdraw')}
          </Button>
        ) : null}
      </p>
    </li>
  );
}

interface NoteDraft {
  readonly text: string;
  readonly on: string;
  readonly to: DrawerClass;
}

function NoteForm() {
  const { t } = useWords();
  const { session } = useSession();
  const { file, write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const [first] = useState<NoteDraft>(() => ({
    text: '',
    on: session.now().slice(0, 10),
    to: 'contact',
  }));
  const draft = useDraft<NoteDraft>(`note/${file}`, first);
  const [tried, setTried] = useState(false);
  const { text, on, to } = draft.value;
  const add = async () => {
    setTried(true);
    if (text.trim() === '' || !isDay(on)) return;
    const note = crypto.randomUUID();
    const event = { v: 1, kind: 'note/added', note, on, text: text.trim() };
    if (!tellWritten(await write(to, event))) return;
    draft.clear();
    setTried(false);
    tell(t('timeline.added'), () => {
      void write(to, { v: 1, kind: 'note/withdrawn', note });
    });
  };
  return (
    <div className="print-hide">
      <Form sheet onSubmit={add}>
        <TextBox
          label={t('timeline.new')}
          hint={t('timeline.new.hint')}
          rows={3}
          value={text}
          onChange={(next) => {
            draft.set({ ...draft.value, text: next });
          }}
          fault={tried && text.trim() === '' ? t('timeline.new.needed') : undefined}
        />
        <Placing draft={draft.value} set={draft.set} tried={tried} />
        {text === '' ? null : <p className="small soft">{t('draft.kept')}</p>}
      </Form>
    </div>
  );
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

interface PlacingProps {
  readonly draft: NoteDraft;
  readonly set: (draft: NoteDraft) => void;
  readonly tried: boolean;
}

/** The day a note is about, and which of the open drawers it goes to. */
function Placing({ draft, set, tried }: PlacingProps) {
  const { t } = useWords();
  const { drawers } = useFile();
  const { on, to } = draft;
  const open = [...drawers.values()].flatMap((drawer): readonly DrawerClass[] =>
    drawer.state === 'open' && drawer.opened.view.class !== 'mine'
      ? [drawer.opened.view.class]
      : [],
  );
  return (
    <div className="note-fields">
      <LineField
        code
        width="short"
        label={t('timeline.on')}
        value={on}
        onChange={(next) => {
          set({ ...draft, on: next });
        }}
        fault={tried && !isDay(on) ? t('fact.fault.on') : undefined}
      />
      <PickOne
        label={t('timeline.to')}
        choices={open.map((each) => ({ value: each, label: t(`drawer.${each}`) }))}
        value={open.includes(to) ? to : null}
        onChange={(next) => {
          set({ ...draft, to: next });
        }}
      />
      <Button weight="act" type="submit" isDisabled={!open.includes(to)}>
        {t('timeline.add')}
      </Button>
    </div>
  );
}
