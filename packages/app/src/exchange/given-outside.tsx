/** What was given outside any node, and what they said of it: written down by hand, signed by nobody there. */
import { useState } from 'react';
import type { Handed } from '@amparo/casework/packets';
import { noteReceipt } from '../client/index.ts';
import { useFile } from '../files/file-context.tsx';
import { Button, Fault, Form, LineField, OneOf } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { useAct } from './use-act.ts';
import { whyNotWritten } from './written-words.ts';

const SAYS = ['received', 'accepted', 'declined', 'deleted'] as const;
type Says = (typeof SAYS)[number];

export function GivenOutside({ handed }: { readonly handed: Handed }) {
  const { t, dateTime } = useWords();
  const [noting, setNoting] = useState(false);
  const { given, receipts } = handed;
  return (
    <div className="stack-tight">
      <p className="strong">
        {t(`outside.given.${given.form}`, {
          when: dateTime(given.at),
          count: given.codes.length,
        })}
      </p>
      {receipts.map((receipt) => (
        <p key={receipt.at}>
          {t(`outside.says.${receipt.says}`, { when: dateTime(receipt.at) })}{' '}
          <span dir="auto">{receipt.words}</span>
        </p>
      ))}
      {noting ? (
        <ReceiptForm
          packet={given.packet}
          onDone={() => {
            setNoting(false);
          }}
        />
      ) : (
        <div className="row print-hide">
          <Button
            weight="plain"
            onPress={() => {
              setNoting(true);
            }}
          >
            {t('outside.receipt')}
          </Button>
        </div>
      )}
    </div>
  );
}

function ReceiptForm({ packet, onDone }: { readonly packet: string; readonly onDone: () => void }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { writeWith } = useFile();
  const [says, setSays] = useState<Says>('received');
  const [said, setSaid] = useState('');
  const { refused, busy, run } = useAct();
  const note = async () => {
    const receipt = { packet, says, words: said.trim() };
    const written = await writeWith('contact', (now) => noteReceipt(session, now, receipt));
    const no = whyNotWritten(written, words);
    if (no === null) onDone();
    return no;
  };
  return (
    <Form
      onSubmit={() => {
        run(note);
        return Promise.resolve();
      }}
    >
      <OneOf
        across
        label={t('outside.receipt')}
        hint={t('outside.receipt.hint')}
        choices={SAYS.map((each) => ({ value: each, label: t(`outside.said.${each}`) }))}
        value={says}
        onChange={setSays}
      />
      <LineField label={t('outside.receipt.words')} value={said} onChange={setSaid} />
      {refused === null ? null : <Fault>{refused}</Fault>}
      <div className="row">
        <Button type="submit" isDisabled={busy}>
          {t('outside.receipt.note')}
        </Button>
      </div>
    </Form>
  );
}
