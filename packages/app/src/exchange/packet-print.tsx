/** The ticked fields on paper, with a place for the receipt of whoever takes it. */
import type { PacketQuestion } from '@amparo/casework/packets';
import { noteHanded } from '../client/index.ts';
import { useFile } from '../files/file-context.tsx';
import { Button, Fault } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { tickedFields } from './ticked-fields.ts';
import { useAct } from './use-act.ts';
import { whyNotWritten } from './written-words.ts';

interface Props {
  readonly question: PacketQuestion;
  readonly onDone: () => void;
}

export function PacketPrint({ question, onDone }: Props) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { writeWith } = useFile();
  const { refused, busy, run } = useAct();
  const { asked, codes } = question;
  const { authorisation } = asked.statement;
  const given = async () => {
    const handed = {
      ...{ packet: crypto.randomUUID(), authorisation },
      ...{ codes: [...codes], form: 'print' as const },
    };
    const written = await writeWith('contact', (now) => noteHanded(session, now, handed));
    const no = whyNotWritten(written, words);
    if (no === null) onDone();
    return no;
  };
  return (
    <div className="stack">
      <div className="row print-hide">
        <Button
          weight="act"
          icon="print"
          onPress={() => {
            window.print();
          }}
        >
          {t('act.print')}
        </Button>
        <Button
          isDisabled={busy}
          onPress={() => {
            run(given);
          }}
        >
          {t('outside.print.given')}
        </Button>
        <Button weight="plain" onPress={onDone}>
          {t('act.cancel')}
        </Button>
      </div>
      {refused === null ? null : <Fault>{refused}</Fault>}
      <Paper question={question} />
    </div>
  );
}

function Paper({ question }: Pick<Props, 'question'>) {
  const { t, date } = useWords();
  const { asked } = question;
  const { authorisation, expiresAt } = asked.statement;
  return (
    <article className="sheet stack print-letter">
      <h2>{t('outside.sheet')}</h2>
      <p>
        {t('consent.number')} <code>{authorisation.slice(0, 8)}</code>
      </p>
      <dl className="stack">
        {tickedFields(question).map(({ code, words: said }) => (
          <div key={code}>
            <dt className="small soft">{t(`code.${code}` as WordKey)}</dt>
            <dd dir="auto" className="said-words">
              {said}
            </dd>
          </div>
        ))}
      </dl>
      <p>{t('outside.sheet.terms', { date: date(expiresAt) })}</p>
      <h3>{t('outside.sheet.receipt')}</h3>
      <p>{t('outside.sheet.receipt.lines')}</p>
    </article>
  );
}
