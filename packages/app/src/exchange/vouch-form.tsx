/** A yes that a worker takes with a witness: what was ticked, the person's mark, their own words. */
import { useState } from 'react';
import type { FieldCode, PacketQuestion, PacketVouched } from '@amparo/casework/packets';
import { AnyOf, Fault, Form, FormEnd, Note, OneOf, PickOne, TextBox } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { DrawnMark } from './drawn-mark.tsx';
import { SpokenMark } from './spoken-mark.tsx';
import { useAct } from './use-act.ts';

export interface Vouching {
  readonly codes: readonly FieldCode[];
  readonly signedBy: PacketVouched['signedBy'];
  readonly mark: string | null;
  readonly inOwnWords: string | null;
  /** The member who was there. */
  readonly witness: string;
}

interface Props {
  readonly question: PacketQuestion;
  readonly onVouch: (vouching: Vouching) => Promise<string | null>;
  readonly onDone: () => void;
}

type Missing = 'codes' | 'mark' | 'witness';

const SIGNED: readonly PacketVouched['signedBy'][] = ['drawn', 'voice', 'said'];

const NOBODY: Given = { codes: [], signedBy: 'drawn', mark: null, own: '', witness: null };

interface Given {
  readonly codes: readonly FieldCode[];
  readonly signedBy: PacketVouched['signedBy'];
  readonly mark: string | null;
  readonly own: string;
  readonly witness: string | null;
}

function findMissing({ codes, signedBy, mark, witness }: Given): Missing | null {
  if (codes.length === 0) return 'codes';
  if (signedBy !== 'said' && mark === null) return 'mark';
  return witness === null ? 'witness' : null;
}

export function VouchForm({ question, onVouch, onDone }: Props) {
  const { t } = useWords();
  const [given, setGiven] = useState(NOBODY);
  const [missing, setMissing] = useState<Missing | null>(null);
  const { refused, busy, run } = useAct();
  const set = (change: Partial<Given>) => {
    setGiven({ ...given, ...change });
  };
  const submit = () => {
    setMissing(findMissing(given));
    const { codes, signedBy, mark, own, witness } = given;
    if (findMissing(given) !== null || witness === null) return Promise.resolve();
    const inOwnWords = own.trim() === '' ? null : own.trim();
    const kept = signedBy === 'said' ? null : mark;
    run(async () => {
      const no = await onVouch({ codes, signedBy, mark: kept, inOwnWords, witness });
      if (no === null) onDone();
      return no;
    });
    return Promise.resolve();
  };
  const part = { given, set, missing };
  return (
    <Form onSubmit={submit}>
      <h4>{t('vouch.title')}</h4>
      <Note tone="sealed">
        <p>{t('vouch.lead')}</p>
      </Note>
      <Codes {...part} question={question} />
      <Signed {...part} />
      <TextBox
        rows={2}
        label={t('vouch.own-words')}
        hint={t('vouch.own-words.hint')}
        value={given.own}
        onChange={(own) => {
          set({ own });
        }}
      />
      <Witness {...part} />
      <FormEnd refused={refused} act={t('vouch.do')} isBusy={busy} onCancel={onDone} />
    </Form>
  );
}

interface PartProps {
  readonly given: Given;
  readonly set: (change: Partial<Given>) => void;
  readonly missing: Missing | null;
}

function Codes({ given, set, missing, question }: PartProps & Pick<Props, 'question'>) {
  const { t } = useWords();
  return (
    <AnyOf
      label={t('vouch.codes')}
      hint={t('vouch.codes.hint')}
      choices={question.asked.fields.map(({ code, words }) => ({
        value: code,
        label: t(`code.${code}` as WordKey),
        hint: words,
      }))}
      values={given.codes}
      onChange={(codes) => {
        set({ codes });
      }}
      fault={missing === 'codes' ? t('share.fault.fields') : undefined}
    />
  );
}

/** The person's own sign: drawn, spoken, or said. */
function Signed({ given, set, missing }: PartProps) {
  const { t } = useWords();
  const onMark = (mark: string | null) => {
    set({ mark });
  };
  return (
    <>
      <OneOf
        across
        label={t('vouch.signed')}
        choices={SIGNED.map((each) => ({ value: each, label: t(`vouch.signed.${each}`) }))}
        value={given.signedBy}
        onChange={(signedBy) => {
          set({ signedBy, mark: null });
        }}
      />
      {given.signedBy === 'drawn' ? <DrawnMark onChange={onMark} /> : null}
      {given.signedBy === 'voice' ? <SpokenMark onChange={onMark} /> : null}
      {missing === 'mark' ? <Fault>{t('vouch.fault.mark')}</Fault> : null}
    </>
  );
}

function Witness({ given, set, missing }: PartProps) {
  const { t } = useWords();
  const { session } = useSession();
  const others = new Map(
    session.trust.members
      .filter(({ subject }) => subject.member !== session.member)
      .map(({ subject }) => [subject.member, subject.name]),
  );
  return (
    <>
      <PickOne
        label={t('vouch.witness')}
        hint={t('vouch.witness.hint')}
        placeholder={t('vouch.witness.choose')}
        choices={[...others].map(([member, name]) => ({ value: member, label: name }))}
        value={given.witness}
        onChange={(witness) => {
          set({ witness });
        }}
      />
      {missing === 'witness' ? <Fault>{t('vouch.fault.witness')}</Fault> : null}
    </>
  );
}
