import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

export type Tone = 'plain' | 'act' | 'due' | 'sealed' | 'danger';

const SHAPES: Readonly<Record<Tone, IconName>> = {
  plain: 'note',
  act: 'tick',
  due: 'clock',
  sealed: 'lock',
  danger: 'danger',
};

interface Props {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A state in a few words, with its shape. */
export function Mark({ tone = 'plain', icon, children }: Props) {
  return (
    <span className={`mark mark-${tone}`}>
      <Icon name={icon ?? SHAPES[tone]} size={14} />
      <span>{children}</span>
    </span>
  );
}

/** Something to know before going on. */
export function Note({ tone = 'plain', icon, children }: Props) {
  return (
    <div className={`note note-${tone}`}>
      <Icon name={icon ?? SHAPES[tone]} />
      <div className="stack-tight">{children}</div>
    </div>
  );
}
