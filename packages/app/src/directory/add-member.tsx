import { useState } from 'react';
import { addMember } from '../client/index.ts';
import type { DeskAccess, MemberCard } from '../client/index.ts';
import { AnyOf, Button, Form, FormEnd, LineField, Note } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { PassphraseField } from '../sessions/passphrase-field.tsx';
import { isStrongEnough } from '../sessions/strength.ts';
import { SignInCardSheet } from '../sessions/sign-in-card.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

interface Props {
  readonly desks: readonly DeskAccess[];
  readonly onClose: () => void;
}

/** A desk lead adds a colleague, who gets a card on paper and a passphrase by voice. */
export function AddMember({ desks, onClose }: Props) {
  const { t } = useWords();
  const [card, setCard] = useState<MemberCard | null>(null);
  if (card === null) return <Details desks={desks} onClose={onClose} onAdded={setCard} />;
  return (
    <div className="stack">
      <Note tone="act">
        <p>{t('member.added')}</p>
      </Note>
      <SignInCardSheet card={card} />
      <div>
        <Button onPress={onClose}>{t('act.done')}</Button>
      </div>
    </div>
  );
}

function Details({
  desks,
  onClose,
  onAdded,
}: Props & { readonly onAdded: (card: MemberCard) => void }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [at, setAt] = useState<readonly string[]>(desks.map(({ desk }) => desk.desk).slice(0, 1));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const ready = name.trim() !== '' && at.length > 0 && isStrongEnough(passphrase);
  const add = async () => {
    setTried(true);
    if (!ready || busy) return;
    setBusy(true);
    const places = at.map((desk) => ({ desk, role: 'member' as const }));
    const added = await addMember(session, { name: name.trim(), passphrase, desks: places });
    setBusy(false);
    if (added.ok) onAdded(added.value);
    else setRefused(added.offline ? t('state.offline.title') : refusalWords(words, added.refusal));
  };
  return (
    <Form sheet onSubmit={add}>
      <h3>{t('member.add')}</h3>
      <LineField
        label={t('join.your-name')}
        value={name}
        onChange={setName}
        fault={tried && name.trim() === '' ? t('join.fault.name') : undefined}
      />
      <AnyOf
        label={t('organisation.desks')}
        choices={desks.map(({ desk }) => ({ value: desk.desk, label: desk.name }))}
        values={at}
        onChange={setAt}
        fault={tried && at.length === 0 ? t('join.fault.kinds') : undefined}
      />
      <PassphraseField value={passphrase} onChange={setPassphrase} tried={tried} />
      <FormEnd refused={refused} act={t('member.add.do')} isBusy={busy} onCancel={onClose} />
    </Form>
  );
}
