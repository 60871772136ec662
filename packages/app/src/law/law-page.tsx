/** The law that this release knows: search it, read what one provision says and how far it was checked. */
import { useState } from 'react';
import type { Packs, Provision } from '@amparo/law';
import { LineField, Note, PickOne } from '../look/index.ts';
import { plainLetters } from '../files/search.ts';
import { Page } from '../shell/page.tsx';
import { Empty, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { LawText } from './law-text.tsx';
import { PinLine } from './pin-line.tsx';
import { usePinState } from './use-pin-state.ts';
import { usePacks } from './use-packs.ts';
import { VerifiedMark } from './verified-mark.tsx';

const MOST_ROWS = 60;
const ALL = '*';

export function LawPage() {
  const { t } = useWords();
  const { loaded, again } = usePacks();
  return (
    <Page title={t('place.law')} lead={t('law.lead')}>
      <Show loaded={loaded} again={again} loading={t('law.opening')}>
        {(packs) => <Search packs={packs} />}
      </Show>
    </Page>
  );
}

function Search({ packs }: { readonly packs: Packs }) {
  const { t } = useWords();
  const [query, setQuery] = useState('');
  const [pack, setPack] = useState(ALL);
  const pin = usePinState();
  const found = searchProvisions(packs, query, pack === ALL ? null : pack);
  return (
    <div className="stack">
      <Note tone="plain">
        <p>{t('law.honest')}</p>
      </Note>
      {pin === null ? null : <PinLine pin={pin} />}
      <div className="plan-filters">
        <LineField label={t('law.search')} value={query} onChange={setQuery} />
        <PickOne
          label={t('law.pack')}
          choices={[
            { value: ALL, label: t('plan.filter.all') },
            ...packs.packs.map(({ id, title, version }) => ({
              value: id,
              label: title,
              hint: version,
            })),
          ]}
          value={pack}
          onChange={setPack}
        />
      </div>
      <p className="soft" role="status">
        {t('law.count', { shown: Math.min(found.length, MOST_ROWS), all: packs.provisions.size })}
      </p>
      {found.length === 0 ? (
        <Empty title={t('law.none')} line={t('law.none.do')} />
      ) : (
        <ul className="rows">
          {found.slice(0, MOST_ROWS).map((provision) => (
            <Row key={provision.id} provision={provision} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The provisions of a pack (all, when none is named) that have every word of the query. */
function searchProvisions(packs: Packs, query: string, pack: string | null): readonly Provision[] {
  const wanted = plainLetters(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  return [...packs.provisions.values()].filter((provision) => {
    if (pack !== null && provision.pack !== pack) return false;
    const { title, instrument, article, category, summary } = provision;
    const text = plainLetters([title, instrument, article, category, summary].join(' '));
    return wanted.every((word) => text.includes(word));
  });
}

function Row({ provision }: { readonly provision: Provision }) {
  return (
    <li>
      <a className="rows-item" href={`#/law/${provision.id}`}>
        <span className="stack-tight">
          <span className="rows-name">
            <LawText>{provision.title}</LawText>
          </span>
          <span className="small soft">
            <LawText>{`${provision.instrument}, ${provision.article}`}</LawText>
          </span>
        </span>
        <VerifiedMark verified={provision.verified} />
      </a>
    </li>
  );
}
