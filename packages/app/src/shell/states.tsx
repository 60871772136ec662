/**
 * The states every place has: empty, loading, offline, refused, conflict, error. Each says what
 * happened, what is safe, what to do.
 */
import { Component } from 'react';
import type { ReactNode } from 'react';
import type { Refusal } from '@amparo/casework/kernel';
import { Button, Icon } from '../look/index.ts';
import type { IconName } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import type { Loaded } from './loaded.ts';

interface PlaceProps {
  readonly icon: IconName;
  readonly title: string;
  readonly lines: readonly string[];
  readonly action?: ReactNode;
  /** True when it came up by itself and should be spoken. */
  readonly live?: boolean;
}

/** One calm block for any state. */
function Place({ icon, title, lines, action, live = false }: PlaceProps) {
  return (
    <div className="place" {...(live ? { role: 'status' } : {})}>
      <Icon name={icon} size={28} />
      <div className="stack-tight">
        <p className="place-title">{title}</p>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {action === undefined ? null : <div className="row">{action}</div>}
      </div>
    </div>
  );
}

/** Nothing is here yet: says so, and what would bring something. */
export function Empty({
  title,
  line,
  action,
}: {
  readonly title: string;
  readonly line: string;
  readonly action?: ReactNode;
}) {
  return <Place icon="dot" title={title} lines={[line]} action={action} />;
}

export function Loading({ what }: { readonly what?: string }) {
  const { t } = useWords();
  return (
    <div className="place place-loading" role="status">
      <Icon name="clock" size={28} />
      <p>{what ?? t('state.loading')}</p>
    </div>
  );
}

/** The sentence of a refusal, in the language of the screen. */
export function refusalWords(words: Words, refusal: Refusal): string {
  return words.t(`refusal.${refusal.code}`);
}

function RefusedPlace({
  refusal,
  onAgain,
}: {
  readonly refusal: Refusal;
  readonly onAgain: () => void;
}) {
  const words = useWords();
  const { t } = words;
  return (
    <Place
      live
      icon="note"
      title={refusalWords(words, refusal)}
      lines={[t('state.refused.safe'), t('state.refused.do')]}
      action={<Button onPress={onAgain}>{t('state.again')}</Button>}
    />
  );
}

function OfflinePlace({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useWords();
  return (
    <Place
      live
      icon="offline"
      title={t('state.offline.title')}
      lines={[t('state.offline.safe'), t('state.offline.do')]}
      action={<Button onPress={onAgain}>{t('state.again')}</Button>}
    />
  );
}

function FaultPlace({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useWords();
  return (
    <Place
      live
      icon="note"
      title={t('state.fault.title')}
      lines={[t('state.fault.safe'), t('state.fault.do')]}
      action={<Button onPress={onAgain}>{t('state.again')}</Button>}
    />
  );
}

interface ShowProps<T> {
  readonly loaded: Loaded<T>;
  readonly again: () => Promise<void>;
  readonly loading?: string;
  readonly children: (value: T) => ReactNode;
}

/** Shows what was loaded, or the state it is in. */
export function Show<T>({ loaded, again, loading, children }: ShowProps<T>) {
  const onAgain = () => {
    void again();
  };
  switch (loaded.state) {
    case 'loading':
      return <Loading {...(loading === undefined ? {} : { what: loading })} />;
    case 'offline':
      return <OfflinePlace onAgain={onAgain} />;
    case 'refused':
      return <RefusedPlace refusal={loaded.refusal} onAgain={onAgain} />;
    case 'fault':
      return <FaultPlace onAgain={onAgain} />;
    case 'ready':
      return children(loaded.value);
  }
}

/**
 * Keeps a fault of one screen from taking the app away; what was written stays sealed on the
 * device. Give it the path as `key`, so that another screen starts clean.
 */
export class FaultBoundary extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state: { readonly failed: boolean } = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <FaultPlace
        onAgain={() => {
          this.setState({ failed: false });
        }}
      />
    );
  }
}
