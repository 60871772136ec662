/** The field that fits a fact's type. */
import { useState } from 'react';
import type { FactDefinition, Packs } from '@amparo/law';
import { AnyOf, Button, LineField, OneOf, PickOne, TextBox } from '../look/index.ts';
import type { Choice } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import type { FactDraft } from './answer.ts';

interface Props {
  readonly definition: FactDefinition;
  readonly packs: Packs;
  readonly draft: FactDraft;
  readonly onDraft: (draft: FactDraft) => void;
  readonly fault: string | undefined;
}

const FEW = 7;

export function ValueField(props: Props) {
  const { definition, draft, onDraft, fault } = props;
  const words = useWords();
  const { t } = words;
  const setText = (text: string) => {
    onDraft({ ...draft, text });
  };
  const label = t('fact.value');
  const line = { label, value: draft.text, onChange: setText, fault };
  switch (definition.type) {
    case 'boolean':
      return (
        <OneOf
          across
          label={label}
          choices={[
            { value: 'yes', label: t('fact.yes') },
            { value: 'no', label: t('fact.no') },
          ]}
          value={draft.text === '' ? null : draft.text}
          onChange={setText}
          fault={fault}
        />
      );
    case 'date':
      return <LineField {...line} code width="short" hint={t('fact.date.hint')} />;
    case 'age':
      return <LineField {...line} code width="short" hint={t('fact.age.hint')} />;
    case 'number':
      return <LineField {...line} code width="short" />;
    case 'enum':
      return (
        <FromValues {...props} choices={valueChoices(definition.values ?? [])} label={label} />
      );
    case 'place':
      return (
        <FromValues {...props} choices={placeChoices(props.packs, words, 'extent')} label={label} />
      );
    case 'country':
      return (
        <FromValues
          {...props}
          choices={placeChoices(props.packs, words, 'country')}
          label={label}
        />
      );
    case 'list':
      return <ManyField {...props} />;
    default:
      return <TextBox {...line} rows={2} hint={t('fact.text.hint')} />;
  }
}

/** Values of the vocabulary are written with hyphens; people read words. */
function valueChoices(values: readonly string[]): readonly Choice<string>[] {
  return values.map((value) => ({ value, label: value.replaceAll('-', ' ') }));
}

function placeChoices(
  packs: Packs,
  words: Words,
  of: 'extent' | 'country',
): readonly Choice<string>[] {
  const places = [...packs.extents.places.values()];
  const wanted = places.filter(({ code, country, choose }) =>
    of === 'country' ? code === country : choose.length === 0,
  );
  return wanted
    .map(({ code, name, country }) => ({
      value: code,
      label: code === country ? words.countryName(code) : `${name} (${code})`,
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label, words.locale));
}

function FromValues({
  draft,
  onDraft,
  fault,
  choices,
  label,
}: Props & { readonly choices: readonly Choice<string>[]; readonly label: string }) {
  const value = draft.text === '' ? null : draft.text;
  const onChange = (text: string) => {
    onDraft({ ...draft, text });
  };
  if (choices.length <= FEW) {
    return (
      <OneOf label={label} choices={choices} value={value} onChange={onChange} fault={fault} />
    );
  }
  return (
    <PickOne
      label={label}
      choices={choices}
      value={value}
      onChange={onChange}
      {...(fault === undefined ? {} : { hint: fault })}
    />
  );
}

function ManyField(props: Props) {
  const { definition, packs, draft, onDraft, fault } = props;
  const words = useWords();
  const { t } = words;
  const setMany = (many: readonly string[]) => {
    onDraft({ ...draft, many });
  };
  if (definition.of === 'enum') {
    return (
      <AnyOf
        label={t('fact.values')}
        choices={valueChoices(definition.values ?? [])}
        values={draft.many}
        onChange={setMany}
        fault={fault}
      />
    );
  }
  if (definition.of === 'country' || definition.of === 'extent') {
    return <ManyPlaces {...props} choices={placeChoices(packs, words, definition.of)} />;
  }
  return (
    <TextBox
      label={t('fact.values')}
      hint={t('fact.lines.hint')}
      value={draft.many.join('\n')}
      onChange={(text) => {
        setMany(text.split('\n'));
      }}
      rows={3}
      fault={fault}
    />
  );
}

function ManyPlaces({
  draft,
  onDraft,
  fault,
  choices,
}: Props & { readonly choices: readonly Choice<string>[] }) {
  const { t } = useWords();
  const [picked, setPicked] = useState<string | null>(null);
  const name = (code: string) => choices.find(({ value }) => value === code)?.label ?? code;
  return (
    <div className="stack-tight">
      <div className="row">
        {draft.many.map((code) => (
          <Button
            key={code}
            icon="close"
            onPress={() => {
              onDraft({ ...draft, many: draft.many.filter((other) => other !== code) });
            }}
          >
            {t('fact.values.remove', { value: name(code) })}
          </Button>
        ))}
      </div>
      <PickOne
        label={t('fact.values.add')}
        choices={choices.filter(({ value }) => !draft.many.includes(value))}
        value={picked}
        onChange={(code) => {
          onDraft({ ...draft, many: [...draft.many, code] });
          setPicked(null);
        }}
        {...(fault === undefined ? {} : { hint: fault })}
      />
    </div>
  );
}
