import type { LetterDocument, SavedLetter } from '@amparo/casework/representations';
import { Button, Note } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { blockText } from './letter.ts';

interface Props {
  readonly mine: LetterDocument;
  readonly theirs: SavedLetter;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Two people wrote at once: both versions are shown and a person decides; nothing is merged in silence. */
export function Conflict({ mine, theirs, onMine, onTheirs }: Props) {
  const { t, dateTime } = useWords();
  return (
    <div className="stack">
      <Note tone="due" icon="note">
        <p className="strong">{t('conflict.title')}</p>
        <p>{t('conflict.safe')}</p>
        <p>{t('conflict.do')}</p>
      </Note>
      <div className="two">
        <section className="sheet stack">
          <h3>{t('conflict.mine')}</h3>
          <div>
            <Button onPress={onMine}>{t('conflict.keep-mine')}</Button>
          </div>
          <Text letter={mine} />
        </section>
        <section className="sheet stack">
          <h3>{t('conflict.theirs', { name: theirs.by, when: dateTime(theirs.at) })}</h3>
          <div>
            <Button onPress={onTheirs}>{t('conflict.keep-theirs')}</Button>
          </div>
          <Text letter={theirs.saved.document} />
        </section>
      </div>
    </div>
  );
}

function Text({ letter }: { readonly letter: LetterDocument }) {
  return (
    <div className="stack-tight letter-text" dir="auto">
      <p className="strong">{letter.title}</p>
      {letter.blocks.map((block, at) => (
        // A letter's blocks have no identity but their place.
        <p key={at} className={block.kind === 'heading' ? 'strong' : ''}>
          {blockText(block)}
        </p>
      ))}
    </div>
  );
}
