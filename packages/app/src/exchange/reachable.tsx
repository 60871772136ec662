/** The desks that can be reached: where, whose, of which kind, and what law they enforce besides. */
import type { ReachablePlace } from '../client/index.ts';
import { Icon, Mark, Note } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import { placeName } from '../plan/view.ts';
import type { DeskDirectory } from './load.ts';

export function ReachableDesks({ directory }: { readonly directory: DeskDirectory }) {
  const { t } = useWords();
  const { self, desks, silent, unproved } = directory;
  return (
    <section className="stack" aria-labelledby="reachable-title">
      <h2 id="reachable-title">{t('exchange.reachable')}</h2>
      <SilentNodes silent={silent} />
      {unproved === 0 ? null : (
        <Note tone="due" icon="note">
          <p>{t('exchange.unproved', { count: unproved })}</p>
        </Note>
      )}
      {desks.length === 0 ? <p className="soft">{t('exchange.reachable.none')}</p> : null}
      {desks.length === 0 ? null : (
        <ul className="rows">
          {desks.map((desk) => (
            <li key={desk.node + desk.subject.desk} className="rows-item">
              <span className="stack-tight">
                <span className="rows-name">
                  <bdi>{desk.subject.name}</bdi>
                </span>
                <DeskLine desk={desk} self={self} />
              </span>
              <EnforcesMark desk={desk} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Nodes that do not answer: said before anything is sent, so that nobody counts on an arrival. */
export function SilentNodes({ silent }: Pick<DeskDirectory, 'silent'>) {
  const { t, list } = useWords();
  if (silent.length === 0) return null;
  return (
    <Note tone="due">
      <p>{t('exchange.silent', { count: silent.length, nodes: list(silent) })}</p>
    </Note>
  );
}

function DeskLine({ desk, self }: { readonly desk: ReachablePlace; readonly self: string }) {
  const words = useWords();
  return <span className="small soft">{deskLine(words, desk, self)}</span>;
}

/** What kind of desk, of which organisation, in which country, on which node. */
export function deskLine(words: Words, desk: ReachablePlace, self: string): string {
  return [
    words.t(`desk.${desk.subject.kind}`),
    desk.organisation.name,
    placeName(words.countryName(desk.country), desk.country),
    desk.node === self ? words.t('exchange.here') : desk.nodeName,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What the desk's own certificate declares: shown before anybody is asked for a yes. */
export function EnforcesMark({ desk }: { readonly desk: ReachablePlace }) {
  const { t } = useWords();
  const { immigration, police } = desk.subject.enforces;
  if (!immigration && !police) {
    return (
      <span className="small soft enforces-none">
        <Icon name="tick" size={16} /> {t('exchange.enforces.none')}
      </span>
    );
  }
  return (
    <span className="row">
      {immigration ? <Mark tone="danger">{t('desk.enforces.immigration')}</Mark> : null}
      {police ? <Mark tone="danger">{t('desk.enforces.police')}</Mark> : null}
    </span>
  );
}
