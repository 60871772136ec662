import type { ReactNode } from 'react';
import { useWords } from '../words/index.ts';
import { Button } from './button.tsx';

interface Props {
  readonly onSubmit: () => Promise<void>;
  readonly sheet?: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A form that this page handles itself: Enter sends it, the browser never does. */
export function Form({ onSubmit, sheet = false, wide = false, children }: Props) {
  return (
    <form
      className={[wide ? 'stack-wide' : 'stack', sheet ? 'sheet' : ''].join(' ')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      {children}
    </form>
  );
}

/** What was refused, and what is safe, where a form says it. */
export function Fault({ children }: { readonly children: ReactNode }) {
  return (
    <div className="note note-due" role="alert">
      <div className="stack-tight">{children}</div>
    </div>
  );
}

interface EndProps {
  /** Why it was refused, in words, or null; forms that say it beside a field leave it out. */
  readonly refused?: string | null;
  /** What the button does. */
  readonly act: string;
  readonly isBusy?: boolean;
  readonly onCancel: () => void;
}

/** How a form ends: what was refused, the one act, and the way out. */
export function FormEnd({ refused = null, act, isBusy = false, onCancel }: EndProps) {
  const { t } = useWords();
  return (
    <>
      {refused === null ? null : <Fault>{refused}</Fault>}
      <div className="row">
        <Button weight="act" type="submit" isDisabled={isBusy}>
          {act}
        </Button>
        <Button weight="plain" onPress={onCancel}>
          {t('act.cancel')}
        </Button>
      </div>
    </>
  );
}
