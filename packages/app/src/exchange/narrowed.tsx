/** What the person took out of their yes, what that means for what was sent, and asking for the rest again. */
import type { PacketAuthorisationView, PacketQuestion, PacketView } from '@amparo/casework/packets';
import { Button, Fault, Note } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import type { SharingActs } from './sharing-acts.ts';
import { useAct } from './use-act.ts';

interface Props {
  readonly question: PacketQuestion;
  readonly authorisation: PacketAuthorisationView | undefined;
  readonly packets: readonly PacketView[];
  readonly acts: SharingActs;
}

/** True where the yes ended only because what had left with a withdrawn field was recalled whole. */
export function hasOnlyNarrowed(word: PacketAuthorisationView | undefined): boolean {
  return word !== undefined && word.narrowedAt !== null && word.narrowedAt === word.withdrawnAt;
}

export function Narrowed({ question, authorisation, acts }: Props) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { refused, busy, run } = useAct();
  if (authorisation?.narrowedAt == null) return null;
  const left = authorisation.statement.codes;
  const taken = question.codes.filter((code) => !left.includes(code));
  const name = (codes: readonly string[]) =>
    words.list(codes.map((code) => t(`code.${code}` as WordKey)));
  const wasRecalled = hasOnlyNarrowed(authorisation);
  const mayAsk = wasRecalled && authorisation.statement.expiresAt > session.now();
  return (
    <Note tone="due" icon="note">
      <p className="strong">
        {t('share.narrowed', {
          fields: name(taken),
          when: words.dateTime(authorisation.narrowedAt),
        })}
      </p>
      <p>{t(wasRecalled ? 'share.narrowed.recalled' : 'share.narrowed.unsent')}</p>
      {mayAsk ? (
        <div className="row print-hide">
          <Button
            icon="ask"
            isDisabled={busy}
            onPress={() => {
              run(() => acts.askRest(question, left));
            }}
          >
            {t('share.ask-rest', { fields: name(left) })}
          </Button>
        </div>
      ) : null}
      {refused === null ? null : <Fault>{refused}</Fault>}
    </Note>
  );
}
