/** The organisation: desks of the node, colleagues, one's own devices, and what the server can see. */
import { ButtonLink, Mark, Note } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { Page } from '../shell/page.tsx';
import { useWords } from '../words/index.ts';
import { Devices } from './devices.tsx';
import { Members } from './members.tsx';
import { Settings } from './settings.tsx';

export function OrganisationPage() {
  const { t } = useWords();
  return (
    <Page
      title={t('place.organisation')}
      lead={t('organisation.lead')}
      actions={<ButtonLink href="/organisation/visible">{t('visible.title')}</ButtonLink>}
    >
      <Settings />
      <Desks />
      <Members />
      <Devices />
    </Page>
  );
}

function Desks() {
  const { t } = useWords();
  const { session } = useSession();
  const mine = new Set(session.desks.map(({ desk }) => desk.desk));
  const desks = [...session.trust.desks.values()].toSorted((a, b) =>
    a.organisation.name.localeCompare(b.organisation.name),
  );
  return (
    <section className="stack" aria-labelledby="desks-title">
      <h2 id="desks-title">{t('organisation.desks')}</h2>
      {session.unprovedDesks.length + session.trust.unproved.length === 0 ? null : (
        <Note tone="due" icon="note">
          <p>{t('organisation.unproved', { count: session.trust.unproved.length })}</p>
        </Note>
      )}
      <p className="soft">{t('organisation.proved')}</p>
      <ul className="rows">
        {desks.map(({ desk, organisation }) => (
          <li key={desk.desk} className="rows-item">
            <span>
              <span className="rows-name" dir="auto">
                {desk.name}
              </span>
              <br />
              <span className="small soft">
                {t(`desk.${desk.kind}`)} · <bdi>{organisation.name}</bdi>
              </span>
            </span>
            <span className="row">
              {desk.enforces.immigration ? (
                <Mark tone="due" icon="note">
                  {t('desk.enforces.immigration')}
                </Mark>
              ) : null}
              {desk.enforces.police ? (
                <Mark tone="due" icon="note">
                  {t('desk.enforces.police')}
                </Mark>
              ) : null}
              {mine.has(desk.desk) ? <Mark tone="act">{t('desk.yours')}</Mark> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
