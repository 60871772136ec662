import type { ReactNode } from 'react';

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
