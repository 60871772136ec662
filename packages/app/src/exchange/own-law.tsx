/** Beside a received packet: what the law of our own country says, on what the packet may be taken to say. */
import { useMemo, useState } from 'react';
import { parseFacts } from '@amparo/law';
import type { Packs } from '@amparo/law';
import type { ReceivedPacket } from '../client/index.ts';
import { LawText } from '../law/law-text.tsx';
import { usePacks } from '../law/use-packs.ts';
import { AnyOf } from '../look/index.ts';
import { Unreadable } from '../facts/unreadable.tsx';
import { ComparedCountries } from '../plan/comparison.tsx';
import { factValue } from '../plan/finding-detail.tsx';
import { placeName } from '../plan/view.ts';
import { useSession } from '../sessions/session-context.tsx';
import { Show } from '../shell/states.tsx';
import { LOCALES, useWords } from '../words/index.ts';
import type { DeskDirectory } from './load.ts';
import { documentOf, supposedFacts } from './packet-facts.ts';

interface Props {
  readonly received: ReceivedPacket;
  readonly directory: DeskDirectory;
}

export function OwnLaw({ received, directory }: Props) {
  const words = useWords();
  const { t } = words;
  const { loaded, again } = usePacks();
  const own = directory.desks.find(({ node }) => node === directory.self)?.country;
  return (
    <section className="sheet stack" aria-labelledby="own-law-title">
      <h2 id="own-law-title">
        {own === undefined
          ? t('received.law.none')
          : t('received.law', { country: placeName(words.countryName(own), own) })}
      </h2>
      {own === undefined ? null : (
        <Show loaded={loaded} again={again}>
          {(packs) => <OnWhatItSays packs={packs} received={received} own={own} />}
        </Show>
      )}
    </section>
  );
}

interface SaysProps {
  readonly packs: Packs;
  readonly received: ReceivedPacket;
  readonly own: string;
}

/** The facts that the packet may be taken to say, less what somebody took away. */
function useSupposed({ packs, received }: Omit<SaysProps, 'own'>) {
  const supposed = useMemo(
    () => supposedFacts(packs, received.fields, Object.keys(LOCALES)),
    [packs, received],
  );
  const [kept, setKept] = useState<readonly string[]>(() => supposed.map(({ key }) => key));
  const { country } = received.from;
  const on = received.statement.sentAt.slice(0, 10);
  const parsed = useMemo(() => {
    const left = supposed.filter(({ key }) => kept.includes(key));
    return parseFacts(documentOf(left, country, on), packs);
  }, [supposed, kept, country, on, packs]);
  return { supposed, kept, setKept, parsed };
}

function OnWhatItSays({ packs, received, own }: SaysProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { supposed, kept, setKept, parsed } = useSupposed({ packs, received });
  const { country } = received.from;
  if (!parsed.ok) return <Unreadable errors={parsed.errors} />;
  const label = (key: string) => packs.vocabulary.facts.get(key)?.label ?? key;
  return (
    <>
      {supposed.length === 0 ? (
        <p className="soft">{t('received.law.no-facts')}</p>
      ) : (
        <AnyOf
          label={t('received.law.supposed')}
          hint={t('received.law.supposed.hint')}
          choices={supposed.map(({ key, value }) => ({
            value: key,
            label: `${label(key)}: ${factValue(words, {
              value: typeof value === 'object' ? [...value] : value,
            })}`,
          }))}
          values={kept}
          onChange={setKept}
        />
      )}
      <p className="small soft">
        <LawText>{label('location')}</LawText>: {placeName(words.countryName(country), country)}
      </p>
      <div className="law-beside">
        <ComparedCountries
          packs={packs}
          facts={parsed.facts}
          asOf={session.now().slice(0, 10)}
          extents={[own]}
        />
      </div>
    </>
  );
}
