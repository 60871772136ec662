import { Icon } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { useSync } from './sync.tsx';

/** One line: what is sent, what waits, what needs a person. Leads to the list. */
export function SyncBanner() {
  const { t, time } = useWords();
  const { online, outbox, lastSync } = useSync();
  const stopped = outbox.filter(({ state }) => state !== 'waiting').length;
  const waiting = outbox.length - stopped;
  const parts = [
    online ? '' : t('sync.offline'),
    stopped > 0 ? t('sync.stopped', { count: stopped }) : '',
    waiting > 0 ? t('sync.waiting', { count: waiting }) : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) {
    return (
      <a className="banner" href="#/waiting">
        <Icon name="synced" size={18} />
        <span>
          {lastSync === null ? t('sync.all') : t('sync.all-at', { time: time(lastSync) })}
        </span>
      </a>
    );
  }
  return (
    <a className="banner banner-waiting" href="#/waiting">
      <Icon name={online ? 'waiting' : 'offline'} size={18} />
      <span>{parts.join(' ')}</span>
    </a>
  );
}
