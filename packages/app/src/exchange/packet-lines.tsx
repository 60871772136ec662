/** One packet as it stands: what it is, on which ground, and what happened to it, in sentences. */
import type { PacketView } from '@amparo/casework/packets';
import { Icon, Mark } from '../look/index.ts';
import type { IconName, Tone } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { packetStanding } from './standing.ts';

const SHAPES: Readonly<Record<Tone, IconName>> = {
  plain: 'dot',
  act: 'tick',
  due: 'clock',
  sealed: 'lock',
  danger: 'danger',
};

/** What happened to it, line by line; what is not confirmed says so. */
export function Standing({ packet }: { readonly packet: PacketView }) {
  const { t, dateTime } = useWords();
  return (
    <ul className="standing" role="list">
      {packetStanding(packet).map(({ key, at, again, what, tone }) => (
        <li key={key} className={`standing-line standing-${tone}`}>
          <Icon name={SHAPES[tone]} size={16} />
          <span>
            {t(key, {
              at: at === null ? '' : dateTime(at),
              again: again === null ? '' : dateTime(again),
              what,
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The names of its fields, never their words. */
export function FieldNames({ packet }: { readonly packet: PacketView }) {
  const { t, list } = useWords();
  const { codes } = packet.statement;
  const names = codes.map((code) => t(`code.${code}` as WordKey));
  return (
    <p className="small soft">
      {t('exchange.fields', { count: codes.length, fields: list(names) })}
    </p>
  );
}

/** Consent is what may be done; every other ground asks to be looked at. */
export function toneOf(basis: PacketView['statement']['basis']['kind']): Tone {
  if (basis === 'consent') return 'act';
  return basis === 'no-person' ? 'plain' : 'due';
}

/** The ground on which it exists, who vouches for a yes, and until when. */
export function Ground({ packet }: { readonly packet: PacketView }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { basis, expiresAt } = packet.statement;
  return (
    <div className="row small">
      <Mark tone={toneOf(basis.kind)} icon="sealed">
        {t(`basis.${basis.kind}`)}
      </Mark>
      {packet.attestedBy === null ? null : <span>{t(`packet.attested.${packet.attestedBy}`)}</span>}
      <span className="soft">
        {t('packet.until', {
          date: words.day(expiresAt),
          near: words.nearness(expiresAt, session.now()),
        })}
      </span>
    </div>
  );
}
