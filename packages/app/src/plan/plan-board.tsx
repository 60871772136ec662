/** The plan as a whole: what comes before everything, three groups, filters, two countries side by side. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Plan, PlanItem, Urgency } from '@amparo/casework/plan';
import type { Facts, Packs } from '@amparo/law';
import { Button, Note, PickOne, Reveal } from '../look/index.ts';
import { Empty } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { LawText } from '../law/law-text.tsx';
import { Comparison } from './comparison.tsx';
import { DueWords } from './finding-detail.tsx';
import { PlanRow } from './plan-row.tsx';
import type { RowActs } from './plan-row.tsx';
import {
  filterChoices,
  filterPlan,
  NO_FILTER,
  placeName,
  shortCitation,
  splitItems,
  URGENCIES,
} from './view.ts';
import type { PlanFilter } from './view.ts';

interface Props {
  readonly plan: Plan;
  readonly acts: RowActs;
}

interface BoardProps extends Props {
  readonly packs: Packs;
  /** The facts that the plan rests on. */
  readonly facts: Facts;
}

const ALL = '*';

export function PlanBoard({ plan, acts, packs, facts }: BoardProps) {
  const { t } = useWords();
  const [filter, setFilter] = useState<PlanFilter>(NO_FILTER);
  const [comparing, setComparing] = useState(false);
  const shown = filterPlan(plan, filter);
  const choices = filterChoices(plan);
  return (
    <div className="stack-wide">
      <First plan={plan} today={acts.today} />
      <div className="plan-filters print-hide">
        <Filter
          label={t('plan.filter.right')}
          values={choices.rights}
          value={filter.right}
          onChange={(right) => {
            setFilter({ ...filter, right });
          }}
        />
        <CountryFilter plan={plan} filter={filter} onChange={setFilter} />
        <Filter
          label={t('plan.filter.owes')}
          values={choices.owes}
          value={filter.owes}
          onChange={(owes) => {
            setFilter({ ...filter, owes });
          }}
        />
      </div>
      <div className="print-hide">
        <Button
          icon="exchange"
          onPress={() => {
            setComparing(!comparing);
          }}
        >
          {comparing ? t('plan.compare.end') : t('plan.compare')}
        </Button>
      </div>
      {comparing ? (
        <Comparison packs={packs} facts={facts} asOf={acts.today} countries={choices.countries} />
      ) : (
        <>
          {URGENCIES.map((urgency) => (
            <Group key={urgency} urgency={urgency} plan={shown} acts={acts} />
          ))}
          <Settled plan={shown} acts={acts} />
        </>
      )}
    </div>
  );
}

/** What stands before the groups: a lawyer before any interview, and the date for representations. */
function First({ plan, today }: { readonly plan: Plan; readonly today: string }) {
  const { t } = useWords();
  if (!plan.lawyerFirst && plan.representationsBefore === null) return null;
  return (
    <Note tone="due" icon="law">
      {plan.lawyerFirst ? (
        <>
          <p className="read strong">{t('plan.lawyer-first')}</p>
          <p>{t('plan.lawyer-first.why')}</p>
        </>
      ) : null}
      {plan.representationsBefore === null ? null : (
        <p className="row">
          {t('plan.representations-before')}{' '}
          <DueWords due={plan.representationsBefore} today={today} />
        </p>
      )}
    </Note>
  );
}

interface FilterProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly name?: (value: string) => string;
}

function Filter({ label, values, value, onChange, name = (text) => text }: FilterProps) {
  const { t } = useWords();
  return (
    <PickOne
      label={label}
      choices={[
        { value: ALL, label: t('plan.filter.all') },
        ...values.map((each) => ({ value: each, label: name(each) })),
      ]}
      value={value ?? ALL}
      onChange={(next) => {
        onChange(next === ALL ? null : next);
      }}
    />
  );
}

function CountryFilter({
  plan,
  filter,
  onChange,
}: {
  readonly plan: Plan;
  readonly filter: PlanFilter;
  readonly onChange: (filter: PlanFilter) => void;
}) {
  const words = useWords();
  return (
    <Filter
      label={words.t('plan.filter.country')}
      values={filterChoices(plan).countries}
      value={filter.country}
      name={(code) => placeName(words.countryName(code), code)}
      onChange={(country) => {
        onChange({ ...filter, country });
      }}
    />
  );
}

function Group({ urgency, plan, acts }: Props & { readonly urgency: Urgency }) {
  const { t } = useWords();
  const items = plan.groups[urgency];
  const { toDo, cannotSay } = splitItems(items);
  const rows = (some: readonly PlanItem[]) => (
    <ul className="rows">
      {some.map((item) => (
        <PlanRow key={item.key} item={item} {...acts} />
      ))}
    </ul>
  );
  return (
    <section className="stack" aria-labelledby={`plan-${urgency}`}>
      <div className="row-apart">
        <h2 id={`plan-${urgency}`}>{t(`plan.group.${urgency}`)}</h2>
        <span className="soft">{t('plan.count', { count: toDo.length })}</span>
      </div>
      {toDo.length === 0 ? <p className="soft">{t(`plan.group.${urgency}.empty`)}</p> : rows(toDo)}
      {cannotSay.length === 0 ? null : (
        <Reveal label={t('plan.cannot-say', { count: cannotSay.length })}>
          <p className="soft">{t('plan.cannot-say.why')}</p>
          {rows(cannotSay)}
        </Reveal>
      )}
    </section>
  );
}

function Settled({ plan, acts }: Props) {
  const { t } = useWords();
  return (
    <div className="stack">
      {plan.settled.length === 0 ? null : (
        <Reveal label={t('plan.settled', { count: plan.settled.length })}>
          <ul className="rows">
            {plan.settled.map((item) => (
              <PlanRow key={item.key} item={item} {...acts} />
            ))}
          </ul>
        </Reveal>
      )}
      {plan.notEngaged.length === 0 ? null : (
        <Reveal label={t('plan.not-engaged', { count: plan.notEngaged.length })}>
          <p className="soft">{t('plan.not-engaged.why')}</p>
          <ul className="rows">
            {plan.notEngaged.map((finding) => (
              <li
                key={finding.provision + finding.jurisdiction + (finding.about ?? '')}
                className="rows-item"
              >
                <span className="stack-tight">
                  <LawText>{finding.title}</LawText>
                  <span className="small soft">
                    <LawText>{finding.because.join(' ')}</LawText>
                  </span>
                </span>
                <a href={`#/law/${finding.provision}`}>
                  <LawText>{shortCitation(finding)}</LawText>
                </a>
              </li>
            ))}
          </ul>
        </Reveal>
      )}
    </div>
  );
}

/** Shown where the facts known engage nothing yet. */
export function EmptyPlan({ action }: { readonly action: ReactNode }) {
  const { t } = useWords();
  return <Empty title={t('plan.empty')} line={t('plan.empty.do')} action={action} />;
}
