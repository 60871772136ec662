/** One provision in our words: where it applies, who owes what, in which versions, how far it was checked. */
import type { Packs, Provision } from '@amparo/law';
import { Mark } from '../look/index.ts';
import { Page } from '../shell/page.tsx';
import { Empty, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { placeName } from '../plan/view.ts';
import { LawText } from './law-text.tsx';
import { usePacks } from './use-packs.ts';
import { VerifiedMark } from './verified-mark.tsx';

export function ProvisionPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const { loaded, again } = usePacks();
  return (
    <Show loaded={loaded} again={again} loading={t('law.opening')}>
      {(packs) => {
        const provision = packs.provisions.get(id);
        if (provision !== undefined) return <Explained provision={provision} packs={packs} />;
        return (
          <Page title={t('place.law')}>
            <Empty title={t('law.gone')} line={t('law.none.do')} />
          </Page>
        );
      }}
    </Show>
  );
}

interface Props {
  readonly provision: Provision;
  readonly packs: Packs;
}

function Explained({ provision, packs }: Props) {
  const { t } = useWords();
  return (
    <Page
      title={<LawText>{provision.title}</LawText>}
      lead={<LawText>{`${provision.instrument}, ${provision.article}`}</LawText>}
    >
      <p className="read">
        <LawText>{provision.summary}</LawText>
      </p>
      <div className="row">
        <VerifiedMark verified={provision.verified} />
        <Mark icon="dot">{t(`plan.force.${provision.force}`)}</Mark>
        {provision.defence ? <Mark icon="dot">{t('law.defence')}</Mark> : null}
      </div>
      <Duty provision={provision} packs={packs} />
      <Versions provision={provision} />
      <Lists provision={provision} />
      <Source provision={provision} />
    </Page>
  );
}

function Duty({ provision, packs }: Props) {
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
  return (
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
  );
}

function Versions({ provision }: Pick<Props, 'provision'>) {
  const { t, date } = useWords();
  return (
    <section className="stack-tight">
      <h2>{t('law.versions')}</h2>
      <ul className="lines">
        {provision.versions.map(({ from, to, state, note }) => (
          <li key={from}>
            {date(from)}
            {to === undefined ? '' : ` – ${date(to)}`}: {t(`plan.state.${state}`)}
            {note === undefined ? null : (
              <>
                {'. '}
                <LawText>{note}</LawText>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Lists({ provision }: Pick<Props, 'provision'>) {
  const { t } = useWords();
  const lists = [
    [t('law.exceptions'), provision.exceptions.map(({ label, source }) => `${label} (${source})`)],
    [t('plan.dates'), provision.deadlines.map(({ label, source }) => `${label} (${source})`)],
    [t('plan.open-tests'), provision.openTests.map(({ ask, of }) => `${ask} (${of})`)],
    [t('plan.not-decided'), provision.doesNotDecide],
    [t('plan.contrary'), provision.contrary],
    [t('plan.doubts'), provision.doubts],
  ] as const;
  return lists.map(([title, lines]) =>
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
  );
}

function Source({ provision }: Pick<Props, 'provision'>) {
  const { t, date } = useWords();
  const { read, where, on } = provision.verified;
  return (
    <section className="stack-tight">
      <h2>{t('plan.sources.read')}</h2>
      <p>
        <LawText>{`${read.replace(/\.$/, '')}. ${where}`}</LawText>
      </p>
      {on === undefined ? null : <p className="soft">{t('plan.checked-on', { date: date(on) })}</p>}
    </section>
  );
}
