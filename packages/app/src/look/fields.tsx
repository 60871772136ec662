/** Fields to write in: label, why it is asked, what is wrong. Paste always works. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { useWords } from '../words/index.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  /** What is wrong and what to do; shown when set. */
  readonly fault?: string | undefined;
  readonly name?: string;
  readonly autoFocus?: boolean;
  readonly isReadOnly?: boolean;
}

interface LineProps extends FieldProps {
  readonly width?: 'short' | 'normal' | 'wide';
  /** Text in one direction whatever the language, such as dates, numbers and codes. */
  readonly code?: boolean;
  readonly placeholder?: string;
}

function Around({
  label,
  hint,
  fault,
  children,
}: Pick<FieldProps, 'label' | 'hint' | 'fault'> & { readonly children: ReactNode }) {
  return (
    <>
      <Label className="field-label">{label}</Label>
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      {children}
      <FieldError className="field-fault">
        <Icon name="note" />
        <span>{fault}</span>
      </FieldError>
    </>
  );
}

function fieldProps({ value, onChange, fault, name, autoFocus, isReadOnly }: FieldProps) {
  return {
    className: 'field',
    value,
    onChange,
    isInvalid: fault !== undefined,
    isReadOnly: isReadOnly ?? false,
    autoComplete: 'off',
    ...(name === undefined ? {} : { name }),
    ...(autoFocus === undefined ? {} : { autoFocus }),
  };
}

/** One line of text. */
export function LineField(props: LineProps) {
  const { width = 'normal', code = false, placeholder } = props;
  return (
    <TextField {...fieldProps(props)}>
      <Around {...props}>
        <Input
          className={`input input-${width}`}
          dir={code ? 'ltr' : 'auto'}
          spellCheck={!code}
          {...(placeholder === undefined ? {} : { placeholder })}
        />
      </Around>
    </TextField>
  );
}

/** Several lines of text, in whichever direction is written. */
export function TextBox(props: FieldProps & { readonly rows?: number }) {
  return (
    <TextField {...fieldProps(props)}>
      <Around {...props}>
        <TextArea className="input input-wide" dir="auto" rows={props.rows ?? 4} />
      </Around>
    </TextField>
  );
}

/** A passphrase: can be pasted, and shown or hidden. */
export function SecretField(props: FieldProps & { readonly isNew?: boolean }) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...fieldProps(props)}
      type={shown ? 'text' : 'password'}
      autoComplete={props.isNew === true ? 'new-password' : 'current-password'}
    >
      <Around {...props}>
        <span className="secret">
          <Input className="input" dir="ltr" spellCheck="false" autoCapitalize="none" />
          <Button
            aria-pressed={shown}
            onPress={() => {
              setShown(!shown);
            }}
          >
            {shown ? t('field.hide') : t('field.show')}
          </Button>
        </span>
      </Around>
    </TextField>
  );
}
