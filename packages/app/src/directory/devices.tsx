import { useCallback, useState } from 'react';
import { revokeDevice } from '@amparo/casework/directory';
import { readMe } from '@amparo/casework/sessions';
import { Button, Mark, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

/** One's own devices; ending one ends its session and what was lent to it. */
export function Devices() {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => session.caller.call(readMe, {}), [session]);
  const { loaded, again } = useLoaded(load);
  return (
    <section className="stack" aria-labelledby="devices-title">
      <h2 id="devices-title">{t('device.title')}</h2>
      <p className="soft">{t('device.lead')}</p>
      <Show loaded={loaded} again={again}>
        {({ devices }) => (
          <ul className="rows">
            {devices.map((device) => (
              <li key={device.device} className="rows-item">
                <Device {...device} again={again} />
              </li>
            ))}
          </ul>
        )}
      </Show>
    </section>
  );
}

interface Props {
  readonly device: string;
  readonly certifiedAt: string;
  readonly revokedAt: string | null;
  readonly again: () => Promise<void>;
}

function Device({ device, certifiedAt, revokedAt, again }: Props) {
  const { t, dateTime } = useWords();
  const { session } = useSession();
  const isThis = device === session.device.device;
  return (
    <>
      <span className="stack-tight">
        <span className="rows-name">
          {isThis ? t('device.this') : t('device.other')} <code>{device.slice(0, 8)}</code>
        </span>
        <span className="small soft">{t('device.since', { date: dateTime(certifiedAt) })}</span>
      </span>
      {revokedAt === null ? (
        <End device={device} again={again} />
      ) : (
        <Mark icon="dash">{t('device.ended', { date: dateTime(revokedAt) })}</Mark>
      )}
    </>
  );
}

function End({ device, again }: Pick<Props, 'device' | 'again'>) {
  const words = useWords();
  const { t } = words;
  const { session, lock } = useSession();
  const tell = useNotice();
  const [asked, setAsked] = useState(false);
  const revoke = async () => {
    const answer = await session.caller.call(revokeDevice, { params: { device } });
    setAsked(false);
    if (!answer.ok) {
      tell(answer.offline ? t('state.offline.title') : refusalWords(words, answer.refusal));
      return;
    }
    tell(t('device.revoked'));
    if (device === session.device.device) lock();
    else await again();
  };
  if (!asked) {
    return (
      <Button
        onPress={() => {
          setAsked(true);
        }}
      >
        {t('device.revoke')}
      </Button>
    );
  }
  return (
    <span className="row">
      <span>{t('device.revoke.what')}</span>
      <Button
        onPress={() => {
          void revoke();
        }}
      >
        {t('device.revoke.do')}
      </Button>
      <Button
        weight="plain"
        onPress={() => {
          setAsked(false);
        }}
      >
        {t('act.cancel')}
      </Button>
    </span>
  );
}
