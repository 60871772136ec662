/** Two countries side by side for one person, right by right, like a briefing note. */
import { useMemo, useState } from 'react';
import { compareExtents } from '@amparo/law';
import type {
  Comparison as ComparedLaw,
  ComparisonCell,
  Facts,
  Finding,
  ForumChoice,
  Packs,
} from '@amparo/law';
import { Mark, PickOne, Reveal } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { LawText } from '../law/law-text.tsx';
import {
  comparableExtents,
  placeName,
  resultKey,
  rowsInOrder,
  shortCitation,
  verifiedKey,
} from './view.ts';

interface Props {
  readonly packs: Packs;
  readonly facts: Facts;
  readonly asOf: string;
  /** The countries that the facts connect to the person: shown first. */
  readonly countries: readonly string[];
}

export function Comparison({ packs, facts, asOf, countries }: Props) {
  const words = useWords();
  const { t } = words;
  const all = useMemo(() => comparableExtents(packs, countries), [packs, countries]);
  const [left, setLeft] = useState(all[0] ?? '');
  const [right, setRight] = useState(all[1] ?? '');
  const choices = all.map((code) => ({
    value: code,
    label: placeName(words.countryName(code), code),
  }));
  return (
    <section className="stack" aria-label={t('plan.compare')}>
      <div className="plan-filters print-hide">
        <PickOne
          label={t('plan.compare.first')}
          choices={choices}
          value={left}
          onChange={setLeft}
        />
        <PickOne
          label={t('plan.compare.second')}
          choices={choices}
          value={right}
          onChange={setRight}
        />
      </div>
      <ComparedCountries packs={packs} facts={facts} asOf={asOf} extents={[left, right]} />
    </section>
  );
}

/** The law of these places on these facts; what would be added by being there stands apart. */
export function ComparedCountries({
  packs,
  facts,
  asOf,
  extents,
}: Omit<Props, 'countries'> & { readonly extents: readonly string[] }) {
  const places = extents.join(' ');
  const compared = useMemo(
    () => compareExtents({ packs, facts, asOf }, places.split(' ')),
    [packs, facts, asOf, places],
  );
  return <ComparisonTable compared={compared} />;
}

function ComparisonTable({ compared }: { readonly compared: ComparedLaw }) {
  const words = useWords();
  const { t } = words;
  const label = t('plan.compare');
  return (
    <div className="table-frame sheet" tabIndex={0} role="region" aria-label={label}>
      <table className="compared">
        <thead>
          <tr>
            <th scope="col">{t('plan.filter.right')}</th>
            {compared.extents.map(({ extent }) => (
              <th key={extent} scope="col">
                {placeName(words.countryName(extent), extent)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsInOrder(compared).map((row) => (
            <tr key={row.category}>
              <th scope="row">
                <LawText>{row.category}</LawText>
              </th>
              {row.cells.map((cell) => (
                <td
                  key={cell.extent}
                  data-place={placeName(words.countryName(cell.extent), cell.extent)}
                >
                  <Cell cell={cell} choice={findChoice(compared, row.category, cell.extent)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function findChoice(
  { choices }: ComparedLaw,
  category: string,
  extent: string,
): ForumChoice | undefined {
  return choices.find((choice) => choice.category === category && choice.extent === extent);
}

interface CellProps {
  readonly cell: ComparisonCell;
  readonly choice: ForumChoice | undefined;
}

/** What a country says about one right: what is engaged in full, the rest by name and folded. */
function Cell({ cell, choice }: CellProps) {
  const { t } = useWords();
  const { findings, ifThere } = cell;
  const engaged = findings.filter(({ result }) => result === 'engaged');
  const there = ifThere.filter(({ result }) => result === 'engaged');
  const open = [...findings, ...ifThere.filter((each) => !isAmong(each, findings))];
  const isOneOfMany = engaged.length > 1 && choice !== undefined;
  const folds = [
    ['plan.compare.cannot-say', open.filter(({ result }) => result === 'cannot-say')],
    ['plan.compare.not-engaged', open.filter(({ result }) => result === 'not-engaged')],
  ] as const;
  return (
    <>
      {findings.length + ifThere.length === 0 ? (
        <span className="soft">{t('plan.compare.none')}</span>
      ) : null}
      {engaged.map((finding) => (
        <Said
          key={finding.provision + (finding.about ?? '')}
          finding={finding}
          isBest={isOneOfMany && choice.best.includes(finding.provision)}
        />
      ))}
      {there.length === 0 ? null : <p className="small strong">{t('plan.compare.if-there')}</p>}
      {there.map((finding) => (
        <Said key={finding.provision + (finding.about ?? '')} finding={finding} isBest={false} />
      ))}
      {folds.map(([label, own]) => (
        <Fold key={label} label={t(label, { count: own.length })} findings={own} />
      ))}
    </>
  );
}

function isAmong(finding: Finding, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ provision, about }) => provision === finding.provision && about === finding.about,
  );
}

function Fold({
  label,
  findings,
}: {
  readonly label: string;
  readonly findings: readonly Finding[];
}) {
  if (findings.length === 0) return null;
  return (
    <Reveal label={label}>
      <ul className="lines">
        {findings.map((finding) => (
          <li key={finding.provision + (finding.about ?? '')}>
            <a href={`#/law/${finding.provision}`}>
              <LawText>{finding.title}</LawText>
            </a>
          </li>
        ))}
      </ul>
    </Reveal>
  );
}

function Said({ finding, isBest }: { readonly finding: Finding; readonly isBest: boolean }) {
  const { t } = useWords();
  return (
    <p className="said">
      <strong>{t(resultKey(finding))}.</strong> <LawText>{finding.summary}</LawText>{' '}
      {isBest ? <Mark tone="act">{t('plan.compare.best')}</Mark> : null}{' '}
      <span className="small soft">
        <a href={`#/law/${finding.provision}`}>
          <LawText>{shortCitation(finding)}</LawText>
        </a>
        {' · '}
        {t(verifiedKey(finding))}
      </span>
    </p>
  );
}
