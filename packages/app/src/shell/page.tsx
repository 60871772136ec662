import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: ReactNode;
  /** A sentence under the title. */
  readonly lead?: ReactNode;
  /** What can be done from here, beside the title. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/**
 * One screen: its heading takes the focus when it appears, so that a keyboard or a screen reader is
 * where the eye is. The document's title never changes: it says "Amparo" and nothing else.
 */
export function Page({ title, lead, actions, wide = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <article className={wide ? 'page page-wide' : 'page'}>
      <header className="page-head">
        <div className="stack-tight">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead === undefined ? null : <p className="read soft">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="row page-actions">{actions}</div>}
      </header>
      {children}
    </article>
  );
}
