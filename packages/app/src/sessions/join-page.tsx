/** First run: an organisation joins this node with its desks and its first member. Keys are made here. */
import { useRef, useState } from 'react';
import { DESK_KINDS } from '@amparo/casework/directory';
import type { DeskKind } from '@amparo/casework/directory';
import { createCaller, createOrganisation, joinNode } from '../client/index.ts';
import type { MemberCard } from '../client/index.ts';
import { AnyOf, Button, LineField, Note, Tick } from '../look/index.ts';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { Gate } from './gate.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { rootKeyFile } from './root-key-file.ts';
import { SignInCardSheet } from './sign-in-card.tsx';
import { isStrongEnough } from './strength.ts';

interface Props {
  readonly token: string;
  readonly onDone: () => void;
}

interface Joined {
  readonly card: MemberCard;
  readonly rootFile: Blob;
}

export function JoinPage({ token, onDone }: Props) {
  const { t } = useWords();
  const [joined, setJoined] = useState<Joined | null>(null);
  if (joined !== null) return <Keep joined={joined} onDone={onDone} />;
  return (
    <Gate title={t('join.title')} lead={t('join.lead')}>
      <Form token={token} onJoined={setJoined} />
    </Gate>
  );
}

function Form({
  token,
  onJoined,
}: {
  readonly token: string;
  readonly onJoined: (joined: Joined) => void;
}) {
  const words = useWords();
  const { t } = words;
  const [organisation, setOrganisation] = useState('');
  const [name, setName] = useState('');
  const [kinds, setKinds] = useState<readonly DeskKind[]>([]);
  const [enforces, setEnforces] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const kept = useRef<Awaited<ReturnType<typeof createOrganisation>> | null>(null);
  const complete =
    organisation.trim() !== '' &&
    name.trim() !== '' &&
    kinds.length > 0 &&
    isStrongEnough(passphrase);
  const join = async () => {
    setTried(true);
    if (!complete) return;
    setBusy(true);
    setRefused(null);
    const desks = kinds.map((kind) => ({
      kind,
      name: `${organisation.trim()}: ${t(`desk.${kind}`)}`,
      ...(kind === 'authority' ? { enforces: { immigration: enforces, police: false } } : {}),
    }));
    const plan = {
      name: organisation.trim(),
      desks,
      members: [
        {
          name: name.trim(),
          passphrase,
          desks: desks.map((desk) => ({ name: desk.name, role: 'lead' as const })),
        },
      ],
    };
    try {
      // After a dead line the same keys are offered again: the node may have taken them already.
      const made = kept.current ?? (await createOrganisation(plan, new Date().toISOString()));
      if (!made.ok) {
        setRefused(made.offline ? t('state.offline.title') : refusalWords(words, made.refusal));
        return;
      }
      const rootFile = await rootKeyFile(made.value, passphrase);
      const caller = createCaller({
        origin: window.location.origin,
        fetch: (input, init) => fetch(input, init),
      });
      const answer = await joinNode(caller, token, made.value);
      const [card] = made.value.cards;
      kept.current = !answer.ok && answer.offline ? made : null;
      if (!answer.ok) {
        setRefused(answer.offline ? t('join.offline') : refusalWords(words, answer.refusal));
      } else if (card !== undefined) onJoined({ card, rootFile });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="sheet stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void join();
      }}
    >
      <LineField
        label={t('join.organisation')}
        hint={t('join.organisation.hint')}
        value={organisation}
        onChange={setOrganisation}
        fault={tried && organisation.trim() === '' ? t('join.fault.organisation') : undefined}
      />
      <AnyOf
        label={t('join.kinds')}
        hint={t('join.kinds.hint')}
        choices={DESK_KINDS.map((kind) => ({ value: kind, label: t(`desk.${kind}`) }))}
        values={kinds}
        onChange={setKinds}
        fault={tried && kinds.length === 0 ? t('join.fault.kinds') : undefined}
      />
      {kinds.includes('authority') ? (
        <Tick
          isSelected={enforces}
          onChange={setEnforces}
          label={t('join.enforces')}
          hint={t('join.enforces.hint')}
        />
      ) : null}
      <LineField
        label={t('join.your-name')}
        hint={t('join.your-name.hint')}
        value={name}
        onChange={setName}
        fault={tried && name.trim() === '' ? t('join.fault.name') : undefined}
      />
      <PassphraseField value={passphrase} onChange={setPassphrase} tried={tried} />
      <div aria-live="polite">
        {busy ? <p className="soft">{t('join.busy')}</p> : null}
        {refused === null ? null : (
          <Note tone="due" icon="note">
            <p className="strong">{refused}</p>
            <p>{t('join.refused.safe')}</p>
          </Note>
        )}
      </div>
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy}>
          {t('join.do')}
        </Button>
      </div>
    </form>
  );
}

/** What must be kept on paper and off this machine, before anything else. */
function Keep({ joined, onDone }: { readonly joined: Joined; readonly onDone: () => void }) {
  const { t } = useWords();
  const [printed, setPrinted] = useState(false);
  const [saved, setSaved] = useState(false);
  const save = () => {
    const url = URL.createObjectURL(joined.rootFile);
    const link = document.createElement('a');
    link.href = url;
    link.download = 'root-key.age';
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(url);
    }, 1000);
  };
  return (
    <Gate title={t('join.keep.title')} lead={t('join.keep.lead')}>
      <SignInCardSheet card={joined.card} />
      <section className="sheet stack print-hide">
        <h2>{t('root.title')}</h2>
        <p>{t('root.what')}</p>
        <div>
          <Button icon="files" onPress={save}>
            {t('root.save')}
          </Button>
        </div>
      </section>
      <section className="stack-tight print-hide">
        <Tick isSelected={printed} onChange={setPrinted} label={t('join.keep.card')} />
        <Tick isSelected={saved} onChange={setSaved} label={t('join.keep.root')} />
        <div>
          <Button weight="act" isDisabled={!printed || !saved} onPress={onDone}>
            {t('join.keep.go')}
          </Button>
        </div>
      </section>
    </Gate>
  );
}
