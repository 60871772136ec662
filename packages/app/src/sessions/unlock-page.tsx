/** The door: sign-in card and passphrase. Both can be pasted; nothing has to be remembered by heart. */
import { useEffect, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { createCaller, unlock } from '../client/index.ts';
import type { Outcome, Session, Store } from '../client/index.ts';
import { Button, LineField, Note, SecretField, Tick } from '../look/index.ts';
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

/** Unlocks; after a refusal what was typed stays, except the passphrase's focus. */
export function UnlockPage({ store, wasOpen, onOpen }: Props) {
  const words = useWords();
  const { t } = words;
  const [card, setCard] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [remember, setRemember] = useState(false);
  const [known, setKnown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Exclude<Outcome<Session>, { ok: true }> | 'fault' | null>(
    null,
  );

  useEffect(() => {
    void findRememberedCard(store).then((found) => {
      if (found === undefined) return;
      setCard(found);
      setRemember(true);
      setKnown(true);
    });
  }, [store]);

  const open = async () => {
    setBusy(true);
    setAnswer(null);
    try {
      const caller = createCaller({
        origin: window.location.origin,
        fetch: (input, init) => fetch(input, init),
      });
      const outcome = await unlock({ card, passphrase, caller, store });
      if (!outcome.ok) {
        setAnswer(outcome);
        return;
      }
      if (remember) await rememberCard(store, outcome.value.member, card);
      else await forgetCard(store);
      onOpen(outcome.value);
    } catch (cause) {
      reportError(cause);
      setAnswer('fault');
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!busy) void open();
  };

  return (
    <Gate title={t('unlock.title')} lead={wasOpen ? t('unlock.after-lock') : t('unlock.lead')}>
      <form className="stack sheet" onSubmit={submit}>
        {known ? (
          <Note tone="plain" icon="person">
            <p>{t('unlock.card.remembered')}</p>
            <div>
              <Button
                onPress={() => {
                  setKnown(false);
                  setCard('');
                  setRemember(false);
                  void forgetCard(store);
                }}
              >
                {t('unlock.card.other')}
              </Button>
            </div>
          </Note>
        ) : (
          <LineField
            code
            label={t('unlock.card')}
            hint={t('unlock.card.hint')}
            value={card}
            onChange={setCard}
            name="card"
            width="wide"
          />
        )}
        <SecretField
          label={t('unlock.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          name="passphrase"
        />
        {known ? null : (
          <Tick
            isSelected={remember}
            onChange={setRemember}
            label={t('unlock.remember')}
            hint={t('unlock.remember.hint')}
          />
        )}
        <div aria-live="polite" className="stack-tight">
          {busy ? <p className="soft">{t('unlock.busy')}</p> : null}
          {answer === null ? null : (
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
          )}
        </div>
        <div className="row">
          <Button weight="act" type="submit" isDisabled={busy}>
            {t('unlock.open')}
          </Button>
        </div>
      </form>
      <p className="small soft">{t('unlock.claim')}</p>
    </Gate>
  );
}
