/** Asking for a hold, an erasure, or an opening in an emergency: which drawers, on what ground, why. */
import { useState } from 'react';
import { LONGEST_HOLD_MS } from '@amparo/casework/keeping';
import { askAct } from '../client/index.ts';
import type { ActToAsk } from '../client/index.ts';
import { AnyOf, Button, Form, LineField, OneOf, TextBox } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { useSigning } from './use-signing.ts';

/** A drawer that can be named, in words. */
interface NamedDrawer {
  readonly drawer: string;
  readonly label: string;
}

type Kind = 'break-glass' | 'hold' | 'erasure';

interface Props {
  readonly kind: Kind;
  readonly desk: string;
  readonly leadDesk: string;
  readonly drawers: readonly NamedDrawer[];
  /** Received packets that a hold is about, where it is not about drawers. */
  readonly packets?: readonly string[];
  readonly onDone: () => void;
}

const GROUNDS = {
  'break-glass': ['vital-interest', 'child-protection'],
  hold: ['court-order', 'legal-obligation'],
  erasure: ['wish'],
} as const;
const WORDS = { 'break-glass': 'emergency', hold: 'hold', erasure: 'erase' } as const;

export function ActForm({ kind, desk, leadDesk, drawers, packets = [], onDone }: Props) {
  const { t } = useWords();
  const { session } = useSession();
  const { busy, sign } = useSigning();
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, drawers: only(drawers) });
  const [tried, setTried] = useState(false);
  const put = (change: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...change }));
  };
  const faults = faultsOf(kind, draft, { now: session.now(), packets });
  const shown = (fault: keyof typeof faults) =>
    tried && faults[fault] ? t(`keeping.fault.${fault}`) : undefined;
  const send = async () => {
    setTried(true);
    if (Object.values(faults).some(Boolean)) return;
    const asked = {
      act: actOf(kind, desk, { ...draft, packets }),
      leadDesk,
      reason: draft.reason.trim(),
    };
    if (await sign(() => askAct(session, asked), 'keeping.asked')) onDone();
  };
  return (
    <Form onSubmit={send}>
      <p className="soft">{t(`keeping.${WORDS[kind]}.lead`)}</p>
      {drawers.length + packets.length === 1 ? null : (
        <AnyOf
          label={t('keeping.which')}
          choices={drawers.map(({ drawer, label }) => ({ value: drawer, label }))}
          values={draft.drawers}
          onChange={(chosen) => {
            put({ drawers: chosen });
          }}
          fault={shown('drawers')}
        />
      )}
      <Ground kind={kind} draft={draft} put={put} fault={shown('ground')} />
      {kind === 'hold' ? <HoldFields draft={draft} put={put} shown={shown} /> : null}
      <TextBox
        label={t('keeping.reason')}
        hint={t('keeping.reason.hint')}
        value={draft.reason}
        onChange={(reason) => {
          put({ reason });
        }}
        fault={shown('reason')}
        rows={3}
      />
      <div className="row">
        <Button type="submit" weight="act" icon="tick" isDisabled={busy}>
          {t('keeping.ask')}
        </Button>
      </div>
    </Form>
  );
}

function HoldFields({
  draft,
  put,
  shown,
}: {
  readonly draft: Draft;
  readonly put: (change: Partial<Draft>) => void;
  readonly shown: (fault: 'provision' | 'until') => string | undefined;
}) {
  const { t } = useWords();
  return (
    <>
      <LineField
        label={t('keeping.hold.provision')}
        hint={t('keeping.hold.provision.hint')}
        value={draft.provision}
        onChange={(provision) => {
          put({ provision });
        }}
        fault={shown('provision')}
        code
      />
      <LineField
        label={t('keeping.hold.until')}
        hint={t('keeping.hold.until.hint')}
        value={draft.until}
        onChange={(until) => {
          put({ until });
        }}
        fault={shown('until')}
        width="short"
        code
      />
    </>
  );
}

function Ground({
  kind,
  draft,
  put,
  fault,
}: {
  readonly kind: Kind;
  readonly draft: Draft;
  readonly put: (change: Partial<Draft>) => void;
  readonly fault: string | undefined;
}) {
  const { t } = useWords();
  if (kind === 'erasure') return null;
  const choices =
    kind === 'hold'
      ? GROUNDS.hold.map((value) => ({ value, label: t(`keeping.hold.${value}`) }))
      : GROUNDS['break-glass'].map((value) => ({ value, label: t(`keeping.emergency.${value}`) }));
  return (
    <OneOf<string>
      label={t('keeping.hold.ground')}
      choices={choices}
      value={draft.ground}
      onChange={(ground) => {
        put({ ground });
      }}
      fault={fault}
    />
  );
}

interface Draft {
  readonly drawers: readonly string[];
  readonly ground: string | null;
  readonly provision: string;
  readonly until: string;
  readonly reason: string;
}

const EMPTY: Draft = { drawers: [], ground: null, provision: '', until: '', reason: '' };

/** Where there is one drawer there is nothing to choose. */
function only(drawers: readonly NamedDrawer[]): readonly string[] {
  return drawers.length === 1 ? drawers.map(({ drawer }) => drawer) : [];
}

const PROVISION = /^[A-Za-z0-9][A-Za-z0-9./_-]{1,79}$/;

function faultsOf(
  kind: Kind,
  draft: Draft,
  { now, packets }: { readonly now: string; readonly packets: readonly string[] },
) {
  const isHold = kind === 'hold';
  const end = /^\d{4}-\d{2}-\d{2}$/.test(draft.until) ? Date.parse(endOfDay(draft.until)) : NaN;
  const lasts = end - Date.parse(now);
  return {
    drawers: draft.drawers.length + packets.length === 0,
    ground: kind !== 'erasure' && draft.ground === null,
    provision: isHold && !PROVISION.test(draft.provision.trim()),
    until: isHold && !(lasts > 0 && lasts <= LONGEST_HOLD_MS),
    reason: draft.reason.trim() === '',
  };
}

function endOfDay(day: string): string {
  return `${day}T23:59:59.000Z`;
}

function actOf(
  kind: Kind,
  desk: string,
  draft: Draft & { readonly packets: readonly string[] },
): ActToAsk['act'] {
  const drawers = [...draft.drawers];
  if (kind === 'erasure') return { kind, desk, drawers, ground: 'wish' };
  if (kind === 'break-glass') {
    const ground = draft.ground === 'child-protection' ? 'child-protection' : 'vital-interest';
    return { kind, desk, drawers, ground };
  }
  return {
    kind,
    desk,
    drawers,
    packets: [...draft.packets],
    ground: draft.ground === 'court-order' ? 'court-order' : 'legal-obligation',
    provision: draft.provision.trim(),
    until: endOfDay(draft.until),
  };
}
