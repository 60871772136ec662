/** Sending on another ground than consent: which, why, under which law, and who stands behind it too. */
import { useState } from 'react';
import type { FieldCode, PacketBasis } from '@amparo/casework/packets';
import {
  AnyOf,
  Fault,
  Form,
  FormEnd,
  LineField,
  Note,
  OneOf,
  PickOne,
  TextBox,
} from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { DutiesThere, useDuties } from './law-there.tsx';
import { LastDay } from './last-day.tsx';
import {
  addressKey,
  daysAfter,
  fieldsOf,
  isFromOpen,
  isPossibleEnd,
  offerableCodes,
} from './offering.ts';
import { deskLine, EnforcesMark, SilentNodes } from './reachable.tsx';
import type { ShareFormProps } from './share-form.tsx';
import type { OtherPacket } from './sharing-acts.ts';
import { useAct } from './use-act.ts';

type OtherBasis = OtherPacket['basis']['kind'];

const BASES: readonly OtherBasis[] = [
  'vital-interest',
  'child-protection',
  'court-order',
  'legal-obligation',
];

/** Danger to life is short; what is needed longer is asked for. */
const USUAL_DAYS = 30;

/** What is read at once, and the field that says so; or fields like any others. */
const WHATS = ['danger', 'missing', 'release', 'fields'] as const;
type What = (typeof WHATS)[number];
const ALERT: FieldCode = 'safety.alert';

interface Making {
  readonly desk: string;
  readonly basis: OtherBasis | null;
  readonly provision: string;
  readonly reason: string;
  readonly codes: readonly FieldCode[];
  readonly said: Readonly<Record<FieldCode, string>>;
  readonly what: What;
  readonly second: string | null;
  readonly until: string;
}

type Lacks = 'desk' | 'basis' | 'provision' | 'reason' | 'fields' | 'second' | 'until';

function findLack(making: Making, today: string): Lacks | null {
  if (making.desk === '') return 'desk';
  if (making.basis === null) return 'basis';
  if (needsProvision(making.basis) && making.provision.trim().length < 2) return 'provision';
  if (making.reason.trim() === '') return 'reason';
  const unsaid = making.codes.some((code) => (making.said[code] ?? '').trim() === '');
  if (making.codes.length === 0 || unsaid) return 'fields';
  if (making.second === null) return 'second';
  return isPossibleEnd(making.until, today) ? null : 'until';
}

function needsProvision(basis: OtherBasis): basis is 'court-order' | 'legal-obligation' {
  return basis === 'court-order' || basis === 'legal-obligation';
}

function basisOf(making: Making): OtherPacket['basis'] {
  const { basis, provision } = making;
  if (basis === null) throw new Error('A packet without a ground is none.');
  return needsProvision(basis) ? { kind: basis, provision: provision.trim() } : { kind: basis };
}

interface Props extends Omit<ShareFormProps, 'ask'> {
  /** The desk that sends: the second member is one of it. */
  readonly from: string;
  readonly send: (packet: OtherPacket) => Promise<string | null>;
}

export function OtherBasisForm(props: Props) {
  const { directory, send, onDone } = props;
  const { t } = useWords();
  const { session } = useSession();
  const today = session.now().slice(0, 10);
  const [making, setMaking] = useState<Making>(() => ({
    ...{ desk: '', basis: null, provision: '', reason: '', codes: [], said: {} },
    ...{ what: 'fields', second: null, until: daysAfter(today, USUAL_DAYS) },
  }));
  const [tried, setTried] = useState(false);
  const { refused, busy, run } = useAct();
  const to = directory.desks.find(
    ({ node, subject }) => addressKey({ node, desk: subject.desk }) === making.desk,
  );
  const lack = findLack(making, today);
  const submit = () => {
    setTried(true);
    const { second, reason, until, what } = making;
    if (lack !== null || to === undefined || second === null) return Promise.resolve();
    const packet: OtherPacket = {
      ...{ to, second, basis: basisOf(making), fields: fieldsOf(making) },
      kind: what === 'fields' ? 'referral' : 'alert',
      reason: reason.trim(),
      expiresAt: `${until}T23:59:59.000Z`,
    };
    run(async () => {
      const no = await send(packet);
      if (no === null) onDone();
      return no;
    });
    return Promise.resolve();
  };
  const set = (change: Partial<Making>) => {
    setMaking({ ...making, ...change });
  };
  const part = { ...props, making, set, lacks: tried ? lack : null, today, to };
  return (
    <Form sheet onSubmit={submit}>
      <h2>{t('other.title')}</h2>
      <Note tone="danger">
        <p className="strong">{t('other.not-consent')}</p>
        <p>{t('other.lead')}</p>
      </Note>
      <OnWhichGround {...part} />
      <ToWhom {...part} />
      {to === undefined ? null : <WhatGoes {...part} kind={to.subject.kind} />}
      <WhoBehind {...part} />
      <FormEnd refused={refused} act={t('other.send')} isBusy={busy} onCancel={onDone} />
    </Form>
  );
}

interface PartProps extends Props {
  readonly making: Making;
  readonly set: (change: Partial<Making>) => void;
  readonly lacks: Lacks | null;
  readonly today: string;
  readonly to: ShareFormProps['directory']['desks'][number] | undefined;
}

function OnWhichGround({ making, set, lacks }: PartProps) {
  const { t } = useWords();
  return (
    <>
      <OneOf
        label={t('other.basis')}
        choices={BASES.map((basis) => ({
          value: basis,
          label: t(`other.basis.${basis}`),
          hint: t(`other.basis.${basis}.hint`),
        }))}
        value={making.basis}
        onChange={(basis) => {
          set({ basis });
        }}
        fault={lacks === 'basis' ? t('other.fault.basis') : undefined}
      />
      {making.basis !== null && needsProvision(making.basis) ? (
        <LineField
          code
          label={t('other.provision')}
          hint={t('other.provision.hint')}
          value={making.provision}
          onChange={(provision) => {
            set({ provision });
          }}
          fault={lacks === 'provision' ? t('other.fault.provision') : undefined}
        />
      ) : null}
      <TextBox
        rows={3}
        label={t('other.reason')}
        hint={t('other.reason.hint')}
        value={making.reason}
        onChange={(reason) => {
          set({ reason });
        }}
        fault={lacks === 'reason' ? t('other.fault.reason') : undefined}
      />
    </>
  );
}

function ToWhom({ making, set, lacks, directory, packs, today, to }: PartProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const own = new Set(session.desks.map(({ desk }) => desk.desk));
  const desks = directory.desks.filter(({ subject }) => !own.has(subject.desk));
  return (
    <>
      <SilentNodes silent={directory.silent} />
      <PickOne
        label={t('share.desk')}
        placeholder={t('share.desk.choose')}
        choices={desks.map((desk) => ({
          value: addressKey({ node: desk.node, desk: desk.subject.desk }),
          label: desk.subject.name,
          hint: deskLine(words, desk, directory.self),
        }))}
        value={making.desk === '' ? null : making.desk}
        onChange={(desk) => {
          set({ desk, codes: [], what: 'fields' });
        }}
      />
      {lacks === 'desk' ? <Fault>{t('share.fault.desk')}</Fault> : null}
      {to === undefined ? null : (
        <>
          <div className="row">
            <EnforcesMark desk={to} />
          </div>
          <DutiesOf packs={packs} to={to} today={today} />
        </>
      )}
      <WhatItIs making={making} set={set} />
    </>
  );
}

/** Danger, missing, release: the field that says so is ticked, and its words begin with what it is. */
function WhatItIs({ making, set }: Pick<PartProps, 'making' | 'set'>) {
  const { t } = useWords();
  const choose = (what: What) => {
    const { codes, said } = making;
    if (what === 'fields') {
      set({ what, codes: codes.filter((code) => code !== ALERT) });
      return;
    }
    const begun = WHATS.some((each) => said[ALERT] === t(`other.kind.${each}`) || !said[ALERT]);
    const words = begun ? t(`other.kind.${what}`) : said[ALERT];
    set({ what, codes: [...new Set([...codes, ALERT])], said: { ...said, [ALERT]: words ?? '' } });
  };
  return (
    <OneOf
      across
      label={t('other.kind')}
      hint={t('other.kind.alert.hint')}
      choices={WHATS.map((what) => ({ value: what, label: t(`other.kind.${what}`) }))}
      value={making.what}
      onChange={choose}
    />
  );
}

function DutiesOf({
  packs,
  to,
  today,
}: {
  readonly packs: Props['packs'];
  readonly to: NonNullable<PartProps['to']>;
  readonly today: string;
}) {
  const duties = useDuties(packs, { country: to.country, kind: to.subject.kind }, today);
  return <DutiesThere duties={duties} country={to.country} kind={to.subject.kind} />;
}

function WhatGoes({
  making,
  set,
  lacks,
  open,
  begin,
  kind,
}: PartProps & { readonly kind: Parameters<typeof offerableCodes>[0] }) {
  const { t } = useWords();
  const basis: PacketBasis['kind'] = making.basis ?? 'vital-interest';
  const here = offerableCodes(kind, basis).filter((code) => isFromOpen(code, open));
  const codes = making.codes.filter((code) => here.includes(code));
  return (
    <>
      <div className="field-codes">
        <AnyOf
          label={t('share.fields')}
          hint={t('other.fields.hint')}
          choices={here.map((code) => ({ value: code, label: t(`code.${code}` as WordKey) }))}
          values={codes}
          onChange={(next) => {
            const fresh = next.filter((code) => making.said[code] === undefined);
            const begun = Object.fromEntries(fresh.map((code) => [code, begin(code)]));
            set({ codes: next, said: { ...making.said, ...begun } });
          }}
          fault={lacks === 'fields' ? t('other.fault.fields') : undefined}
        />
      </div>
      {fieldsOf({ codes, said: making.said }).map(({ code }) => (
        <TextBox
          key={code}
          rows={2}
          label={t(`code.${code}` as WordKey)}
          hint={t('other.words.hint')}
          value={making.said[code] ?? ''}
          onChange={(text) => {
            set({ said: { ...making.said, [code]: text } });
          }}
        />
      ))}
    </>
  );
}

function WhoBehind({ making, set, lacks, today, from }: PartProps) {
  const { t } = useWords();
  const { session } = useSession();
  const others = new Map(
    session.trust.members
      .filter(({ subject }) => subject.member !== session.member && subject.desk === from)
      .map(({ subject }) => [subject.member, subject.name]),
  );
  return (
    <>
      <PickOne
        label={t('other.second')}
        hint={t(others.size === 0 ? 'other.second.none' : 'other.second.hint')}
        placeholder={t('vouch.witness.choose')}
        choices={[...others].map(([member, name]) => ({ value: member, label: name }))}
        value={making.second}
        onChange={(second) => {
          set({ second });
        }}
      />
      {lacks === 'second' ? <Fault>{t('other.fault.second')}</Fault> : null}
      <LastDay
        value={making.until}
        example={daysAfter(today, USUAL_DAYS)}
        isWrong={lacks === 'until'}
        onChange={(until) => {
          set({ until });
        }}
      />
    </>
  );
}
