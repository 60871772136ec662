/** The release of the law that a plan stands under; a new one is news, with what it changes for this person. */
import { useMemo } from 'react';
import { decideAcceptance } from '@amparo/casework/plan';
import { factsDocument } from '@amparo/casework/facts';
import type { DrawerClass } from '@amparo/casework/grants';
import { listReleaseChanges, parseFacts } from '@amparo/law';
import type { FindingChange, ReleaseChanges } from '@amparo/law';
import { Button, Mark, Note, useNotice } from '../look/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { Unreadable } from '../facts/unreadable.tsx';
import { LawText } from '../law/law-text.tsx';
import { PinLine } from '../law/pin-line.tsx';
import { isAnsweredFor } from '../law/pin-of-node.ts';
import type { LawOfFile } from '../law/use-law-of-file.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { placeName } from './view.ts';

interface Props {
  readonly of: LawOfFile;
  readonly today: string;
}

/**
 * Stands above the plan while a newer release waits, this device has an older one than the file, or nobody
 * answers for the law that this app carries.
 */
export function LawRelease(props: Props) {
  const { pin } = props.of;
  return (
    <>
      {isAnsweredFor(pin) ? null : <PinLine pin={pin} />}
      <Standing {...props} />
    </>
  );
}

function Standing(props: Props) {
  const { standing } = props.of;
  if (standing === 'offered') return <Offered {...props} />;
  if (standing === 'offered-unseen') return <OfferedUnseen {...props} />;
  if (standing === 'behind') return <Behind {...props} />;
  return null;
}

/** Under which release the plan was worked out, and who accepted that; stands below the plan. */
export function LawUnder({ of, today }: Props) {
  const { t, date } = useWords();
  const acceptIt = useAccepting(of, today);
  const { law, accepted, standing, pin } = of;
  const release = wordRelease(law);
  return (
    <div className="small soft row">
      {isAnsweredFor(pin) ? <PinLine pin={pin} /> : null}
      <p>
        {standing === 'accepted' && accepted !== null
          ? t('release.accepted', { release, name: accepted.by, date: date(accepted.event.on) })
          : t('release.under', { release })}
      </p>
      {standing === 'unaccepted' && mayAccept(of) ? (
        <div className="print-hide">
          <Button
            weight="plain"
            onPress={() => {
              void acceptIt(null);
            }}
          >
            {t('release.keep')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Nothing is accepted for a file that nobody answers for. */
function mayAccept({ pin }: LawOfFile): boolean {
  return pin.state === 'pinned';
}

/** The day of a release and the beginning of its digest, by which two people can compare it. */
function wordRelease({ release, digest }: { readonly release: string; readonly digest: string }) {
  return `${release} (${digest.slice(0, 8)})`;
}

function Offered({ of, today }: Props) {
  const { t } = useWords();
  const changes = useChanges(of, today);
  const acceptIt = useAccepting(of, today);
  const values = { before: wordRelease(of.law), after: wordRelease(of.current) };
  return (
    <section className="sheet stack law-news" aria-labelledby="release-title">
      <h2 id="release-title">{t('release.offered')}</h2>
      <p className="read">{t('release.offered.what', values)}</p>
      {changes === null ? null : !changes.ok ? (
        <Unreadable errors={changes.errors} />
      ) : (
        <>
          <Changes changes={changes.changes} />
          <DrawersSeen />
          {mayAccept(of) ? (
            <div className="row print-hide">
              <Button
                weight="act"
                onPress={() => {
                  void acceptIt(changes);
                }}
              >
                {t('release.accept', { release: of.current.release })}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </section>
  );
}

function Changes({ changes }: { readonly changes: readonly FindingChange[] }) {
  const { t, countryName } = useWords();
  if (changes.length === 0) return <p>{t('release.nothing')}</p>;
  return (
    <>
      <p className="strong">{t('release.changes', { count: changes.length })}</p>
      <ul className="rows">
        {changes.map((change) => (
          <li
            key={[change.provision, change.jurisdiction, change.about ?? ''].join('|')}
            className="rows-item"
          >
            <span className="stack-tight missing-words">
              <span className="strong">
                <LawText>{change.title}</LawText>
              </span>
              <span className="small soft">
                {placeName(countryName(change.jurisdiction), change.jurisdiction)}
              </span>
              {change.sentences.map((sentence) => (
                <LawText key={sentence}>{sentence}</LawText>
              ))}
            </span>
            <Mark tone={change.kind === 'check' || change.kind === 'text' ? 'plain' : 'due'}>
              {t(`release.kind.${change.kind}`)}
            </Mark>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Other drawers may hold facts on which other things change. */
function DrawersSeen() {
  const { t, list } = useWords();
  const { drawers } = useFile();
  const seen = [...drawers.values()].flatMap((drawer) =>
    drawer.state === 'open' ? [t(`drawer.${drawer.opened.view.class}`)] : [],
  );
  return <p className="small soft">{t('release.seen', { drawers: list(seen) })}</p>;
}

function OfferedUnseen({ of, today }: Props) {
  const { t } = useWords();
  const acceptIt = useAccepting(of, today);
  const before = of.accepted === null ? '' : wordRelease(of.accepted.event);
  return (
    <Note tone="due" icon="law">
      <p className="strong">{t('release.unseen', { before, after: wordRelease(of.current) })}</p>
      <p>{t('release.unseen.do')}</p>
      {mayAccept(of) ? (
        <div className="row print-hide">
          <Button
            onPress={() => {
              void acceptIt(null);
            }}
          >
            {t('release.accept', { release: of.current.release })}
          </Button>
        </div>
      ) : null}
    </Note>
  );
}

function Behind({ of }: Props) {
  const { t } = useWords();
  const accepted = of.accepted === null ? '' : wordRelease(of.accepted.event);
  return (
    <Note tone="due" icon="law">
      <p className="strong">{t('release.behind', { accepted, here: wordRelease(of.current) })}</p>
      <p>{t('release.behind.do')}</p>
    </Note>
  );
}

/** What the offered release changes for this person on the facts open here; null while the plan itself cannot be read. */
function useChanges({ law, current }: LawOfFile, today: string): ReleaseChanges | null {
  const { state } = useFile();
  return useMemo(() => {
    const facts = factsDocument(state.facts);
    if (!parseFacts(facts, law.packs).ok) return null;
    return listReleaseChanges({ before: law.packs, after: current.packs, facts, asOf: today });
  }, [law, current, state.facts, today]);
}

/** Where an acceptance is written: the first of these that is open here, so that most readers see it. */
const PLACES: readonly DrawerClass[] = ['contact', 'cover', 'identity', 'account', 'immigration'];

/** Accepts the release of this app for the file on the screen; nothing of the person is in that. */
function useAccepting(
  { current, accepted }: LawOfFile,
  today: string,
): (changes: ReleaseChanges | null) => Promise<void> {
  const words = useWords();
  const { session } = useSession();
  const { drawers, write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  return async (changes) => {
    const { release, digest } = current;
    const decided = decideAcceptance({ release, digest }, { accepted, changes, today });
    if (!decided.ok) {
      tell(refusalWords(words, decided.refusal));
      return;
    }
    const open = [...drawers.values()].flatMap((drawer) =>
      drawer.state === 'open' ? [drawer.opened.view.class] : [],
    );
    const to = PLACES.find((each) => open.includes(each)) ?? open[0] ?? 'contact';
    const [event] = decided.events;
    if (session.locked || event === undefined || !tellWritten(await write(to, event))) return;
    tell(words.t('release.done', { release }));
  };
}
