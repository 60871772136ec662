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
import { dutyWords } from './duty-words.ts';

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
  readonly kind: DeskKind;
  /** How the person reads each duty; nothing where only the worker reads it. */
  readonly said?: SaidToThem;
}

interface SaidToThem {
  readonly language: string;
  readonly wordsOf: (duty: Provision) => string;
  readonly set: (provision: string, text: string) => void;
}

/** The duties to report of the desk that was chosen, each with how far it was checked. */
export function DutiesThere({ duties, country, kind, said }: DutiesProps) {
  const words = useWords();
  const { t, countryName } = words;
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
              <Duty duty={duty} says={dutyWords(words, duty, kind)} />
              {said === undefined ? null : <ForThem duty={duty} said={said} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** One duty as this member reads it; the law itself, with its doubts, on a press. */
function Duty({ duty, says }: { readonly duty: Provision; readonly says: string }) {
  const { t } = useWords();
  return (
    <div className="stack-tight">
      <p className="strong">{says === '' ? <LawText>{duty.title}</LawText> : says}</p>
      <div className="row">
        <VerifiedMark verified={duty.verified} />
      </div>
      <Reveal label={t('share.duties.law')}>
        <p>
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
        {duty.doubts.length === 0 ? null : (
          <>
            <p className="small soft">{t('share.duties.doubts', { count: duty.doubts.length })}</p>
            <ul className="lines small">
              {duty.doubts.map((doubt) => (
                <li key={doubt}>
                  <LawText>{doubt}</LawText>
                </li>
              ))}
            </ul>
          </>
        )}
      </Reveal>
    </div>
  );
}

/** The words that the person will read, to be changed where they do not fit. */
function ForThem({ duty, said }: { readonly duty: Provision; readonly said: SaidToThem }) {
  const { t } = useWords();
  const words = said.wordsOf(duty);
  return (
    <div className="stack-tight">
      {words === '' ? null : (
        <p>
          <bdi>{words}</bdi>
        </p>
      )}
      <Reveal label={t('share.duties.change')}>
        <TextBox
          rows={3}
          label={t('share.duties.theirs', { language: said.language })}
          hint={t('share.duties.theirs.hint')}
          value={words}
          onChange={(text) => {
            said.set(duty.id, text);
          }}
        />
      </Reveal>
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
