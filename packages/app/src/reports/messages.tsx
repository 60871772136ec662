import type { Conversation } from '@amparo/casework/reports';
import { Icon } from '../look/index.ts';
import { useWords } from '../words/index.ts';

/** What was said, oldest first, as letters rather than as a chat. */
export function Messages({ conversation }: { readonly conversation: Conversation }) {
  const { t, dateTime } = useWords();
  return (
    <ol className="letters" role="list">
      {conversation.messages.map((message) => (
        <li key={message.entry} className={message.byPerson ? 'letter letter-person' : 'letter'}>
          <p className="letter-head">
            <span className="strong">
              {message.byPerson ? t('report.by-person') : message.authorName}
            </span>
            <span className="soft small">{dateTime(message.at)}</span>
          </p>
          <p
            className="letter-text"
            dir="auto"
            {...(message.byPerson && conversation.language !== null
              ? { lang: conversation.language }
              : {})}
          >
            {message.text}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** How it is safe to reach the person. Nothing given means: do not call. */
export function SafeContactCard({ conversation }: { readonly conversation: Conversation }) {
  const { t, languageName } = useWords();
  const { how, when, name, ifSomeoneElse } = conversation.safe;
  const rows = [
    [t('safe.how'), how],
    [t('safe.when'), when],
    [t('safe.name'), name],
    [t('safe.someone-else'), ifSomeoneElse],
  ].filter((row): row is [string, string] => row[1] !== undefined && row[1] !== '');
  return (
    <section className="sheet stack" aria-labelledby="safe-title">
      <h2 id="safe-title" className="row">
        <Icon name="lock" /> {t('safe.title')}
      </h2>
      {how === undefined || how === '' ? <p className="strong">{t('safe.none')}</p> : null}
      {rows.length === 0 ? null : (
        <dl className="stack-tight">
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt className="soft small">{label}</dt>
              <dd dir="auto" className="strong">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <dl className="stack-tight">
        {conversation.language === null ? null : (
          <div>
            <dt className="soft small">{t('cover.language')}</dt>
            <dd>{languageName(conversation.language)}</dd>
          </div>
        )}
        {conversation.door === null ? null : (
          <div>
            <dt className="soft small">{t('report.door')}</dt>
            <dd>{t(`report.door.${conversation.door}`)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
