/** Who did what with this file, in plain words, with what proves each line. Reading it is itself logged. */
import { useCallback, useState } from 'react';
import { readAccessLog } from '@amparo/casework/log';
import { watchLog } from '../client/index.ts';
import type { LogState } from '../client/index.ts';
import { Button, Icon, Mark, Note, Reveal } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Empty, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import { useFile } from '../files/file-context.tsx';
import { groupRecords, placesOf } from './grouping.ts';
import type { LogLine } from './grouping.ts';

/** The log of a file is read by the desk that leads it. */
export function AccessLogPanel() {
  const { t } = useWords();
  const { session } = useSession();
  const { view } = useFile();
  const leads =
    view.state === 'ready' && session.desks.some(({ desk }) => desk.desk === view.value.leadDesk);
  if (!leads) return <Empty title={t('log.lead-only')} line={t('log.lead-only.do')} />;
  return <Records />;
}

function Records() {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { file } = useFile();
  const load = useCallback(
    () => session.caller.call(readAccessLog, { params: { file } }),
    [session, file],
  );
  const { loaded, again } = useLoaded(load);
  return (
    <section className="stack" aria-labelledby="log-title">
      <div className="row-apart">
        <h2 id="log-title">{t('log.title')}</h2>
        <span className="print-hide">
          <Button
            onPress={() => {
              void again();
            }}
          >
            {t('act.look-again')}
          </Button>
        </span>
      </div>
      <p className="soft">{t('log.lead')}</p>
      <Show loaded={loaded} again={again}>
        {({ records, checkpoint }) => (
          <>
            <Proof checkpoint={checkpoint} />
            {records.length === 0 ? (
              <Empty title={t('log.empty')} line={t('log.empty.do')} />
            ) : (
              <div className="stack">
                {groupRecords(records).map(({ day, lines }) => (
                  <section key={day} className="stack-tight">
                    <h3>{words.date(day)}</h3>
                    <ol className="rows log-lines">
                      {lines.map((line) => (
                        <li key={line.record.salt} className="rows-item">
                          <Line line={line} />
                        </li>
                      ))}
                    </ol>
                  </section>
                ))}
              </div>
            )}
          </>
        )}
      </Show>
    </section>
  );
}

function Line({ line }: { readonly line: LogLine }) {
  const words = useWords();
  const { t } = words;
  const places = placesOf(line.records);
  return (
    <>
      <span>
        <time className="log-time soft" dateTime={line.record.time}>
          {words.time(line.record.time)}
        </time>{' '}
        {recordWords(words, line)}
      </span>
      <span className="log-proof">
        <Icon name={places === null ? 'clock' : 'tick'} size={16} />
        {places === null
          ? t('log.proof.soon')
          : t('log.proof.line', { number: places, count: line.records.length })}
      </span>
    </>
  );
}

/** In these records the desk is the one that was given something, not the one that gave it. */
const ABOUT_A_DESK: ReadonlySet<string> = new Set([
  'grant-given',
  'grant-revoked',
  'packet-sent',
  'packet-refused',
  'packet-recalled',
]);

/** In these the desk is the one that asked; whoever signed second may sit at another. */
const SIGNED_SECOND: ReadonlySet<string> = new Set([
  'break-glass-signed',
  'hold-placed',
  'erasure-asked',
]);

/** One line as a sentence for a worker: the person is "the person" here, "you" only in their own log. */
function recordWords({ t, list }: Pick<Words, 't' | 'list'>, line: LogLine): string {
  const { record, classes } = line;
  const desk = record.deskName ?? t('desk.unknown');
  const who = actorWords({ t }, record, desk);
  const drawer = list(classes.map((each) => t(`drawer.${each}`)));
  return t(`log.did.${record.kind}`, { who, drawer, desk, many: classes.length });
}

/** Who did it: by name and desk within the organisation, by desk otherwise; never at a desk where they do not sit. */
function actorWords({ t }: Pick<Words, 't'>, record: LogLine['record'], desk: string): string {
  const { kind, actorName: name, byPerson, detail } = record;
  if (byPerson) return t('log.who.person');
  if (detail.actor === null) return t('log.who.node');
  if (SIGNED_SECOND.has(kind)) return name ?? t('log.who.somebody');
  if (name === null) return t('log.who.other', { desk });
  return ABOUT_A_DESK.has(kind) ? name : t('log.who.named', { name, desk });
}

/** Whether this device's own watch over the log holds. */
function Proof({ checkpoint }: { readonly checkpoint: string }) {
  const { t } = useWords();
  const { session } = useSession();
  const [state, setState] = useState<LogState | null>(null);
  const check = async () => {
    setState(await watchLog(session));
  };
  return (
    <div className="stack">
      <div className="row print-hide">
        <Button
          icon="tick"
          onPress={() => {
            void check();
          }}
        >
          {t('log.check')}
        </Button>
        <span role="status">{state === null ? null : <Checked state={state} />}</span>
      </div>
      {state?.state === 'forked' ? (
        <Note tone="due" icon="note">
          <p className="strong">{t('log.forked')}</p>
          <p>{t('log.forked.do')}</p>
          <pre className="small" dir="ltr">
            {`${state.fork.remembered}\n${state.fork.shown}`}
          </pre>
        </Note>
      ) : null}
      <Reveal label={t('log.checkpoint')}>
        <pre className="small" dir="ltr">
          {checkpoint}
        </pre>
      </Reveal>
    </div>
  );
}

function Checked({ state }: { readonly state: LogState }) {
  const { t } = useWords();
  if (state.state === 'consistent') {
    return <Mark tone="act">{t('log.state.consistent', { size: state.size })}</Mark>;
  }
  return (
    <Mark tone="due" icon="note">
      {t(`log.state.${state.state}`)}
    </Mark>
  );
}
