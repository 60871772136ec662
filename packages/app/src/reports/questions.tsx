import type { Conversation, Question } from '@amparo/casework/reports';
import { Mark } from '../look/index.ts';
import type { Tone } from '../look/index.ts';
import { useWords } from '../words/index.ts';

const TONES: Readonly<Record<'yes' | 'no' | 'later' | 'talk' | 'open', Tone>> = {
  yes: 'act',
  no: 'plain',
  later: 'due',
  talk: 'due',
  open: 'due',
};

/** What the person was asked, and what they answered. */
export function Questions({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useWords();
  if (conversation.questions.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="asked-title">
      <h2 id="asked-title">{t('ask.asked')}</h2>
      {conversation.questions.map((question) => (
        <Asked key={question.entry} question={question} />
      ))}
    </section>
  );
}

function Asked({ question }: { readonly question: Question }) {
  const words = useWords();
  const { t } = words;
  const { asked, answer } = question;
  return (
    <div className="sheet stack-tight">
      <div className="row">
        <Mark tone={TONES[answer ?? 'open']} icon={answer === 'yes' ? 'tick' : 'ask'}>
          {t(`ask.answer.${answer ?? 'open'}`)}
        </Mark>
        <span className="soft small">{words.dateTime(question.answeredAt ?? question.at)}</span>
      </div>
      <p dir="auto">{asked.text}</p>
      <p className="small">
        {t('ask.summary', {
          desks: words.list(asked.deskNames),
          classes: words.list(asked.statement.classes.map((each) => t(`drawer.${each}`))),
          until: words.date(asked.statement.expiresAt),
        })}
      </p>
      {answer === 'no' ? <p className="small soft">{t('ask.no.means')}</p> : null}
    </div>
  );
}
