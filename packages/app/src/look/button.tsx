import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { ButtonProps } from 'react-aria-components/Button';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

type Weight = 'act' | 'quiet' | 'plain';

const CLASSES: Readonly<Record<Weight, string>> = {
  act: 'button button-act',
  quiet: 'button',
  plain: 'button button-plain',
};

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  readonly weight?: Weight;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A button: one `act` a screen, the rest quiet or plain. */
export function Button({ weight = 'quiet', icon, children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={CLASSES[weight]}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

interface LinkProps {
  readonly href: string;
  readonly weight?: Weight;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A link that looks like a button, for going somewhere. `href` is a path of the app. */
export function ButtonLink({ href, weight = 'quiet', icon, children }: LinkProps) {
  return (
    <a href={`#${href}`} className={CLASSES[weight]}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </a>
  );
}
