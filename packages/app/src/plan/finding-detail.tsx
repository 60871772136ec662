/** What stands behind one row of the plan, as sentences: nothing is asserted that is not shown. */
import type { ReactNode } from 'react';
import { factsUsed } from '@amparo/casework/representations';
import type { Due, ExceptionNote, FactUse, Finding, Question } from '@amparo/law';
import { Button, Icon, Mark, Note, Reveal } from '../look/index.ts';
import { daysBetween, useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import { LawText } from '../law/law-text.tsx';
import { VerifiedMark } from '../law/verified-mark.tsx';
import { Lines } from './lines.tsx';
import { OpenTests } from './open-tests.tsx';
import type { TestActs } from './open-tests.tsx';

interface Props extends TestActs {
  readonly finding: Finding;
  readonly today: string;
  /** The vocabulary's label of a fact. */
  readonly label: (key: string) => string;
  /** Answers a missing fact in place; absent where this desk may not ask it. */
  readonly mayAsk: (question: Question) => boolean;
  readonly onAnswer: (key: string, about: string | null) => void;
}

/** The "why" of a finding. Texts of the law are in the pack's language and marked so. */
export function FindingDetail(props: Props) {
  const { finding } = props;
  const { t } = useWords();
  return (
    <div className="finding stack">
      <p className="read">
        <LawText>{finding.summary}</LawText>
      </p>
      {finding.because.length === 0 ? null : (
        <Part title={t('plan.why')}>
          <Lines of={finding.because} />
        </Part>
      )}
      <Facts {...props} />
      <Missing {...props} />
      <Exceptions finding={finding} />
      <Dates due={finding.due} today={props.today} />
      <Duty finding={finding} />
      <OpenTests {...props} />
      <Limits finding={finding} />
      <Sources finding={finding} />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="stack-tight">
      <h3 className="finding-part">{title}</h3>
      {children}
    </section>
  );
}

function Facts({ finding, label }: Props) {
  const words = useWords();
  const { t } = words;
  const used = factsUsed([finding]);
  if (used.length === 0) return null;
  return (
    <Part title={t('plan.facts')}>
      <ul className="lines">
        {used.map((use) => (
          <li key={use.fact}>
            <LawText>{label(use.fact)}</LawText>: <strong>{factValue(words, use)}</strong>
            <span className="soft small"> {factOrigin(words, use)}</span>
            {use.class === 'privileged' ? (
              <Mark tone="sealed">{t('drawer.privileged')}</Mark>
            ) : null}
          </li>
        ))}
      </ul>
      {finding.presumptions.map((presumption) => (
        <Note key={presumption.that + presumption.by} tone="plain">
          <p>
            {t('plan.presumed', { purpose: presumption.purpose, until: presumption.until })}{' '}
            <LawText>{presumption.by}</LawText>
          </p>
        </Note>
      ))}
    </Part>
  );
}

/** The value of a fact in the words of the screen. */
export function factValue(words: Words, use: Pick<FactUse, 'value' | 'unknown'>): string {
  const { value, unknown } = use;
  if (value === undefined) return words.t(`fact.unknown.${unknown ?? 'not-asked'}`);
  if (value === true) return words.t('fact.yes');
  if (value === false) return words.t('fact.no');
  if (typeof value === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(value)) return words.date(value);
  if (typeof value === 'object') return words.list(value.map((each) => plainWord(words, each)));
  return plainWord(words, value);
}

/** Places are written as countries, values of the vocabulary without their hyphens. */
function plainWord(words: Words, value: string | number | boolean): string {
  const text = String(value);
  if (/^[A-Z]{2}$/.test(text)) return words.countryName(text);
  if (/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(text)) return `${words.countryName(text)} (${text})`;
  return /^[a-z]+(-[a-z]+)+$/.test(text) ? text.replaceAll('-', ' ') : text;
}

function factOrigin(words: Words, { source, by, on, disputedBy }: FactUse): string {
  const parts = [
    source === undefined ? '' : words.t(`fact.source.${source}`),
    by ?? '',
    on === undefined ? '' : words.day(on),
    disputedBy === undefined ? '' : words.t('fact.disputed', { by: disputedBy }),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function Missing({ finding, label, mayAsk, onAnswer }: Props) {
  const { t } = useWords();
  if (finding.missing.length === 0) return null;
  const asked = new Set(finding.questions.map(({ fact }) => fact));
  const silent = finding.missing.filter((fact) => !asked.has(fact));
  return (
    <Part title={t('plan.missing')}>
      <ul className="rows">
        {finding.questions.map((question) => (
          <li key={question.fact} className="rows-item">
            <span className="stack-tight missing-words">
              <LawText>{question.text}</LawText>
              <span className="soft small">
                {t(`fact.burden.${String(question.burden) as '0' | '1' | '2' | '3'}`)}
                {question.document === null ? null : (
                  <>
                    {' · '}
                    {t('fact.document.instead')} <LawText>{question.document}</LawText>
                  </>
                )}
              </span>
            </span>
            {mayAsk(question) ? (
              <Button
                onPress={() => {
                  onAnswer(question.fact, finding.about);
                }}
              >
                {t('plan.answer')}
              </Button>
            ) : (
              <Mark icon="lock">{t('plan.answer.not-here')}</Mark>
            )}
          </li>
        ))}
        {silent.map((fact) => (
          <li key={fact} className="rows-item">
            <LawText>{label(fact)}</LawText>
            <Mark icon="dash">{t('plan.answer.not-asked-again')}</Mark>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Exceptions({ finding }: { readonly finding: Finding }) {
  const { t } = useWords();
  const line = (note: ExceptionNote) => (
    <li key={note.id}>
      <LawText>{note.label}</LawText>{' '}
      <span className="soft small">
        {t(`plan.exception.${note.effect}`)} <LawText>{note.source}</LawText>
      </span>
    </li>
  );
  return (
    <>
      {finding.exceptionsMet.length === 0 ? null : (
        <Part title={t('plan.exceptions.met')}>
          <ul className="lines">{finding.exceptionsMet.map(line)}</ul>
        </Part>
      )}
      {finding.exceptionsNotExcluded.length === 0 ? null : (
        <Part title={t('plan.exceptions.open')}>
          <ul className="lines">{finding.exceptionsNotExcluded.map(line)}</ul>
        </Part>
      )}
    </>
  );
}

function Dates({ due, today }: { readonly due: readonly Due[]; readonly today: string }) {
  const words = useWords();
  if (due.length === 0) return null;
  return (
    <Part title={words.t('plan.dates')}>
      <ul className="lines">
        {due.map((item) => (
          <li key={item.rule}>
            <DueWords due={item} today={today} /> <LawText>{item.label}</LawText>
            <p className="soft small">
              <LawText>{item.arithmetic}</LawText>
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** A date with how near it is; from unverified law it says "possible", never silence or certainty. */
export function DueWords({ due, today }: { readonly due: Due; readonly today: string }) {
  const words = useWords();
  const { t } = words;
  if (due.date === null) {
    if (due.openStandard === null) return <Mark icon="clock">{t('plan.due.unknown')}</Mark>;
    return (
      <span className="due-standard">
        <Icon name="clock" size={16} />
        <LawText>{due.openStandard}</LawText>
      </span>
    );
  }
  const values = { date: words.date(due.date), near: words.nearness(due.date, today) };
  const missed = daysBetween(today, due.date) < 0;
  if (due.possible) {
    return (
      <Mark tone="due">{t(missed ? 'plan.due.possible-missed' : 'plan.due.possible', values)}</Mark>
    );
  }
  if (due.kind === 'protection-lasts')
    return (
      <Mark tone="act" icon="clock">
        {t('plan.due.lasts', values)}
      </Mark>
    );
  return <Mark tone="due">{t(missed ? 'plan.due.missed' : 'plan.due.by', values)}</Mark>;
}

function Duty({ finding }: { readonly finding: Finding }) {
  const { t } = useWords();
  const rows = [
    [t('plan.owes'), finding.owes],
    [t('plan.invoked-by'), finding.invokedBy],
    [t('plan.before'), finding.before],
    [t('plan.remedy'), finding.remedy],
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

function Limits({ finding }: { readonly finding: Finding }) {
  const { t } = useWords();
  const parts = [
    [t('plan.contrary'), finding.contrary],
    [t('plan.doubts'), finding.doubts],
    [t('plan.gap'), finding.gapAgainst],
    [t('plan.not-decided'), finding.doesNotDecide],
  ] as const;
  return (
    <>
      {finding.cliffs.map((cliff) => (
        <Note key={cliff.what + cliff.when} tone="due">
          <p className="strong">{t(`plan.cliff.${cliff.on}`)}</p>
          <p>
            <LawText>{`${cliff.what.replace(/\.$/, '')}. ${cliff.when}`}</LawText>
          </p>
          <p>
            {t('plan.cliff.challenge')} <LawText>{cliff.challenge}</LawText>
          </p>
          <p>
            {t('plan.cliff.relief')} <LawText>{cliff.interimRelief}</LawText>
          </p>
          {cliff.survives.length === 0 ? null : (
            <p>
              {t('plan.cliff.survives')} <LawText>{cliff.survives.join('; ')}</LawText>
            </p>
          )}
        </Note>
      ))}
      {parts.map(([title, lines]) =>
        lines.length === 0 ? null : (
          <Part key={title} title={title}>
            <Lines of={lines} />
          </Part>
        ),
      )}
    </>
  );
}

function Sources({ finding }: { readonly finding: Finding }) {
  const words = useWords();
  const { t } = words;
  const { verified } = finding;
  return (
    <Part title={t('plan.sources')}>
      <ul className="lines">
        {finding.citations.map((cited) => (
          <li key={cited.instrument + cited.pinpoint}>
            <LawText>{`${cited.instrument}, ${cited.pinpoint}`}</LawText>
            <span className="soft small">
              {' '}
              {words.countryName(cited.extent)} · <LawText>{cited.version}</LawText>
              {cited.lastChecked === null
                ? null
                : ` · ${t('plan.checked-on', { date: words.date(cited.lastChecked) })}`}
            </span>
          </li>
        ))}
      </ul>
      <div className="row">
        <VerifiedMark verified={verified} />
        <Mark icon="dot">{t(`plan.state.${finding.state}`)}</Mark>
        <Mark icon="dot">{t(`plan.force.${finding.force}`)}</Mark>
      </div>
      <Reveal label={t('plan.sources.read')}>
        <p className="small">
          <LawText>{`${verified.read.replace(/\.$/, '')}. ${verified.where}`}</LawText>
        </p>
      </Reveal>
    </Part>
  );
}
