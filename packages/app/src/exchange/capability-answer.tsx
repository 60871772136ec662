/** A question about nobody as the receiving desk sees it, and its answer, need by need. */
import { useState } from 'react';
import type { CapabilityAnswer, CapabilityNeed, CapabilityQuery } from '@amparo/casework/packets';
import { Button, Fault, Form, LineField, OneOf } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { answerOf } from './capability.ts';
import type { TickedAnswer } from './capability.ts';
import { useAct } from './use-act.ts';

/** What was asked. */
export function QueryWords({ query }: { readonly query: CapabilityQuery }) {
  const { t, list, date, languageName } = useWords();
  return (
    <dl className="facts">
      <dt>{t('capability.needs')}</dt>
      <dd>{list(query.needs.map((need) => t(`need.${need}`)))}</dd>
      <dt>{t('capability.age')}</dt>
      <dd>{t(`age-band.${query.ageBand}`)}</dd>
      {query.languages.length === 0 ? null : (
        <>
          <dt>{t('capability.languages')}</dt>
          <dd>{list(query.languages.map(languageName))}</dd>
        </>
      )}
      <dt>{t('capability.by')}</dt>
      <dd>{query.by === null ? t('capability.by.none') : date(query.by)}</dd>
    </dl>
  );
}

/** What was answered. */
export function AnswerWords({ answer }: { readonly answer: CapabilityAnswer }) {
  const { t, date } = useWords();
  return (
    <dl className="facts">
      {answer.answers.map((one) => (
        <div key={one.need} className="facts-pair">
          <dt>{t(`need.${one.need}`)}</dt>
          <dd className="strong">
            {one.can === 'from'
              ? t('capability.can.from-day', { date: date(one.from) })
              : t(`capability.can.${one.can}`)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const CAN: readonly NonNullable<TickedAnswer['can']>[] = ['yes', 'from', 'no'];

export function AnswerForm({
  query,
  onAnswer,
}: {
  readonly query: CapabilityQuery;
  readonly onAnswer: (answer: CapabilityAnswer) => Promise<string | null>;
}) {
  const { t } = useWords();
  const { session } = useSession();
  const [ticked, setTicked] = useState<Partial<Record<CapabilityNeed, TickedAnswer>>>({});
  const [missing, setMissing] = useState<CapabilityNeed | null>(null);
  const { refused, busy, run } = useAct();
  const set = (need: CapabilityNeed, change: Partial<TickedAnswer>) => {
    const now = ticked[need] ?? { can: null, from: '' };
    setTicked({ ...ticked, [need]: { ...now, ...change } });
  };
  const send = () => {
    const made = answerOf(query, ticked, session.now().slice(0, 10));
    setMissing(made.ok ? null : made.need);
    if (made.ok) run(() => onAnswer(made.answer));
    return Promise.resolve();
  };
  return (
    <Form sheet onSubmit={send}>
      <h2>{t('capability.answer')}</h2>
      <p className="soft">{t('capability.answer.lead')}</p>
      {query.needs.map((need) => (
        <div key={need} className="stack-tight">
          <OneOf
            across
            label={t(`need.${need}`)}
            choices={CAN.map((can) => ({ value: can, label: t(`capability.can.${can}`) }))}
            value={ticked[need]?.can ?? null}
            onChange={(can) => {
              set(need, { can });
            }}
            fault={missing === need ? t('capability.fault.answer') : undefined}
          />
          {ticked[need]?.can === 'from' ? (
            <LineField
              code
              width="short"
              label={t('capability.from')}
              value={ticked[need].from}
              onChange={(from) => {
                set(need, { from });
              }}
            />
          ) : null}
        </div>
      ))}
      {refused === null ? null : <Fault>{refused}</Fault>}
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy}>
          {t('capability.answer.send')}
        </Button>
      </div>
    </Form>
  );
}
