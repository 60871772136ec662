/** The plan of one file: the law on the facts of the opened drawers, and what people decided about it. */
import { useMemo, useState } from 'react';
import { ClockSet, decideClock, putClock } from '@amparo/casework/clocks';
import type { Clock } from '@amparo/casework/clocks';
import { decideMark, makePlan } from '@amparo/casework/plan';
import type { PlanItem } from '@amparo/casework/plan';
import type { DrawerClass } from '@amparo/casework/grants';
import type { Assessment, Packs } from '@amparo/law';
import { ButtonLink, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { Loading, refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { useOpenDrawers } from '../files/use-drawers.ts';
import { useNextClock } from '../files/next-clock.ts';
import { FactSheet } from '../facts/fact-sheet.tsx';
import type { FactToRecord } from '../facts/fact-sheet.tsx';
import { useHoldings } from '../facts/holdings.ts';
import { firstFieldOf, itemOfAbout, listOf, mayRecord, recordsOf } from '../facts/offer.ts';
import { Unreadable } from '../facts/unreadable.tsx';
import { useAssessment } from '../facts/use-assessment.ts';
import type { Assessed } from '../facts/use-assessment.ts';
import { useLawOfFile } from '../law/use-law-of-file.ts';
import type { LawOfFile } from '../law/use-law-of-file.ts';
import { LawRelease, LawUnder } from './law-release.tsx';
import { EmptyPlan, PlanBoard } from './plan-board.tsx';
import type { RowActs } from './plan-row.tsx';

export function PlanPanel() {
  const { t } = useWords();
  const { busy } = useOpenDrawers();
  return busy ? <Loading what={t('plan.opening')} /> : <UnderItsLaw />;
}

/** Only the opened drawers say which release of the law was accepted. */
function UnderItsLaw() {
  const { t } = useWords();
  const { loaded, again } = useLawOfFile();
  return (
    <Show loaded={loaded} again={again} loading={t('plan.opening')}>
      {(law) => <OnTheFacts law={law} />}
    </Show>
  );
}

function OnTheFacts({ law }: { readonly law: LawOfFile }) {
  const { t } = useWords();
  const { packs } = law.law;
  const { session } = useSession();
  const { file, state } = useFile();
  const today = session.now().slice(0, 10);
  const assessed = useAssessment(packs, state.facts, today);
  if (!assessed.ok) return <Unreadable errors={assessed.errors} />;
  const hasFacts = state.facts.some((fact) => fact.state === 'current');
  return (
    <div className="stack-wide">
      {hasFacts ? null : (
        <EmptyPlan
          action={
            <ButtonLink href={`/files/${file}/facts`} weight="act">
              {t('plan.empty.facts')}
            </ButtonLink>
          }
        />
      )}
      <LawRelease of={law} today={today} />
      {hasFacts ? <Board packs={packs} assessed={assessed} today={today} /> : null}
      <Seen packs={packs} today={today} />
      <LawUnder of={law} today={today} />
    </div>
  );
}

/** Which drawers and which law this plan saw: nobody takes it for more than that. */
function Seen({ packs, today }: { readonly packs: Packs; readonly today: string }) {
  const words = useWords();
  const { t } = words;
  const { drawers } = useFile();
  const seen = [...drawers.values()].flatMap((drawer) =>
    drawer.state === 'open' ? [t(`drawer.${drawer.opened.view.class}`)] : [],
  );
  return (
    <p className="small soft">
      {t('plan.seen', {
        drawers: words.list(seen),
        date: words.date(today),
        count: packs.provisions.size,
      })}
    </p>
  );
}

function Board({
  packs,
  assessed,
  today,
}: {
  readonly packs: Packs;
  readonly assessed: Extract<Assessed, { ok: true }>;
  readonly today: string;
}) {
  const { assessment } = assessed;
  const { t } = useWords();
  const { state } = useFile();
  const holdings = useHoldings();
  const [recording, setRecording] = useState<FactToRecord | null>(null);
  const plan = useMemo(() => makePlan(assessment, state.marks), [assessment, state.marks]);
  const onMark = useMark(assessment);
  const onClock = useClockSetter();
  const { facts, lists } = packs.vocabulary;
  const acts: RowActs = {
    today,
    label: (key) => facts.get(key)?.label ?? lists.get(key)?.label ?? key,
    mayAsk: (question) => {
      const definition = facts.get(firstFieldOf(packs.vocabulary, question.fact));
      return definition !== undefined && mayRecord(definition, holdings);
    },
    onAnswer: (key, about) => {
      const field = firstFieldOf(packs.vocabulary, key);
      const item = listOf(field) === null ? null : itemOfAbout(state.facts, about);
      setRecording({ key: field, item, replaces: null });
    },
    aboutWords: (about) => {
      const list = about.replace(/\[\d+\]$/, '');
      const item = itemOfAbout(state.facts, about);
      const record = recordsOf(state.facts, list).find((each) => each.item === item);
      return t('plan.about', {
        list: lists.get(list)?.label ?? list,
        number: record?.number ?? 1,
        hint: record?.hint ?? '',
      });
    },
    onMark,
    onClock,
    provisions: packs.provisions,
    onAnswerTest: setRecording,
  };
  return (
    <>
      <PlanBoard plan={plan} acts={acts} packs={packs} facts={assessed.facts} />
      {recording === null ? null : (
        <FactSheet
          asked={recording}
          packs={packs}
          onClose={() => {
            setRecording(null);
          }}
        />
      )}
    </>
  );
}

/** What comes from these stays in these, even the word that something is done. */
const NEVER_ELSEWHERE: readonly DrawerClass[] = ['privileged', 'therapy', 'health', 'safety'];

/** Marks go into the drawer of the finding's class, where this desk has it open; else into the contact drawer. */
function useTarget(): (wanted: string) => DrawerClass {
  const { drawers } = useFile();
  return (wanted) => {
    const open = [...drawers.values()].flatMap((drawer) =>
      drawer.state === 'open' ? [drawer.opened.view.class] : [],
    );
    const exact = open.find((each) => each === wanted);
    if (exact !== undefined) return exact;
    return NEVER_ELSEWHERE.find((each) => each === wanted) ?? 'contact';
  };
}

function useMark(assessment: Assessment): RowActs['onMark'] {
  const words = useWords();
  const { write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const target = useTarget();
  const put = async (item: PlanItem, mark: 'done' | 'set-aside' | 'open', reason: string) => {
    const decided = decideMark(assessment, { finding: item.key, mark, reason });
    if (!decided.ok) {
      tell(refusalWords(words, decided.refusal));
      return;
    }
    const [event] = decided.events;
    if (event === undefined || !tellWritten(await write(target(item.finding.class), event))) return;
    const undone = mark === 'open' ? item.mark : null;
    tell(words.t(`plan.marked.${mark}`), () => {
      void put(item, undone?.mark ?? 'open', undone?.reason ?? '');
    });
  };
  return (item, mark, reason) => {
    void put(item, mark, reason);
  };
}

/** Puts a date on the desk's clocks: what it is about is sealed, the node learns a date and a desk. */
function useClockSetter(): (item: PlanItem) => void {
  const words = useWords();
  const { session } = useSession();
  const { file, write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const target = useTarget();
  const setNext = useNextClock();
  const put = async ({ finding, next, key }: PlanItem) => {
    const desk = session.desks[0]?.desk.desk;
    if (next?.date == null || desk === undefined) return;
    const id = crypto.randomUUID();
    const clock: Clock = {
      clock: id,
      file,
      desk,
      due: next.date,
      owner: session.member,
      deputy: null,
      state: 'running',
    };
    const decided = decideClock(null, clock);
    const event = ClockSet.safeParse({
      v: 1,
      kind: 'clock/set',
      clock: id,
      rule: { finding: key, rule: next.rule },
      label: next.label,
      arithmetic: next.arithmetic,
      possible: next.possible,
      due: next.date,
    });
    if (!decided.ok || !event.success) {
      tell(words.t('refusal.request/malformed'));
      return;
    }
    if (!tellWritten(await write(target(finding.class), event.data))) return;
    const answer = await session.caller.call(putClock, { params: { clock: id }, input: clock });
    if (!answer.ok) {
      tell(answer.offline ? words.t('plan.clock.offline') : refusalWords(words, answer.refusal));
      return;
    }
    await setNext({ label: next.label.slice(0, 160), due: next.date });
    tell(words.t('plan.clock.set', { date: words.date(next.date) }));
  };
  return (item) => {
    void put(item);
  };
}
