/** Whatever the person answered or took back is written down as soon as somebody sees it here. */
import { useEffect, useRef, useState } from 'react';
import { findConsentDue } from '@amparo/casework/packets';
import type { PacketAuthorisationView } from '@amparo/casework/packets';
import { recordConsents } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { DeskDirectory } from './load.ts';

interface Around {
  readonly contact: OpenDrawer;
  readonly directory: DeskDirectory;
  readonly words: readonly PacketAuthorisationView[];
}

/** Writes what has no record yet. True while something could not be written. */
export function useRecording({ contact, directory, words }: Around): boolean {
  const { t } = useWords();
  const { session } = useSession();
  const { state, writeWith } = useFile();
  const [failed, setFailed] = useState(false);
  const tried = useRef('');
  const due = findConsentDue(state.packets, words);
  const missing = due
    .map(({ question, changes, codes }) =>
      [question.asked.statement.authorisation, changes.length, codes.length].join(' '),
    )
    .join(', ');
  const own = contact.access.desk.desk;
  const country = directory.desks.find(({ subject }) => subject.desk === own)?.country ?? 'ZZ';
  useEffect(() => {
    if (missing === '' || tried.current === missing) return;
    tried.current = missing;
    const place = { words, node: directory.self, country, withdrawal: t('share.withdrawal') };
    void writeWith('contact', async (now) => {
      const written = await recordConsents(session, now, place);
      return written ?? { kind: 'refused', entry: '', refusal: { code: 'report/answered' } };
    }).then((written) => {
      setFailed(written.kind === 'refused' && written.refusal.code !== 'report/answered');
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- because it is written once for each thing that is missing
  }, [missing]);
  return failed;
}
