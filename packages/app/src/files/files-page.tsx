import { useEffect, useState } from 'react';
import { LineField, Mark } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { Page } from '../shell/page.tsx';
import { Empty, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { useCaseload, useName } from './caseload.tsx';
import { searchCards } from './search.ts';
import type { FileCard } from './search.ts';

/** More rows than this are found by searching, so that the page stays quick with any caseload. */
const MOST_ROWS = 200;

/** The caseload: opened from small cards, searched as one types, never by the node. */
export function FilesPage() {
  const { t } = useWords();
  const { loaded, again } = useCaseload();
  const [query, setQuery] = useState('');
  useEffect(() => {
    void again();
  }, [again]);
  return (
    <Page title={t('place.files')} lead={t('files.lead')}>
      <Show loaded={loaded} again={again} loading={t('files.opening')}>
        {(cards) => {
          if (cards.length === 0) {
            return <Empty title={t('files.empty')} line={t('files.empty.do')} />;
          }
          const found = searchCards(cards, query);
          return (
            <div className="stack">
              <LineField label={t('files.search')} value={query} onChange={setQuery} />
              <p className="soft" role="status">
                {t('files.count', { shown: Math.min(found.length, MOST_ROWS), all: cards.length })}
              </p>
              {found.length === 0 ? (
                <Empty title={t('files.none')} line={t('files.none.do')} />
              ) : (
                <ul className="rows">
                  {found.slice(0, MOST_ROWS).map((card) => (
                    <li key={card.file}>
                      <Row card={card} />
                    </li>
                  ))}
                </ul>
              )}
            </div>
          );
        }}
      </Show>
    </Page>
  );
}

function Row({ card }: { readonly card: FileCard }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const name = useName();
  const { content } = card;
  return (
    <a className="rows-item" href={`#/files/${card.file}`}>
      <span className="stack-tight">
        <span className="rows-name" dir="auto">
          {name(card.file, content?.chosenName ?? null)}
        </span>
        <span className="soft small">
          {content === null
            ? t('files.card.closed')
            : [content.pronoun, words.languageName(content.language), content.safe]
                .filter((part) => part !== '')
                .join(' · ')}
        </span>
      </span>
      {content?.nextClock == null ? (
        <Mark icon="dash">{t('files.no-clock')}</Mark>
      ) : (
        <Mark tone="due">
          {content.nextClock.label}: {words.date(content.nextClock.due)},{' '}
          {words.nearness(content.nextClock.due, session.now())}
        </Mark>
      )}
    </a>
  );
}
