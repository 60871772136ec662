/** Letters of a legal desk, in its privileged drawer: drafted from the findings, edited, exported. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Packs } from '@amparo/law';
import { Button, Mark } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { Empty, Loading, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useOpenDrawers } from '../files/use-drawers.ts';
import { PinLine } from '../law/pin-line.tsx';
import { isAnsweredFor } from '../law/pin-of-node.ts';
import type { PinState } from '../law/pin-of-node.ts';
import { useLawOfFile } from '../law/use-law-of-file.ts';
import { DraftForm } from './draft-form.tsx';
import { LetterDesk } from './letter-desk.tsx';

export function LettersPanel() {
  const { t } = useWords();
  const { session } = useSession();
  const { file, view, drawers } = useFile();
  const { busy } = useOpenDrawers();
  const { loaded, again } = useLawOfFile();
  const [path] = useLocation();
  if (!session.desks.some(({ desk }) => desk.kind === 'legal')) {
    return <Empty title={t('letters.legal-only')} line={t('letters.legal-only.do')} />;
  }
  if (busy) return <Loading />;
  const open = [...drawers.values()].some(
    (drawer) => drawer.state === 'open' && drawer.opened.view.class === 'privileged',
  );
  const exists =
    view.state === 'ready' && view.value.drawers.some((drawer) => drawer.class === 'privileged');
  if (!open) {
    return (
      <Empty
        title={exists ? t('letters.closed') : t('letters.no-drawer')}
        line={exists ? t('letters.closed.do') : t('letters.no-drawer.do')}
      />
    );
  }
  const letter = path.slice(`/files/${file}/letters/`.length);
  return (
    <Show loaded={loaded} again={again}>
      {({ law, pin }) =>
        letter === '' ? (
          <List packs={law.packs} pin={pin} />
        ) : (
          <LetterDesk key={letter} name={letter} />
        )
      }
    </Show>
  );
}

function List({ packs, pin }: { readonly packs: Packs; readonly pin: PinState }) {
  const { t, dateTime } = useWords();
  const { file, state } = useFile();
  const [drafting, setDrafting] = useState(false);
  return (
    <div className="stack-wide">
      <div className="row-apart">
        <h2>{t('letters.title')}</h2>
        <Mark tone="sealed">{t('letters.sealed')}</Mark>
      </div>
      {state.letters.size === 0 ? (
        <Empty title={t('letters.empty')} line={t('letters.empty.do')} />
      ) : (
        <ul className="rows">
          {[...state.letters].map(([name, letter]) => (
            <li key={name}>
              <a className="rows-item" href={`#/files/${file}/letters/${name}`}>
                <span className="rows-name" dir="auto">
                  {letter.saved.document.title}
                </span>
                <span className="small soft">
                  {t('letters.saved', {
                    name: letter.by,
                    when: dateTime(letter.at),
                    revision: letter.saved.revision,
                  })}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {drafting ? (
        <>
          {isAnsweredFor(pin) ? null : <PinLine pin={pin} />}
          <DraftForm
            packs={packs}
            onCancel={() => {
              setDrafting(false);
            }}
          />
        </>
      ) : (
        <div>
          <Button
            weight="act"
            icon="add"
            onPress={() => {
              setDrafting(true);
            }}
          >
            {t('letters.draft')}
          </Button>
        </div>
      )}
    </div>
  );
}
