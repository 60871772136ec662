/** A yes that a worker takes with a witness: what was ticked, the person's mark, their own words. */
import { useState } from 'react';
import type { FieldCode, PacketQuestion, PacketVouched } from '@amparo/casework/packets';
import { AnyOf, Button, Fault, Form, Note, OneOf, PickOne, TextBox } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { DrawnMark } from './drawn-mark.tsx';
import { SpokenMark } from './spoken-mark.tsx';

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

export function VouchForm({ question, onVouch, onDone }: Props) {
  const { t } = useWords();
  const { session } = useSession();
  const [codes, setCodes] = useState<readonly FieldCode[]>([]);
  const [signedBy, setSignedBy] = useState<PacketVouched['signedBy']>('drawn');
  const [mark, setMark] = useState<string | null>(null);
  const [own, setOwn] = useState('');
  const [witness, setWitness] = useState<string | null>(null);
  const [missing, setMissing] = useState<Missing | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const others = new Map(
    session.trust.members
      .filter(({ subject }) => subject.member !== session.member)
      .map(({ subject }) => [subject.member, subject.name]),
  );
  const send = async () => {
    const lacks: Missing | null =
      codes.length === 0
        ? 'codes'
        : signedBy !== 'said' && mark === null
          ? 'mark'
          : witness === null
            ? 'witness'
            : null;
    setMissing(lacks);
    if (lacks !== null || witness === null) return;
    const inOwnWords = own.trim() === '' ? null : own.trim();
    const kept = signedBy === 'said' ? null : mark;
    const no = await onVouch({ codes, signedBy, mark: kept, inOwnWords, witness });
    setRefused(no);
    if (no === null) onDone();
  };
  return (
    <Form onSubmit={send}>
      <h4>{t('vouch.title')}</h4>
      <Note tone="sealed">
        <p>{t('vouch.lead')}</p>
      </Note>
      <AnyOf
        label={t('vouch.codes')}
        hint={t('vouch.codes.hint')}
        choices={question.asked.fields.map(({ code, words }) => ({
          value: code,
          label: t(`code.${code}` as WordKey),
          hint: words,
        }))}
        values={codes}
        onChange={setCodes}
        fault={missing === 'codes' ? t('share.fault.fields') : undefined}
      />
      <OneOf
        across
        label={t('vouch.signed')}
        choices={SIGNED.map((each) => ({ value: each, label: t(`vouch.signed.${each}`) }))}
        value={signedBy}
        onChange={(each) => {
          setSignedBy(each);
          setMark(null);
        }}
      />
      {signedBy === 'drawn' ? <DrawnMark onChange={setMark} /> : null}
      {signedBy === 'voice' ? <SpokenMark onChange={setMark} /> : null}
      {missing === 'mark' ? <Fault>{t('vouch.fault.mark')}</Fault> : null}
      <TextBox
        rows={2}
        label={t('vouch.own-words')}
        hint={t('vouch.own-words.hint')}
        value={own}
        onChange={setOwn}
      />
      <PickOne
        label={t('vouch.witness')}
        hint={t('vouch.witness.hint')}
        placeholder={t('vouch.witness.choose')}
        choices={[...others].map(([member, name]) => ({ value: member, label: name }))}
        value={witness}
        onChange={setWitness}
      />
      {missing === 'witness' ? <Fault>{t('vouch.fault.witness')}</Fault> : null}
      {refused === null ? null : <Fault>{refused}</Fault>}
      <div className="row">
        <Button weight="act" type="submit">
          {t('vouch.do')}
        </Button>
        <Button weight="plain" onPress={onDone}>
          {t('act.cancel')}
        </Button>
      </div>
    </Form>
  );
}
