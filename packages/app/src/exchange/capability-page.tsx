/** Asking other desks what they could do, before anybody's name is said: closed lists and nothing else. */
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { ASKED_AGE_BANDS, CAPABILITY_NEEDS } from '@amparo/casework/packets';
import type { CapabilityNeed, CapabilityQuery } from '@amparo/casework/packets';
import { sealAndSend } from '../client/index.ts';
import { AnyOf, Button, Fault, Form, LineField, Note, OneOf, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Empty, refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { ASKED_LANGUAGES, findQueryFault, queryOf } from './capability.ts';
import type { AskedCapability } from './capability.ts';
import { loadDirectory } from './load.ts';
import type { DeskDirectory } from './load.ts';
import { addressKey, daysAfter } from './offering.ts';
import { deskLine, SilentNodes } from './reachable.tsx';

export function CapabilityPage({ desk }: { readonly desk: string }) {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => loadDirectory(session), [session]);
  const { loaded, again } = useLoaded(load);
  return (
    <Page title={t('capability.title')} lead={t('capability.lead')}>
      <Show loaded={loaded} again={again} loading={t('exchange.opening')}>
        {(directory) => <Ask desk={desk} directory={directory} />}
      </Show>
    </Page>
  );
}

interface AskProps {
  readonly desk: string;
  readonly directory: DeskDirectory;
}

const NOTHING: AskedCapability = {
  desks: [],
  needs: [],
  ageBand: 'not-said',
  languages: [],
  by: '',
};

/** An answer is worth waiting for so long; the question ends then. */
const LASTS_DAYS = 30;

function Ask({ desk, directory }: AskProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const tell = useNotice();
  const [, go] = useLocation();
  const [asked, setAsked] = useState(NOTHING);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const today = session.now().slice(0, 10);
  const fault = tried ? findQueryFault(asked, today) : undefined;
  const others = directory.desks.filter((each) => each.subject.desk !== desk);
  const send = async () => {
    setTried(true);
    if (findQueryFault(asked, today) !== undefined || busy) return;
    setBusy(true);
    const chosen = others.filter((each) => asked.desks.includes(keyOf(each)));
    const refusal = await askAll(chosen, queryOf(asked));
    setBusy(false);
    setRefused(refusal);
    if (refusal !== null) return;
    tell(t('capability.sent', { count: chosen.length }));
    go('/exchange');
  };
  const askAll = async (chosen: typeof others, query: CapabilityQuery) => {
    for (const to of chosen) {
      const sent = await sealAndSend(session, {
        from: desk,
        to,
        kind: 'capability-query',
        fields: [{ code: 'capability.needs', words: JSON.stringify(query) }],
        basis: { kind: 'no-person' },
        conversation: null,
        expiresAt: `${daysAfter(today, LASTS_DAYS)}T23:59:59.000Z`,
      });
      if (!sent.ok) {
        return sent.offline ? t('share.offline') : refusalWords(words, sent.refusal);
      }
    }
    return null;
  };
  const set = (change: Partial<AskedCapability>) => {
    setAsked({ ...asked, ...change });
  };
  if (others.length === 0) {
    return <Empty title={t('capability.nobody')} line={t('exchange.reachable.none')} />;
  }
  return (
    <Form sheet onSubmit={send}>
      <Note tone="sealed">
        <p>{t('capability.no-person')}</p>
      </Note>
      <SilentNodes silent={directory.silent} />
      <AnyOf
        label={t('capability.desks')}
        choices={others.map((each) => ({
          value: keyOf(each),
          label: each.subject.name,
          hint: deskLine(words, each, directory.self),
        }))}
        values={asked.desks}
        onChange={(desks) => {
          set({ desks });
        }}
        fault={fault === 'desks' ? t('ask.fault.desks') : undefined}
      />
      <Needs asked={asked} set={set} fault={fault} today={today} />
      {refused === null ? null : <Fault>{refused}</Fault>}
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy}>
          {t('capability.ask')}
        </Button>
        <Button
          weight="plain"
          onPress={() => {
            go('/exchange');
          }}
        >
          {t('act.cancel')}
        </Button>
      </div>
    </Form>
  );
}

function Needs({
  asked,
  set,
  fault,
  today,
}: {
  readonly asked: AskedCapability;
  readonly set: (change: Partial<AskedCapability>) => void;
  readonly fault: ReturnType<typeof findQueryFault>;
  readonly today: string;
}) {
  const { t, languageName } = useWords();
  return (
    <>
      <AnyOf
        label={t('capability.needs')}
        choices={CAPABILITY_NEEDS.map((need) => ({ value: need, label: t(`need.${need}`) }))}
        values={asked.needs}
        onChange={(needs: readonly CapabilityNeed[]) => {
          set({ needs });
        }}
        fault={fault === 'needs' ? t('capability.fault.needs') : undefined}
      />
      <OneOf
        across
        label={t('capability.age')}
        choices={ASKED_AGE_BANDS.map((band) => ({ value: band, label: t(`age-band.${band}`) }))}
        value={asked.ageBand}
        onChange={(ageBand) => {
          set({ ageBand });
        }}
      />
      <AnyOf
        across
        label={t('capability.languages')}
        hint={t('capability.languages.hint')}
        choices={ASKED_LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))}
        values={asked.languages}
        onChange={(languages) => {
          set({ languages });
        }}
        fault={fault === 'languages' ? t('capability.fault.languages') : undefined}
      />
      <LineField
        code
        width="short"
        label={t('capability.by')}
        hint={t('capability.by.hint')}
        value={asked.by}
        onChange={(by) => {
          set({ by });
        }}
        fault={
          fault === 'by' ? t('share.fault.until', { day: daysAfter(today, LASTS_DAYS) }) : undefined
        }
      />
    </>
  );
}

function keyOf({ node, subject }: DeskDirectory['desks'][number]): string {
  return addressKey({ node, desk: subject.desk });
}
