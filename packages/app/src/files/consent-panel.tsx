/** Consent along the edge of everything: what the person allowed, to whom, until when, and who vouches. */
import type { AuthorisationView } from '@amparo/casework/grants';
import { Mark, Reveal } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { useFile } from './file-context.tsx';

export function ConsentPanel() {
  const { t } = useWords();
  const { view } = useFile();
  if (view.state !== 'ready') return null;
  const { authorisations } = view.value;
  return (
    <section className="stack" aria-labelledby="consent-title">
      <h2 id="consent-title" className="file-panel-title">
        {t('consent.title')}
      </h2>
      {authorisations.length === 0 ? <p className="soft">{t('consent.none')}</p> : null}
      {authorisations.map((authorisation) => (
        <Authorised key={authorisation.statement.authorisation} authorisation={authorisation} />
      ))}
    </section>
  );
}

function Authorised({ authorisation }: { readonly authorisation: AuthorisationView }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { state } = useFile();
  const { statement, withdrawnAt, givenAt, attestedBy } = authorisation;
  const ended = statement.expiresAt <= session.now();
  const live = withdrawnAt === null && !ended;
  const asked = state.conversation?.questions.find(
    (question) => question.asked.statement.authorisation === statement.authorisation,
  );
  return (
    <div className={live ? 'consent consent-live' : 'consent'}>
      <div className="row">
        {live ? (
          <Mark tone="act">{t('consent.live')}</Mark>
        ) : (
          <Mark tone="due" icon="dash">
            {withdrawnAt === null ? t('consent.ended') : t('consent.withdrawn')}
          </Mark>
        )}
      </div>
      <p>
        {t('consent.says', {
          desks: words.list(
            statement.desks.map(
              (id) => session.trust.desks.get(id)?.desk.name ?? t('desk.unknown'),
            ),
          ),
          classes: words.list(statement.classes.map((each) => t(`drawer.${each}`))),
        })}
      </p>
      <p className="strong">
        {t('consent.until', {
          date: words.date(statement.expiresAt),
          near: words.nearness(statement.expiresAt, session.now()),
        })}
      </p>
      {withdrawnAt === null ? null : (
        <p className="strong">{t('consent.withdrawn-on', { date: words.dateTime(withdrawnAt) })}</p>
      )}
      <Reveal label={t('consent.receipt')}>
        <p className="small">{t('consent.given-on', { date: words.dateTime(givenAt) })}</p>
        <p className="small">{t(`consent.attested.${attestedBy}`)}</p>
        {asked === undefined ? null : (
          <blockquote className="small" dir="auto">
            {asked.asked.text}
          </blockquote>
        )}
        <p className="small soft">
          {t('consent.number')} <code>{statement.authorisation.slice(0, 8)}</code>
        </p>
      </Reveal>
    </div>
  );
}
