/** First run: an organisation joins this node with its desks and its first member. Keys are made here. */
import { useRef, useState } from 'react';
import { DESK_KINDS } from '@amparo/casework/directory';
import type { DeskKind } from '@amparo/casework/directory';
import { createCaller, createOrganisation, joinNode } from '../client/index.ts';
import type { MemberCard, NewOrganisation, Outcome } from '../client/index.ts';
import { AnyOf, Button, Fault, Form, LineField, Tick } from '../look/index.ts';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { Gate } from './gate.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { rootKeyFile } from './root-key-file.ts';
import { SignInCardSheet } from './sign-in-card.tsx';
import { isStrongEnough } from './strength.ts';
import { saveFile } from '../shell/save-file.ts';

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
      <JoinForm token={token} onJoined={setJoined} />
    </Gate>
  );
}

interface Plan {
  readonly organisation: string;
  readonly name: string;
  readonly kinds: readonly DeskKind[];
  readonly enforces: boolean;
  readonly passphrase: string;
}

const EMPTY: Plan = { organisation: '', name: '', kinds: [], enforces: false, passphrase: '' };

interface FormProps {
  readonly token: string;
  readonly onJoined: (joined: Joined) => void;
}

function JoinForm({ token, onJoined }: FormProps) {
  const { t } = useWords();
  const [plan, setPlan] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const { join, busy, refused } = useJoining(token, onJoined);
  const { organisation, name, kinds, passphrase } = plan;
  const complete =
    organisation.trim() !== '' &&
    name.trim() !== '' &&
    kinds.length > 0 &&
    isStrongEnough(passphrase);
  const submit = async () => {
    setTried(true);
    if (complete && !busy) await join(plan);
  };
  return (
    <Form sheet onSubmit={submit}>
      <Fields plan={plan} set={setPlan} tried={tried} />
      <div aria-live="polite">
        {busy ? <p className="soft">{t('join.busy')}</p> : null}
        {refused === null ? null : (
          <Fault>
            <p className="strong">{refused}</p>
            <p>{t('join.refused.safe')}</p>
          </Fault>
        )}
      </div>
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy}>
          {t('join.do')}
        </Button>
      </div>
    </Form>
  );
}

interface FieldsProps {
  readonly plan: Plan;
  readonly set: (plan: Plan) => void;
  readonly tried: boolean;
}

function Fields({ plan, set, tried }: FieldsProps) {
  const { t } = useWords();
  const { organisation, name, kinds, enforces, passphrase } = plan;
  return (
    <>
      <LineField
        label={t('join.organisation')}
        hint={t('join.organisation.hint')}
        value={organisation}
        onChange={(text) => {
          set({ ...plan, organisation: text });
        }}
        fault={tried && organisation.trim() === '' ? t('join.fault.organisation') : undefined}
      />
      <AnyOf
        across
        label={t('join.kinds')}
        hint={t('join.kinds.hint')}
        choices={DESK_KINDS.map((kind) => ({ value: kind, label: t(`desk.${kind}`) }))}
        values={kinds}
        onChange={(next) => {
          set({ ...plan, kinds: next });
        }}
        fault={tried && kinds.length === 0 ? t('join.fault.kinds') : undefined}
      />
      {kinds.includes('authority') ? (
        <Tick
          isSelected={enforces}
          onChange={(next) => {
            set({ ...plan, enforces: next });
          }}
          label={t('join.enforces')}
          hint={t('join.enforces.hint')}
        />
      ) : null}
      <LineField
        label={t('join.your-name')}
        hint={t('join.your-name.hint')}
        value={name}
        onChange={(text) => {
          set({ ...plan, name: text });
        }}
        fault={tried && name.trim() === '' ? t('join.fault.name') : undefined}
      />
      <PassphraseField
        value={passphrase}
        onChange={(text) => {
          set({ ...plan, passphrase: text });
        }}
        tried={tried}
      />
    </>
  );
}

interface Joining {
  readonly join: (plan: Plan) => Promise<void>;
  readonly busy: boolean;
  readonly refused: string | null;
}

function useJoining(token: string, onJoined: (joined: Joined) => void): Joining {
  const words = useWords();
  const { t } = words;
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  // After a dead line the same keys are offered again: the node may have taken them already.
  const kept = useRef<NewOrganisation | null>(null);
  const join = async (plan: Plan) => {
    setBusy(true);
    setRefused(null);
    try {
      const made = await makeOrganisation(plan, kept.current, (kind) => t(`desk.${kind}`));
      if (!made.ok) {
        setRefused(made.offline ? t('state.offline.title') : refusalWords(words, made.refusal));
        return;
      }
      const rootFile = await rootKeyFile(made.value, plan.passphrase);
      const { origin } = window.location;
      const caller = createCaller({ origin, fetch: (input, init) => fetch(input, init) });
      const answer = await joinNode(caller, token, made.value);
      const [card] = made.value.cards;
      kept.current = !answer.ok && answer.offline ? made.value : null;
      if (!answer.ok) {
        setRefused(answer.offline ? t('join.offline') : refusalWords(words, answer.refusal));
      } else if (card !== undefined) onJoined({ card, rootFile });
    } finally {
      setBusy(false);
    }
  };
  return { join, busy, refused };
}

/** One desk a function, and one member who leads them all. */
async function makeOrganisation(
  { organisation, name, kinds, enforces, passphrase }: Plan,
  kept: NewOrganisation | null,
  kindName: (kind: DeskKind) => string,
): Promise<Outcome<NewOrganisation>> {
  if (kept !== null) return { ok: true, value: kept };
  const desks = kinds.map((kind) => ({
    kind,
    name: `${organisation.trim()}: ${kindName(kind)}`,
    ...(kind === 'authority' ? { enforces: { immigration: enforces, police: false } } : {}),
  }));
  const leads = desks.map((desk) => ({ name: desk.name, role: 'lead' as const }));
  const members = [{ name: name.trim(), passphrase, desks: leads }];
  const plan = { name: organisation.trim(), desks, members };
  return createOrganisation(plan, new Date().toISOString());
}

/** What must be kept on paper and off this machine, before anything else. */
function Keep({ joined, onDone }: { readonly joined: Joined; readonly onDone: () => void }) {
  const { t } = useWords();
  const [printed, setPrinted] = useState(false);
  const [saved, setSaved] = useState(false);
  const save = () => {
    saveFile(joined.rootFile, 'root-key.age');
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
