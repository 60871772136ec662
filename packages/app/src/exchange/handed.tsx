/** Giving ticked fields to somebody without Amparo: a locked file or paper, and their receipt by hand. */
import { useState } from 'react';
import type { Handed as HandedFields, PacketQuestion } from '@amparo/casework/packets';
import { randomBytes } from '@amparo/seal';
import { noteHanded, noteReceipt, packetToFile } from '../client/index.ts';
import {
  Button,
  Fault,
  Form,
  LineField,
  Note,
  OneOf,
  SecretField,
  useNotice,
} from '../look/index.ts';
import { useFile } from '../files/file-context.tsx';
import type { Written } from '../files/file-context.tsx';
import { isStrongEnough } from '../sessions/strength.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import { useAct } from './use-act.ts';

interface Props {
  readonly question: PacketQuestion;
  readonly handed: readonly HandedFields[];
  /** True while the yes is in force and names this desk as the one that hands it on. */
  readonly mayHand: boolean;
  readonly onPrint: () => void;
}

export function Handed({ question, handed, mayHand, onPrint }: Props) {
  const { t } = useWords();
  if (handed.length === 0 && !mayHand) return null;
  return (
    <div className="stack">
      {handed.map((each) => (
        <Given key={each.given.packet} handed={each} />
      ))}
      {mayHand ? (
        <>
          <h4>{t('outside.title')}</h4>
          <Note tone="due" icon="note">
            <p>{t('outside.no-recall')}</p>
          </Note>
          <AgeForm question={question} />
          <div className="row print-hide">
            <Button icon="print" onPress={onPrint}>
              {t('outside.print')}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}

/** Six groups of four digits are 79 bits, and can be said on the telephone. */
const GROUPS = 6;

/** A passphrase to say over the telephone: twenty-four digits, drawn without bias. */
function newPassphrase(): string {
  const digits: number[] = [];
  while (digits.length < GROUPS * 4) {
    digits.push(...[...randomBytes(64)].filter((byte) => byte < 250).map((byte) => byte % 10));
  }
  return digits
    .slice(0, GROUPS * 4)
    .join('')
    .replace(/(\d{4})(?!$)/g, '$1 ');
}

/** A file that the ordinary age program opens with the passphrase; the two go by different ways. */
function AgeForm({ question }: { readonly question: PacketQuestion }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { writeWith } = useFile();
  const tell = useNotice();
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const { refused, busy, run } = useAct();
  const { codes, asked } = question;
  const { authorisation } = asked.statement;
  const make = async () => {
    let name = '';
    const written = await writeWith('contact', async (opened) => {
      const file = await packetToFile(session, opened, {
        authorisation,
        fields: asked.fields.filter(({ code }) => codes.includes(code)),
        lock: { passphrase },
      });
      if (!file.ok) {
        const refusal = file.offline ? ({ code: 'node/busy' } as const) : file.refusal;
        return { kind: 'refused', entry: '', refusal };
      }
      ({ name } = file.value);
      download(file.value.bytes, name);
      const given = { packet: file.value.packet, authorisation, codes: [...codes] };
      return noteHanded(session, opened, { ...given, form: 'age-file' });
    });
    const no = noOf(written, words);
    if (no === null) tell(t('outside.made', { name }));
    return no;
  };
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        if (isStrongEnough(passphrase)) run(make);
        return Promise.resolve();
      }}
    >
      <SecretField
        isNew
        label={t('outside.passphrase')}
        hint={t('outside.passphrase.hint')}
        value={passphrase}
        onChange={setPassphrase}
        fault={tried && !isStrongEnough(passphrase) ? t('join.fault.passphrase') : undefined}
      />
      <div className="row print-hide">
        <Button
          onPress={() => {
            setPassphrase(newPassphrase());
          }}
        >
          {t('outside.passphrase.new')}
        </Button>
        <Button type="submit" icon="sealed" isDisabled={busy}>
          {t('outside.file')}
        </Button>
      </div>
      {refused === null ? null : <Fault>{refused}</Fault>}
    </Form>
  );
}

function download(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 1000);
}

const SAYS = ['received', 'accepted', 'declined', 'deleted'] as const;
type Says = (typeof SAYS)[number];

/** What was given, and what they said of it: written down by hand, signed by nobody there. */
function Given({ handed }: { readonly handed: HandedFields }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { writeWith } = useFile();
  const [noting, setNoting] = useState(false);
  const [says, setSays] = useState<Says>('received');
  const [said, setSaid] = useState('');
  const { refused, busy, run } = useAct();
  const { given, receipts } = handed;
  const note = async () => {
    const add = { packet: given.packet, says, words: said.trim() };
    const no = noOf(await writeWith('contact', (now) => noteReceipt(session, now, add)), words);
    if (no === null) setNoting(false);
    return no;
  };
  return (
    <div className="stack-tight">
      <p className="strong">
        {t(`outside.given.${given.form}`, {
          when: words.dateTime(given.at),
          count: given.codes.length,
        })}
      </p>
      {receipts.map((receipt) => (
        <p key={receipt.at}>
          {t(`outside.says.${receipt.says}`, { when: words.dateTime(receipt.at) })}{' '}
          <span dir="auto">{receipt.words}</span>
        </p>
      ))}
      {noting ? (
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

/** The ticked fields on paper, with a place for the receipt of whoever takes it. */
export function PacketPrint({
  question,
  onDone,
}: {
  readonly question: PacketQuestion;
  readonly onDone: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { writeWith } = useFile();
  const { refused, busy, run } = useAct();
  const { asked, codes } = question;
  const { authorisation, expiresAt } = asked.statement;
  const number = authorisation.slice(0, 8);
  const given = async () => {
    const handed = {
      ...{ packet: crypto.randomUUID(), authorisation },
      ...{ codes: [...codes], form: 'print' as const },
    };
    const no = noOf(await writeWith('contact', (now) => noteHanded(session, now, handed)), words);
    if (no === null) onDone();
    return no;
  };
  return (
    <div className="stack">
      <div className="row print-hide">
        <Button
          weight="act"
          icon="print"
          onPress={() => {
            window.print();
          }}
        >
          {t('act.print')}
        </Button>
        <Button
          isDisabled={busy}
          onPress={() => {
            run(given);
          }}
        >
          {t('outside.print.given')}
        </Button>
        <Button weight="plain" onPress={onDone}>
          {t('act.cancel')}
        </Button>
      </div>
      {refused === null ? null : <Fault>{refused}</Fault>}
      <article className="sheet print-letter">
        <h2>{t('outside.sheet')}</h2>
        <p>
          {t('consent.number')} <code>{number}</code>
        </p>
        <dl className="stack">
          {asked.fields
            .filter(({ code }) => codes.includes(code))
            .map(({ code, words: said }) => (
              <div key={code}>
                <dt className="small soft">{t(`code.${code}` as Parameters<Words['t']>[0])}</dt>
                <dd dir="auto" className="said-words">
                  {said}
                </dd>
              </div>
            ))}
        </dl>
        <p>{t('outside.sheet.terms', { date: words.date(expiresAt) })}</p>
        <h3>{t('outside.sheet.receipt')}</h3>
        <p>{t('outside.sheet.receipt.lines')}</p>
      </article>
    </div>
  );
}

/** Why it was not written, or null. */
function noOf(written: Written, words: Words): string | null {
  switch (written.kind) {
    case 'appended':
    case 'waiting':
      return null;
    case 'conflict':
      return words.t('write.conflict');
    case 'no-drawer':
      return words.t('refusal.file/no-drawer');
    case 'refused':
      return refusalWords(words, written.refusal);
  }
}
