/** A new receipt for somebody who lost theirs, after a check in person; the old one opens nothing from then on. */
import { useState } from 'react';
import { reissueReceipt } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { Button, Fault, Form, Note, Tick } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

export function NewReceipt({ contact }: { readonly contact: OpenDrawer }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const [checked, setChecked] = useState(false);
  const [receipt, setReceipt] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    if (busy) return;
    setBusy(true);
    const made = await reissueReceipt(session, contact, { checkedInPerson: checked });
    setBusy(false);
    if (made.ok) {
      setReceipt(made.value.receipt);
      setRefused(null);
      setChecked(false);
      return;
    }
    setRefused(made.offline ? t('share.offline') : refusalWords(words, made.refusal));
  };
  return (
    <section className="stack" aria-labelledby="receipt-title">
      <h2 id="receipt-title">{t('new-receipt.title')}</h2>
      {receipt === null ? (
        <Form sheet onSubmit={make}>
          <Note tone="due" icon="note">
            <p>{t('new-receipt.lead')}</p>
          </Note>
          <Tick isSelected={checked} onChange={setChecked} label={t('new-receipt.checked')} />
          {refused === null ? null : <Fault>{refused}</Fault>}
          <div className="row">
            <Button type="submit" isDisabled={busy || !checked}>
              {t('new-receipt.make')}
            </Button>
          </div>
        </Form>
      ) : (
        <div className="sheet stack" role="status">
          <p>{t('new-receipt.made')}</p>
          <p className="read strong">
            <code>{receipt}</code>
          </p>
          <p className="small soft">{t('new-receipt.once')}</p>
          <div className="row">
            <Button
              onPress={() => {
                setReceipt(null);
              }}
            >
              {t('new-receipt.hide')}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
