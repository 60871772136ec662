/** The law that this release knows: search it, read what one provision says and how far it was checked. */
import { useState } from 'react';
import type { Packs, Provision } from '@amparo/law';
import { LineField, Mark, Note, PickOne } from '../look/index.ts';
import { plainLetters } from '../files/search.ts';
import { Page } from '../shell/page.tsx';
import { Empty, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { placeName } from '../plan/plan-board.tsx';
import { LawText } from './law-text.tsx';
import { usePacks } from './use-packs.ts';

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
  const words = useWords();
  const { t } = words;
  const [query, setQuery] = useState('');
  const [pack, setPack] = useState(ALL);
  const wanted = plainLetters(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = [...packs.provisions.values()].filter((provision) => {
    if (pack !== ALL && provision.pack !== pack) return false;
    const text = plainLetters(
      [
        provision.title,
        provision.instrument,
        provision.article,
        provision.category,
        provision.summary,
      ].join(' '),
    );
    return wanted.every((word) => text.includes(word));
  });
  return (
    <div className="stack">
      <Note tone="plain">
        <p>{t('law.honest')}</p>
      </Note>
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
            <li key={provision.id}>
              <a className="rows-item" href={`#/law/${provision.id}`}>
                <span className="stack-tight">
                  <span className="rows-name">
                    <LawText>{provision.title}</LawText>
                  </span>
                  <span className="small soft">
                    <LawText>{`${provision.instrument}, ${provision.article}`}</LawText>
                  </span>
                </span>
                <Verified provision={provision} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Verified({ provision }: { readonly provision: Provision }) {
  const { t } = useWords();
  const { level, reviewed } = provision.verified;
  return (
    <Mark tone={level === 'official' ? 'act' : 'due'} icon={level === 'official' ? 'tick' : 'ask'}>
      {t(reviewed === undefined ? `plan.verified.${level}` : 'plan.verified.reviewed')}
    </Mark>
  );
}

export function ProvisionPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const { loaded, again } = usePacks();
  return (
    <Show loaded={loaded} again={again} loading={t('law.opening')}>
      {(packs) => {
        const provision = packs.provisions.get(id);
        if (provision === undefined) {
          return (
            <Page title={t('place.law')}>
              <Empty title={t('law.gone')} line={t('law.none.do')} />
            </Page>
          );
        }
        return <Explained provision={provision} packs={packs} />;
      }}
    </Show>
  );
}

function Explained({ provision, packs }: { readonly provision: Provision; readonly packs: Packs }) {
  const words = useWords();
  const { t } = words;
  const places = provision.extent.map((code) =>
    placeName(packs.extents.groups.get(code)?.name ?? words.countryName(code), code),
  );
  const rows = [
    [t('law.where'), words.list(places)],
    [t('plan.owes'), provision.owes],
    [t('plan.invoked-by'), provision.invokedBy],
    [t('plan.before'), provision.before],
    [t('plan.remedy'), provision.remedy],
  ].filter(([, text]) => text !== '');
  const lists = [
    [t('law.exceptions'), provision.exceptions.map(({ label, source }) => `${label} (${source})`)],
    [t('plan.dates'), provision.deadlines.map(({ label, source }) => `${label} (${source})`)],
    [t('plan.open-tests'), provision.openTests.map(({ ask, of }) => `${ask} (${of})`)],
    [t('plan.not-decided'), provision.doesNotDecide],
    [t('plan.contrary'), provision.contrary],
    [t('plan.doubts'), provision.doubts],
  ] as const;
  return (
    <Page
      title={<LawText>{provision.title}</LawText>}
      lead={<LawText>{`${provision.instrument}, ${provision.article}`}</LawText>}
    >
      <p className="read">
        <LawText>{provision.summary}</LawText>
      </p>
      <div className="row">
        <Verified provision={provision} />
        <Mark icon="dot">{t(`plan.force.${provision.force}`)}</Mark>
        {provision.defence ? <Mark icon="dot">{t('law.defence')}</Mark> : null}
      </div>
      <dl className="facts">
        {rows.map(([name, text]) => (
          <div key={name} className="facts-pair">
            <dt>{name}</dt>
            <dd>
              <LawText>{text}</LawText>
            </dd>
          </div>
        ))}
      </dl>
      <section className="stack-tight">
        <h2>{t('law.versions')}</h2>
        <ul className="lines">
          {provision.versions.map((version) => (
            <li key={version.from}>
              {words.date(version.from)}
              {version.to === undefined ? '' : ` – ${words.date(version.to)}`}:{' '}
              {t(`plan.state.${version.state}`)}
              {version.note === undefined ? null : (
                <>
                  {'. '}
                  <LawText>{version.note}</LawText>
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
      {lists.map(([title, lines]) =>
        lines.length === 0 ? null : (
          <section key={title} className="stack-tight">
            <h2>{title}</h2>
            <ul className="lines">
              {lines.map((line) => (
                <li key={line}>
                  <LawText>{line}</LawText>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
      <section className="stack-tight">
        <h2>{t('plan.sources.read')}</h2>
        <p>
          <LawText>{`${provision.verified.read}. ${provision.verified.where}`}</LawText>
        </p>
        {provision.verified.on === undefined ? null : (
          <p className="soft">
            {t('plan.checked-on', { date: words.date(provision.verified.on) })}
          </p>
        )}
      </section>
    </Page>
  );
}
