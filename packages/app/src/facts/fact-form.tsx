/** Recording one fact: the value or why there is none, where it comes from, and when. */
import type { FactDefinition, Packs } from '@amparo/law';
import { Form, FormEnd, LineField, Note, OneOf } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { LawText } from '../law/law-text.tsx';
import { readDraft } from './answer.ts';
import type { FactDraft, ReadDraft } from './answer.ts';
import { useCheckedForm } from './use-checked-form.ts';
import { ValueField } from './value-field.tsx';

export interface RecordChoice {
  /** An existing record's id, or `new`. */
  readonly item: string;
  readonly label: string;
}

interface Props {
  readonly definition: FactDefinition;
  readonly packs: Packs;
  readonly draft: FactDraft;
  readonly onDraft: (draft: FactDraft) => void;
  readonly today: string;
  /** For a fact of a list: which record it belongs to. */
  readonly records: readonly RecordChoice[];
  readonly item: string | null;
  readonly onItem: (item: string) => void;
  readonly onSave: (read: Extract<ReadDraft, { ok: true }>) => Promise<void>;
  readonly onCancel: () => void;
}

const UNKNOWNS = ['not-asked', 'refused', 'not-now', 'unknown'] as const;
const SOURCES = ['said', 'seen', 'document'] as const;

export function FactForm(props: Props) {
  const { definition, draft, onDraft, today, onSave } = props;
  const { t } = useWords();
  const read = readDraft(definition, draft, today);
  const { busy, faultAt, save } = useCheckedForm(read, onSave);
  return (
    <Form onSubmit={save}>
      <p className="read">
        <LawText>{definition.question}</LawText>
      </p>
      <FactCautions definition={definition} />
      {props.records.length === 0 ? null : (
        <OneOf
          label={t('fact.record')}
          choices={props.records.map(({ item, label }) => ({ value: item, label }))}
          value={props.item}
          onChange={props.onItem}
        />
      )}
      <Answer {...props} faultAt={faultAt} />
      <LineField
        code
        width="short"
        label={t('fact.on')}
        hint={t('fact.on.hint')}
        value={draft.on}
        onChange={(on) => {
          onDraft({ ...draft, on });
        }}
        fault={faultAt('on')}
      />
      <FormEnd act={t('fact.save')} isBusy={busy} onCancel={props.onCancel} />
    </Form>
  );
}

type Field = 'value' | 'unknown' | 'source' | 'on';

/** The value with where it comes from, or why there is none. */
function Answer(props: Props & { readonly faultAt: (field: Field) => string | undefined }) {
  const { draft, onDraft, faultAt } = props;
  const { t } = useWords();
  return (
    <>
      <OneOf
        across
        label={t('fact.known')}
        choices={[
          { value: 'yes', label: t('fact.known.yes') },
          { value: 'no', label: t('fact.known.no') },
        ]}
        value={draft.known ? 'yes' : 'no'}
        onChange={(known) => {
          onDraft({ ...draft, known: known === 'yes' });
        }}
      />
      {draft.known ? (
        <>
          <ValueField {...props} fault={faultAt('value')} />
          <Origin {...props} fault={faultAt('source')} />
        </>
      ) : (
        <OneOf
          label={t('fact.unknown.why')}
          choices={UNKNOWNS.map((reason) => ({
            value: reason,
            label: t(`fact.unknown.${reason}`),
            hint: t(`fact.unknown.${reason}.hint`),
          }))}
          value={draft.unknown}
          onChange={(unknown) => {
            onDraft({ ...draft, unknown });
          }}
          fault={faultAt('unknown')}
        />
      )}
    </>
  );
}

function Origin({ draft, onDraft, fault }: Props & { readonly fault: string | undefined }) {
  const { t } = useWords();
  return (
    <>
      <OneOf
        across
        label={t('fact.source')}
        choices={SOURCES.map((source) => ({ value: source, label: t(`fact.source.${source}`) }))}
        value={draft.source}
        onChange={(source) => {
          onDraft({ ...draft, source });
        }}
        fault={fault}
      />
      <LineField
        label={draft.source === 'document' ? t('fact.by.document') : t('fact.by')}
        hint={t('fact.by.hint')}
        value={draft.by}
        onChange={(by) => {
          onDraft({ ...draft, by });
        }}
      />
    </>
  );
}

/** What answering may cost the person, and what could answer instead. */
export function FactCautions({ definition }: { readonly definition: FactDefinition }) {
  const { t } = useWords();
  const burden = String(definition.burden) as '0' | '1' | '2' | '3';
  return (
    <Note tone={definition.burden >= 2 ? 'due' : 'plain'} icon="ask">
      <p>{t(`fact.burden.${burden}`)}</p>
      {definition.document === undefined ? null : (
        <p>
          {t('fact.document.instead')} <LawText>{definition.document}</LawText>
        </p>
      )}
      {definition.touches === undefined ? null : <p>{t(`fact.touches.${definition.touches}`)}</p>}
    </Note>
  );
}
