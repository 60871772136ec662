/** The organisation: desks of the node, colleagues, one's own devices, and what the server can see. */
import { useCallback, useState } from 'react';
import { revokeDevice } from '@amparo/casework/directory';
import { readMe } from '@amparo/casework/sessions';
import { Button, ButtonLink, Mark, Note, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { AddMember } from './add-member.tsx';
import { Settings } from './settings.tsx';

export function OrganisationPage() {
  const { t } = useWords();
  return (
    <Page
      title={t('place.organisation')}
      lead={t('organisation.lead')}
      actions={<ButtonLink href="/organisation/visible">{t('visible.title')}</ButtonLink>}
    >
      <Settings />
      <Desks />
      <Members />
      <Devices />
    </Page>
  );
}

function Desks() {
  const { t } = useWords();
  const { session } = useSession();
  const mine = new Set(session.desks.map(({ desk }) => desk.desk));
  const desks = [...session.trust.desks.values()].toSorted((a, b) =>
    a.organisation.name.localeCompare(b.organisation.name),
  );
  return (
    <section className="stack" aria-labelledby="desks-title">
      <h2 id="desks-title">{t('organisation.desks')}</h2>
      {session.unprovedDesks.length + session.trust.unproved.length === 0 ? null : (
        <Note tone="due" icon="note">
          <p>{t('organisation.unproved', { count: session.trust.unproved.length })}</p>
        </Note>
      )}
      <p className="soft">{t('organisation.proved')}</p>
      <ul className="rows">
        {desks.map(({ desk, organisation }) => (
          <li key={desk.desk} className="rows-item">
            <span>
              <span className="rows-name" dir="auto">
                {desk.name}
              </span>
              <br />
              <span className="small soft">
                {t(`desk.${desk.kind}`)} · <bdi>{organisation.name}</bdi>
              </span>
            </span>
            <span className="row">
              {desk.enforces.immigration ? (
                <Mark tone="due" icon="note">
                  {t('desk.enforces.immigration')}
                </Mark>
              ) : null}
              {desk.enforces.police ? (
                <Mark tone="due" icon="note">
                  {t('desk.enforces.police')}
                </Mark>
              ) : null}
              {mine.has(desk.desk) ? <Mark tone="act">{t('desk.yours')}</Mark> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Members() {
  const { t } = useWords();
  const { session } = useSession();
  const [adding, setAdding] = useState(false);
  const led = session.desks.filter(
    ({ role, keys }) => role === 'lead' && keys.signing !== undefined,
  );
  const { members } = session.trust;
  const byMember = [...new Set(members.map(({ subject }) => subject.member))].map((member) =>
    members.filter(({ subject }) => subject.member === member),
  );
  return (
    <section className="stack" aria-labelledby="members-title">
      <h2 id="members-title">{t('organisation.members')}</h2>
      <ul className="rows">
        {byMember.map((certificates) => {
          const [first] = certificates;
          if (first === undefined) return null;
          return (
            <li key={first.subject.member} className="rows-item">
              <span className="rows-name" dir="auto">
                {first.subject.name}
              </span>
              <span className="row">
                {certificates.map(({ subject }) => (
                  <Mark key={subject.desk} icon={subject.role === 'lead' ? 'tick' : 'dot'}>
                    {t(`member.${subject.role}`, {
                      desk: session.trust.desks.get(subject.desk)?.desk.name ?? t('desk.unknown'),
                    })}
                  </Mark>
                ))}
                {first.subject.member === session.member ? (
                  <Mark tone="act">{t('member.you')}</Mark>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
      {led.length === 0 ? null : adding ? (
        <AddMember
          desks={led}
          onClose={() => {
            setAdding(false);
          }}
        />
      ) : (
        <div>
          <Button
            icon="add"
            onPress={() => {
              setAdding(true);
            }}
          >
            {t('member.add')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Devices() {
  const words = useWords();
  const { t } = words;
  const { session, lock } = useSession();
  const tell = useNotice();
  const load = useCallback(() => session.caller.call(readMe, {}), [session]);
  const { loaded, again } = useLoaded(load);
  const [asked, setAsked] = useState<string | null>(null);
  const revoke = async (device: string) => {
    const answer = await session.caller.call(revokeDevice, { params: { device } });
    setAsked(null);
    if (!answer.ok) {
      tell(answer.offline ? t('state.offline.title') : refusalWords(words, answer.refusal));
      return;
    }
    tell(t('device.revoked'));
    if (device === session.device.device) lock();
    else await again();
  };
  return (
    <section className="stack" aria-labelledby="devices-title">
      <h2 id="devices-title">{t('device.title')}</h2>
      <p className="soft">{t('device.lead')}</p>
      <Show loaded={loaded} again={again}>
        {({ devices }) => (
          <ul className="rows">
            {devices.map(({ device, certifiedAt, revokedAt }) => (
              <li key={device} className="rows-item">
                <span className="stack-tight">
                  <span className="rows-name">
                    {device === session.device.device ? t('device.this') : t('device.other')}{' '}
                    <code>{device.slice(0, 8)}</code>
                  </span>
                  <span className="small soft">
                    {t('device.since', { date: words.dateTime(certifiedAt) })}
                  </span>
                </span>
                {revokedAt !== null ? (
                  <Mark icon="dash">{t('device.ended', { date: words.dateTime(revokedAt) })}</Mark>
                ) : asked === device ? (
                  <span className="row">
                    <span>{t('device.revoke.what')}</span>
                    <Button
                      onPress={() => {
                        void revoke(device);
                      }}
                    >
                      {t('device.revoke.do')}
                    </Button>
                    <Button
                      weight="plain"
                      onPress={() => {
                        setAsked(null);
                      }}
                    >
                      {t('act.cancel')}
                    </Button>
                  </span>
                ) : (
                  <Button
                    onPress={() => {
                      setAsked(device);
                    }}
                  >
                    {t('device.revoke')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Show>
    </section>
  );
}
