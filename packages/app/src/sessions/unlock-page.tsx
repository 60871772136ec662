/** The door: sign-in card and passphrase. Both can be pasted; nothing has to be remembered by heart. */
import { useEffect, useState } from 'react';
import { createCaller, unlock } from '../client/index.ts';
import type { Outcome, Session, Store } from '../client/index.ts';
import { Button, Form, LineField, Note, SecretField, Tick } from '../look/index.ts';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { Gate } from './gate.tsx';
import { findRememberedCard, forgetCard, rememberCard } from './remembered.ts';

interface Props {
  readonly store: Store;
  /** True after a lock on this page: says that drafts are kept. */
  readonly wasOpen: boolean;
  readonly onOpen: (session: Session) => void;
}

type Answer = Exclude<Outcome<Session>, { ok: true }> | 'fault';

/** Unlocks; after a refusal what was typed stays. */
export function UnlockPage({ store, wasOpen, onOpen }: Props) {
  const { t } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const card = useCard(store);
  const { open, busy, answer } = useUnlocking(store, onOpen);
  return (
    <Gate title={t('unlock.title')} lead={wasOpen ? t('unlock.after-lock') : t('unlock.lead')}>
      <Form
        sheet
        onSubmit={async () => {
          if (!busy) await open(card, passphrase);
        }}
      >
        <CardField {...card} />
        <SecretField
          label={t('unlock.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          name="passphrase"
        />
        {card.known ? null : (
          <Tick
            isSelected={card.remember}
            onChange={card.setRemember}
            label={t('unlock.remember')}
            hint={t('unlock.remember.hint')}
          />
        )}
        <div aria-live="polite" className="stack-tight">
          {busy ? <p className="soft">{t('unlock.busy')}</p> : null}
          {answer === null ? null : <Said answer={answer} />}
        </div>
        <div className="row">
          <Button weight="act" type="submit" isDisabled={busy}>
            {t('unlock.open')}
          </Button>
        </div>
      </Form>
      <p className="small soft">{t('unlock.claim')}</p>
    </Gate>
  );
}

interface Card {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly remember: boolean;
  readonly setRemember: (remember: boolean) => void;
  /** True while the remembered card is used. */
  readonly known: boolean;
  readonly forget: () => void;
}

/** The card as typed, or as this device was asked to remember it. */
function useCard(store: Store): Card {
  const [text, setText] = useState('');
  const [remember, setRemember] = useState(false);
  const [known, setKnown] = useState(false);
  useEffect(() => {
    void findRememberedCard(store).then((found) => {
      if (found === undefined) return;
      setText(found);
      setRemember(true);
      setKnown(true);
    });
  }, [store]);
  const forget = () => {
    setKnown(false);
    setText('');
    setRemember(false);
    void forgetCard(store);
  };
  return { text, setText, remember, setRemember, known, forget };
}

function CardField({ known, text, setText, forget }: Card) {
  const { t } = useWords();
  if (!known) {
    return (
      <LineField
        code
        label={t('unlock.card')}
        hint={t('unlock.card.hint')}
        value={text}
        onChange={setText}
        name="card"
        width="wide"
      />
    );
  }
  return (
    <Note tone="plain" icon="person">
      <p>{t('unlock.card.remembered')}</p>
      <div>
        <Button onPress={forget}>{t('unlock.card.other')}</Button>
      </div>
    </Note>
  );
}

/** Why it did not open. Nobody learns whether card or passphrase was wrong. */
function Said({ answer }: { readonly answer: Answer }) {
  const words = useWords();
  const { t } = words;
  return (
    <Note tone="due" icon="note">
      {answer === 'fault' ? (
        <p>{t('state.fault.title')}</p>
      ) : answer.offline ? (
        <p>{t('unlock.offline')}</p>
      ) : (
        <>
          <p className="strong">{refusalWords(words, answer.refusal)}</p>
          <p>{t('unlock.refused.do')}</p>
        </>
      )}
    </Note>
  );
}

interface Unlocking {
  readonly open: (card: Card, passphrase: string) => Promise<void>;
  readonly busy: boolean;
  readonly answer: Answer | null;
}

function useUnlocking(store: Store, onOpen: (session: Session) => void): Unlocking {
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const open = async ({ text, remember }: Card, passphrase: string) => {
    setBusy(true);
    setAnswer(null);
    try {
      const { origin } = window.location;
      const caller = createCaller({ origin, fetch: (input, init) => fetch(input, init) });
      const outcome = await unlock({ card: text, passphrase, caller, store });
      if (!outcome.ok) {
        setAnswer(outcome);
        return;
      }
      if (remember) await rememberCard(store, outcome.value.member, text);
      else await forgetCard(store);
      onOpen(outcome.value);
    } catch (cause) {
      reportError(cause);
      setAnswer('fault');
    } finally {
      setBusy(false);
    }
  };
  return { open, busy, answer };
}
