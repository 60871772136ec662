/** Taking fields of a received packet into a file that this desk leads; each says where it came from. */
import { useState } from 'react';
import { fieldCode } from '@amparo/casework/packets';
import type { FieldCode } from '@amparo/casework/packets';
import { takeFromPacket } from '../client/index.ts';
import type { FieldTaken, ReceivedPacket } from '../client/index.ts';
import { useCaseload, useName } from '../files/caseload.tsx';
import { AnyOf, Button, ButtonLink, Fault, Form, PickOne } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { useAct } from './use-act.ts';

interface Done {
  readonly file: string;
  readonly fields: readonly FieldTaken[];
}

export function TakeOver({ received }: { readonly received: ReceivedPacket }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const codes = received.fields.flatMap(({ code, words }) =>
    words !== '' && fieldCode(code).class !== null ? [code] : [],
  );
  if (codes.length === 0 || received.fromCopy) return null;
  return (
    <section className="stack print-hide" aria-labelledby="take-title">
      <h2 id="take-title">{t('take.title')}</h2>
      <p className="soft">{t('take.lead')}</p>
      {done === null ? null : <WhatBecame done={done} />}
      {asking ? (
        <TakeForm
          received={received}
          codes={codes}
          onDone={(next) => {
            setAsking(false);
            setDone(next);
          }}
        />
      ) : (
        <div className="row">
          <Button
            onPress={() => {
              setAsking(true);
            }}
          >
            {t('take.file.choose')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** What is in the file now, and why something is not. */
function WhatBecame({ done }: { readonly done: Done }) {
  const { t } = useWords();
  return (
    <div className="sheet stack" role="status">
      <ul className="lines">
        {done.fields.map(({ code, state }) => (
          <li key={code}>{t(`take.was.${state}`, { field: t(`code.${code}` as WordKey) })}</li>
        ))}
      </ul>
      <div className="row">
        <ButtonLink href={`/files/${done.file}`}>{t('take.open')}</ButtonLink>
      </div>
    </div>
  );
}

interface FormProps {
  readonly received: ReceivedPacket;
  readonly codes: readonly FieldCode[];
  readonly onDone: (done: Done) => void;
}

function TakeForm({ received, codes, onDone }: FormProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { loaded } = useCaseload();
  const name = useName();
  const { refused, busy, run } = useAct();
  const [file, setFile] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly FieldCode[]>([]);
  const files = loaded.state === 'ready' ? loaded.value : [];
  const take = async () => {
    if (file === null || chosen.length === 0) return t('take.fault');
    const taken = await takeFromPacket(session, received, { file, codes: chosen });
    if (!taken.ok) return taken.offline ? t('share.offline') : refusalWords(words, taken.refusal);
    onDone({ file, fields: taken.value });
    return null;
  };
  if (loaded.state === 'ready' && files.length === 0) return <p>{t('take.none')}</p>;
  return (
    <Form
      sheet
      onSubmit={() => {
        run(take);
        return Promise.resolve();
      }}
    >
      <PickOne
        label={t('take.file')}
        placeholder={t('take.file.choose')}
        choices={files.map((each) => ({
          value: each.file,
          label: name(each.file, each.content?.chosenName ?? null),
        }))}
        value={file}
        onChange={setFile}
      />
      <AnyOf
        label={t('take.fields')}
        choices={codes.map((code) => ({ value: code, label: t(`code.${code}` as WordKey) }))}
        values={chosen}
        onChange={setChosen}
      />
      {refused === null ? null : <Fault>{refused}</Fault>}
      <div className="row">
        <Button type="submit" weight="act" isDisabled={busy}>
          {t('take.do')}
        </Button>
      </div>
    </Form>
  );
}
