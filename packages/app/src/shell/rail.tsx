/** The way around: a rail beside the page, or a bar under it on a phone. */
import { useLocation } from 'wouter';
import { Button, Icon } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { BAR_PLACES, isAt, PLACES } from './places.ts';
import { SyncBanner } from './sync-banner.tsx';

interface Props {
  readonly onPalette: () => void;
  readonly onLock: () => void;
  readonly inboxWaiting: number;
}

/** The rail of a wide screen. */
export function Rail({ onPalette, onLock, inboxWaiting }: Props) {
  const { t } = useWords();
  const [path] = useLocation();
  return (
    <nav className="rail" aria-label={t('place.main')}>
      <p className="rail-brand">
        <img src="/icon.svg" alt="" />
        Amparo
      </p>
      <Button icon="search" onPress={onPalette} aria-keyshortcuts="Control+K">
        <span>{t('palette.open')}</span>
        <kbd className="key">Ctrl K</kbd>
      </Button>
      <ul className="rail-list" role="list">
        {PLACES.map((place) => (
          <li key={place.path}>
            <a
              className="rail-link"
              href={`#${place.path}`}
              {...(isAt(place.path, path) ? { 'aria-current': 'page' as const } : {})}
            >
              <Icon name={place.icon} />
              {t(place.label)}
              {place.path === '/inbox' && inboxWaiting > 0 ? (
                <span className="rail-count">
                  {inboxWaiting}
                  <span className="unseen">
                    {' '}
                    {t('inbox.waiting.count', { count: inboxWaiting })}
                  </span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
      <div className="rail-foot">
        <SyncBanner />
        <Button icon="lock" onPress={onLock} aria-keyshortcuts="Control+L">
          <span>{t('lock.now')}</span>
          <kbd className="key">Ctrl L</kbd>
        </Button>
      </div>
    </nav>
  );
}

/** What stands above the page on a phone. */
export function Top({ onLock }: Pick<Props, 'onLock'>) {
  const { t } = useWords();
  return (
    <header className="top">
      <SyncBanner />
      <Button icon="lock" weight="plain" onPress={onLock}>
        {t('lock.now')}
      </Button>
    </header>
  );
}

/** The bar of a phone: four places, and everything else behind the fifth. */
export function Bar({ onPalette, inboxWaiting }: Pick<Props, 'onPalette' | 'inboxWaiting'>) {
  const { t } = useWords();
  const [path] = useLocation();
  return (
    <nav className="bar" aria-label={t('place.main')}>
      {BAR_PLACES.map((place) => (
        <a
          key={place.path}
          className="bar-link"
          href={`#${place.path}`}
          {...(isAt(place.path, path) ? { 'aria-current': 'page' as const } : {})}
        >
          <Icon name={place.icon} />
          <span>
            {t(place.label)}
            {place.path === '/inbox' && inboxWaiting > 0 ? ` (${String(inboxWaiting)})` : ''}
          </span>
        </a>
      ))}
      <button type="button" className="bar-link" onClick={onPalette}>
        <Icon name="more" />
        <span>{t('place.more')}</span>
      </button>
    </nav>
  );
}
