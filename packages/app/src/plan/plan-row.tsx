/** One row of the plan: what, who must act, by when, on which law, how sure. It unfolds in place. */
import { useId, useState } from 'react';
import type { PlanItem } from '@amparo/casework/plan';
import type { Finding, Question } from '@amparo/law';
import { Button, Icon, Mark, TextBox } from '../look/index.ts';
import type { Tone } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { LawText } from '../law/law-text.tsx';
import { DueWords, FindingDetail } from './finding-detail.tsx';
import type { TestActs } from './open-tests.tsx';
import { resultKey, shortCitation, verifiedKey } from './view.ts';

export interface RowActs extends TestActs {
  readonly today: string;
  readonly label: (key: string) => string;
  readonly mayAsk: (question: Question) => boolean;
  readonly onAnswer: (key: string, about: string | null) => void;
  /** Names the record a finding is about, such as "accusation 1: …". */
  readonly aboutWords: (about: string) => string;
  readonly onMark: (item: PlanItem, mark: 'done' | 'set-aside' | 'open', reason: string) => void;
  /** Puts a due date on the desk's clocks; absent where there is none or it is there already. */
  readonly onClock: ((item: PlanItem) => void) | null;
}

interface Props extends RowActs {
  readonly item: PlanItem;
}

const TONES: Readonly<Record<Finding['result'], Tone>> = {
  engaged: 'act',
  'cannot-say': 'plain',
  'not-engaged': 'plain',
};

export function PlanRow({ item, ...acts }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { finding } = item;
  return (
    <li className="plan-row">
      <button
        type="button"
        className="plan-open"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <Icon name="chevron" size={18} />
        <span className="plan-words">
          <span className="plan-what">
            <LawText>{finding.title}</LawText>
          </span>
          <span className="plan-who">
            {t('plan.must-act')} <LawText>{finding.owes}</LawText>
            {finding.about === null ? null : <> · {acts.aboutWords(finding.about)}</>}
          </span>
          <span className="plan-law">
            <LawText>{shortCitation(finding)}</LawText>
          </span>
        </span>
        <span className="plan-marks">
          {item.next === null ? null : <DueWords due={item.next} today={acts.today} />}
          <Mark tone={TONES[finding.result]} icon={finding.result === 'engaged' ? 'tick' : 'ask'}>
            {t(resultKey(finding))}
          </Mark>
          <span className="plan-sure small soft">{t(verifiedKey(finding))}</span>
        </span>
      </button>
      <div id={id} className="plan-inside" hidden={!open}>
        {open ? (
          <>
            <FindingDetail finding={finding} {...acts} />
            <Settle item={item} {...acts} />
          </>
        ) : null}
      </div>
    </li>
  );
}

function Settle(props: Props) {
  const { item, onMark, onClock } = props;
  const { t } = useWords();
  const [aside, setAside] = useState(false);
  if (item.mark !== null) return <Settled {...props} mark={item.mark} />;
  if (aside) {
    return (
      <Aside
        onAside={(reason) => {
          onMark(item, 'set-aside', reason);
        }}
        onCancel={() => {
          setAside(false);
        }}
      />
    );
  }
  return (
    <div className="row plan-settle print-hide">
      <Button
        icon="tick"
        onPress={() => {
          onMark(item, 'done', '');
        }}
      >
        {t('plan.done')}
      </Button>
      <Button
        icon="dash"
        onPress={() => {
          setAside(true);
        }}
      >
        {t('plan.aside')}
      </Button>
      {onClock === null || item.next?.date == null ? null : (
        <Button
          icon="clock"
          onPress={() => {
            onClock(item);
          }}
        >
          {t('plan.clock')}
        </Button>
      )}
    </div>
  );
}

function Settled({ item, mark, onMark }: Props & { readonly mark: NonNullable<PlanItem['mark']> }) {
  const { t } = useWords();
  return (
    <div className="row plan-settle">
      <Mark icon={mark.mark === 'done' ? 'tick' : 'dash'}>{t(`plan.mark.${mark.mark}`)}</Mark>
      <span className="soft">
        {t('plan.mark.by', { name: mark.by })} <span dir="auto">{mark.reason}</span>
      </span>
      <Button
        icon="undo"
        onPress={() => {
          onMark(item, 'open', '');
        }}
      >
        {t('plan.open-again')}
      </Button>
    </div>
  );
}

interface AsideProps {
  readonly onAside: (reason: string) => void;
  readonly onCancel: () => void;
}

/** Setting a finding aside needs one sentence why. */
function Aside({ onAside, onCancel }: AsideProps) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  return (
    <div className="stack plan-settle">
      <TextBox
        label={t('plan.aside.reason')}
        hint={t('plan.aside.hint')}
        value={reason}
        onChange={setReason}
        rows={2}
        fault={tried && reason.trim() === '' ? t('plan.aside.needed') : undefined}
        autoFocus
      />
      <div className="row">
        <Button
          weight="act"
          onPress={() => {
            setTried(true);
            if (reason.trim() !== '') onAside(reason);
          }}
        >
          {t('plan.aside')}
        </Button>
        <Button weight="plain" onPress={onCancel}>
          {t('act.cancel')}
        </Button>
      </div>
    </div>
  );
}
