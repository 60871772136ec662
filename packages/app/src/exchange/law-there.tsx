/** Beside a choice of desk: the law there for this person, and whom that desk must tell. */
import { useMemo } from 'react';
import type { DeskKind } from '@amparo/casework/directory';
import { listDisclosureDuties } from '@amparo/law';
import type { DisclosureDuties, Facts, Packs, Provision } from '@amparo/law';
import { Note, Reveal, TextBox } from '../look/index.ts';
import { LawText } from '../law/law-text.tsx';
import { VerifiedMark } from '../law/verified-mark.tsx';
import { ComparedCountries } from '../plan/comparison.tsx';
import { placeName } from '../plan/view.ts';
import { useWords } from '../words/index.ts';

/** Whom a desk of this kind in this place must tell, as far as it was read; undefined never means nobody. */
export function useDuties(
  packs: Packs,
  place: { readonly country: string; readonly kind: DeskKind },
  asOf: string,
): DisclosureDuties | undefined {
  const { country, kind } = place;
  return useMemo(
    () => listDisclosureDuties(packs, [country], asOf, kind)[0],
    [packs, country, kind, asOf],
  );
}

interface DutiesProps {
  readonly duties: DisclosureDuties | undefined;
  readonly country: string;
  /** Where the worker says each duty in the person's language; nothing where it is only read. */
  readonly words?: {
    readonly language: string;
    readonly said: Readonly<Record<string, string>>;
    readonly set: (provision: string, text: string) => void;
  };
}

/** The duties to report of the desk that was chosen, each with how far it was checked. */
export function DutiesThere({ duties, country, words }: DutiesProps) {
  const { t, countryName } = useWords();
  const place = placeName(countryName(country), country);
  return (
    <section className="stack" aria-labelledby="duties-title">
      <h3 id="duties-title">{t('share.duties')}</h3>
      {duties === undefined || !duties.known ? (
        <Note tone="danger">
          <p className="strong">{t('share.duties.unknown', { country: place })}</p>
          <p>{t('share.duties.unknown.do')}</p>
        </Note>
      ) : duties.duties.length === 0 ? (
        <Note tone="due" icon="note">
          <p>{t('share.duties.none', { country: place })}</p>
        </Note>
      ) : (
        <ul className="rows">
          {duties.duties.map((duty) => (
            <li key={duty.id} className="rows-item duty">
              <Duty duty={duty} />
              {words === undefined ? null : (
                <TextBox
                  rows={3}
                  label={t('share.duties.theirs', { language: words.language })}
                  hint={t('share.duties.theirs.hint')}
                  value={words.said[duty.id] ?? ''}
                  onChange={(text) => {
                    words.set(duty.id, text);
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Duty({ duty }: { readonly duty: Provision }) {
  const { t } = useWords();
  return (
    <div className="stack-tight">
      <p className="strong">
        <a href={`#/law/${duty.id}`}>
          <LawText>{duty.title}</LawText>
        </a>
      </p>
      <p>
        <LawText>{duty.summary}</LawText>
      </p>
      <p className="small">
        <span className="soft">{t('share.duties.told')} </span>
        <LawText>{duty.before}</LawText>
      </p>
      <div className="row">
        <VerifiedMark provision={duty} />
      </div>
      {duty.doubts.length === 0 ? null : (
        <Reveal label={t('share.duties.doubts', { count: duty.doubts.length })}>
          <ul className="lines small">
            {duty.doubts.map((doubt) => (
              <li key={doubt}>
                <LawText>{doubt}</LawText>
              </li>
            ))}
          </ul>
        </Reveal>
      )}
    </div>
  );
}

interface LawProps {
  readonly packs: Packs;
  readonly facts: Facts;
  readonly asOf: string;
  /** One place, or two to be held side by side. */
  readonly extents: readonly string[];
}

/** The law of these places on the facts that this desk has open. */
export function LawThere({ packs, facts, asOf, extents }: LawProps) {
  const { t } = useWords();
  return (
    <section className="stack" aria-labelledby="law-there-title">
      <h3 id="law-there-title">{t('share.law')}</h3>
      <p className="small soft">{t('share.law.lead')}</p>
      <ComparedCountries packs={packs} facts={facts} asOf={asOf} extents={extents} />
    </section>
  );
}
