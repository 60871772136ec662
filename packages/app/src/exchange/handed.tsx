/** Giving ticked fields to somebody without Amparo: a locked file or paper, and their receipt by hand. */
import { useState } from 'react';
import type { Handed as HandedFields, PacketQuestion } from '@amparo/casework/packets';
import { randomBytes } from '@amparo/seal';
import { noteHanded, packetToFile } from '../client/index.ts';
import { useFile } from '../files/file-context.tsx';
import { Button, Fault, Form, Note, SecretField, useNotice } from '../look/index.ts';
import { isStrongEnough } from '../sessions/strength.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { GivenOutside } from './given-outside.tsx';
import { tickedFields } from './ticked-fields.ts';
import { useAct } from './use-act.ts';
import { whyNotWritten } from './written-words.ts';
import { saveFile } from '../shell/save-file.ts';

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
        <GivenOutside key={each.given.packet} handed={each} />
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

/** Makes the file, gives it to this device, and writes down that it was made. */
function useAgeFile(question: PacketQuestion): (passphrase: string) => Promise<string | null> {
  const words = useWords();
  const { session } = useSession();
  const { writeWith } = useFile();
  const tell = useNotice();
  const { codes, asked } = question;
  const { authorisation } = asked.statement;
  return async (passphrase) => {
    let name = '';
    const written = await writeWith('contact', async (opened) => {
      const file = await packetToFile(session, opened, {
        authorisation,
        fields: tickedFields(question),
        lock: { passphrase },
      });
      if (!file.ok) {
        const refusal = file.offline ? ({ code: 'node/busy' } as const) : file.refusal;
        return { kind: 'refused', entry: '', refusal };
      }
      ({ name } = file.value);
      saveFile(new Blob([file.value.bytes]), name);
      const given = { packet: file.value.packet, authorisation, codes: [...codes] };
      return noteHanded(session, opened, { ...given, form: 'age-file' });
    });
    const no = whyNotWritten(written, words);
    if (no === null) tell(words.t('outside.made', { name }));
    return no;
  };
}

/** A file that the ordinary age program opens with the passphrase; the two go by different ways. */
function AgeForm({ question }: { readonly question: PacketQuestion }) {
  const { t } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const { refused, busy, run } = useAct();
  const make = useAgeFile(question);
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        if (isStrongEnough(passphrase)) run(() => make(passphrase));
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
