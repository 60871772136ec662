/** Choosing one, several, or from a list. */
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { Select, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

interface GroupProps<T extends string> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly choices: readonly Choice<T>[];
  readonly across?: boolean;
}

function Inside<T extends string>({
  choice,
  shape,
}: {
  readonly choice: Choice<T>;
  readonly shape: 'tick' | 'dot';
}) {
  return (
    <>
      <span className="tick-box">
        <Icon name={shape} size={16} />
      </span>
      <span className="tick-words">
        <span>{choice.label}</span>
        {choice.hint === undefined ? null : <span className="field-hint">{choice.hint}</span>}
      </span>
    </>
  );
}

function Heading({ label, hint }: { readonly label: string; readonly hint: string | undefined }) {
  return (
    <>
      <Label className="field-label">{label}</Label>
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
    </>
  );
}

/** One of a few, all visible. */
export function OneOf<T extends string>(
  props: GroupProps<T> & { readonly value: T | null; readonly onChange: (value: T) => void },
) {
  return (
    <RadioGroup
      className={props.across === true ? 'choices choices-across' : 'choices'}
      value={props.value}
      onChange={(value) => {
        props.onChange(value as T);
      }}
      isInvalid={props.fault !== undefined}
    >
      <Heading label={props.label} hint={props.hint} />
      <div className="choices-of">
        {props.choices.map((choice) => (
          <RadioField key={choice.value} value={choice.value} isDisabled={choice.disabled ?? false}>
            <RadioButton className="tick tick-round">
              <Inside choice={choice} shape="dot" />
            </RadioButton>
          </RadioField>
        ))}
      </div>
      <FieldError className="field-fault">{props.fault}</FieldError>
    </RadioGroup>
  );
}

/** Any of a few, all visible. */
export function AnyOf<T extends string>(
  props: GroupProps<T> & {
    readonly values: readonly T[];
    readonly onChange: (values: readonly T[]) => void;
  },
) {
  return (
    <CheckboxGroup
      className={props.across === true ? 'choices choices-across' : 'choices'}
      value={[...props.values]}
      onChange={(values) => {
        props.onChange(values as T[]);
      }}
      isInvalid={props.fault !== undefined}
    >
      <Heading label={props.label} hint={props.hint} />
      <div className="choices-of">
        {props.choices.map((choice) => (
          <CheckboxField
            key={choice.value}
            value={choice.value}
            isDisabled={choice.disabled ?? false}
          >
            <CheckboxButton className="tick">
              <Inside choice={choice} shape="tick" />
            </CheckboxButton>
          </CheckboxField>
        ))}
      </div>
      <FieldError className="field-fault">{props.fault}</FieldError>
    </CheckboxGroup>
  );
}

interface TickProps {
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly label: string;
  readonly hint?: string;
}

/** A yes that is off until somebody turns it on. */
export function Tick({ isSelected, onChange, label, hint }: TickProps) {
  const choice = hint === undefined ? { value: 'on', label } : { value: 'on', label, hint };
  return (
    <CheckboxField isSelected={isSelected} onChange={onChange}>
      <CheckboxButton className="tick">
        <Inside choice={choice} shape="tick" />
      </CheckboxButton>
    </CheckboxField>
  );
}

/** One of many, in a list that opens. */
export function PickOne<T extends string>(props: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly choices: readonly Choice<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly before?: ReactNode;
}) {
  return (
    <Select
      className="field"
      value={props.value}
      onChange={(value) => {
        if (value !== null) props.onChange(value as T);
      }}
      {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
    >
      <Heading label={props.label} hint={props.hint} />
      <AriaButton className="input pick-button">
        <SelectValue />
        <Icon name="down" />
      </AriaButton>
      <Popover className="pick-list" offset={4}>
        <ListBox items={props.choices.map((choice) => ({ ...choice, id: choice.value }))}>
          {(choice) => (
            <ListBoxItem
              id={choice.id}
              textValue={choice.label}
              className="pick-item"
              isDisabled={choice.disabled ?? false}
            >
              <span className="tick-words">
                <span>{choice.label}</span>
                {choice.hint === undefined ? null : (
                  <span className="field-hint">{choice.hint}</span>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
