/** Asking other desks what they could do, before anybody's name is said: closed lists and nothing else. */
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { ASKED_AGE_BANDS, CAPABILITY_NEEDS } from '@amparo/casework/packets';
import type { CapabilityNeed } from '@amparo/casework/packets';
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
import { useAct } from './use-act.ts';

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
  const { t } = useWords();
  const { session } = useSession();
  const [, go] = useLocation();
  const [asked, setAsked] = useState(NOTHING);
  const [tried, setTried] = useState(false);
  const { refused, busy, run } = useAct();
  const today = session.now().slice(0, 10);
  const fault = tried ? findQueryFault(asked, today) : undefined;
  const others = directory.desks.filter((each) => each.subject.desk !== desk);
  const askAll = useAskAll(desk, others);
  if (others.length === 0) {
    return <Empty title={t('capability.nobody')} line={t('exchange.reachable.none')} />;
  }
  const set = (change: Partial<AskedCapability>) => {
    setAsked({ ...asked, ...change });
  };
  const submit = () => {
    setTried(true);
    if (findQueryFault(asked, today) === undefined) run(() => askAll(asked));
    return Promise.resolve();
  };
  return (
    <Form sheet onSubmit={submit}>
      <Note tone="sealed">
        <p>{t('capability.no-person')}</p>
      </Note>
      <SilentNodes silent={directory.silent} />
      <Desks asked={asked} set={set} fault={fault} others={others} self={directory.self} />
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

/** Sends the question to every chosen desk; stops at the first that is refused, and says why. */
function useAskAll(
  desk: string,
  others: DeskDirectory['desks'],
): (asked: AskedCapability) => Promise<string | null> {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const tell = useNotice();
  const [, go] = useLocation();
  return async (asked) => {
    const chosen = others.filter((each) => asked.desks.includes(keyOf(each)));
    const today = session.now().slice(0, 10);
    for (const to of chosen) {
      const sent = await sealAndSend(session, {
        ...{ from: desk, to, kind: 'capability-query', basis: { kind: 'no-person' } },
        fields: [{ code: 'capability.needs', words: JSON.stringify(queryOf(asked)) }],
        conversation: null,
        expiresAt: `${daysAfter(today, LASTS_DAYS)}T23:59:59.000Z`,
      });
      if (!sent.ok) return sent.offline ? t('share.offline') : refusalWords(words, sent.refusal);
    }
    tell(t('capability.sent', { count: chosen.length }));
    go('/exchange');
    return null;
  };
}

interface NeedsProps {
  readonly asked: AskedCapability;
  readonly set: (change: Partial<AskedCapability>) => void;
  readonly fault: ReturnType<typeof findQueryFault>;
}

function Desks({
  asked,
  set,
  fault,
  others,
  self,
}: NeedsProps & { readonly others: DeskDirectory['desks']; readonly self: string }) {
  const words = useWords();
  const { t } = words;
  return (
    <AnyOf
      label={t('capability.desks')}
      choices={others.map((each) => ({
        value: keyOf(each),
        label: each.subject.name,
        hint: deskLine(words, each, self),
      }))}
      values={asked.desks}
      onChange={(desks) => {
        set({ desks });
      }}
      fault={fault === 'desks' ? t('ask.fault.desks') : undefined}
    />
  );
}

function Needs({ asked, set, fault, today }: NeedsProps & { readonly today: string }) {
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
