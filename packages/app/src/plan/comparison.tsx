/** Two countries side by side, right by right, like a briefing note. */
import { useState } from 'react';
import type { Finding } from '@amparo/law';
import { PickOne, Reveal } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { LawText } from '../law/law-text.tsx';
import { compareCountries, placeName, resultKey, shortCitation, verifiedKey } from './view.ts';

interface Props {
  readonly findings: readonly Finding[];
  readonly countries: readonly string[];
}

export function Comparison({ findings, countries }: Props) {
  const words = useWords();
  const { t } = words;
  const [left, setLeft] = useState(countries[0] ?? '');
  const [right, setRight] = useState(countries[1] ?? '');
  const name = (code: string) => placeName(words.countryName(code), code);
  const choices = countries.map((code) => ({ value: code, label: name(code) }));
  const rows = compareCountries(findings, [left, right]);
  return (
    <section className="stack" aria-label={t('plan.compare')}>
      <div className="plan-filters">
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
      <div className="table-frame sheet" tabIndex={0} role="region" aria-label={t('plan.compare')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('plan.filter.right')}</th>
              <th scope="col">{name(left)}</th>
              <th scope="col">{name(right)}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.right}>
                <th scope="row">
                  <LawText>{row.right}</LawText>
                </th>
                {row.cells.map((cell, index) => (
                  // Two countries have fixed places; the index is which of the two.
                  <td key={index}>
                    {cell.length === 0 ? (
                      <span className="soft">{t('plan.compare.none')}</span>
                    ) : null}
                    <Cell findings={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What a country says about one right: what is engaged in full, the rest by name and folded. */
function Cell({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useWords();
  const engaged = findings.filter(({ result }) => result === 'engaged');
  const folds = [
    ['plan.compare.cannot-say', findings.filter(({ result }) => result === 'cannot-say')],
    ['plan.compare.not-engaged', findings.filter(({ result }) => result === 'not-engaged')],
  ] as const;
  return (
    <>
      {engaged.map((finding) => (
        <Said key={finding.provision + (finding.about ?? '')} finding={finding} />
      ))}
      {folds.map(([label, own]) =>
        own.length === 0 ? null : (
          <Reveal key={label} label={t(label, { count: own.length })}>
            <ul className="lines">
              {own.map((finding) => (
                <li key={finding.provision + (finding.about ?? '')}>
                  <a href={`#/law/${finding.provision}`}>
                    <LawText>{finding.title}</LawText>
                  </a>
                </li>
              ))}
            </ul>
          </Reveal>
        ),
      )}
    </>
  );
}

function Said({ finding }: { readonly finding: Finding }) {
  const { t } = useWords();
  return (
    <p className="said">
      <strong>{t(resultKey(finding))}.</strong> <LawText>{finding.summary}</LawText>{' '}
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
