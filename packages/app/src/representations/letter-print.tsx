import type { Block, LetterDocument } from '@amparo/casework/representations';
import { useWords } from '../words/index.ts';
import { languageOf } from './letter.ts';

/** The letter on paper: seen only by the printer. Open notes are printed with their mark. */
export function LetterPrint({ letter }: { readonly letter: LetterDocument }) {
  const { t } = useWords();
  return <LetterPaper letter={letter} check={t('letter.kind.check')} />;
}

interface PaperProps {
  readonly letter: LetterDocument;
  /** The mark of an open note, in the language of whoever prints it. */
  readonly check: string;
}

/** The letter in its own language and direction, whatever the app is set to. */
export function LetterPaper({ letter, check }: PaperProps) {
  const { tag, direction } = languageOf(letter);
  return (
    <div className="print-only print-letter" lang={tag} dir={direction}>
      <h1>{letter.title}</h1>
      {letter.blocks.map((block, at) => (
        // A letter's blocks have no identity but their place.
        <PaperBlock key={at} block={block} check={check} />
      ))}
    </div>
  );
}

function PaperBlock({ block, check }: { readonly block: Block; readonly check: string }) {
  switch (block.kind) {
    case 'heading':
      return <h2 className={block.newPage === true ? 'print-new-page' : ''}>{block.text}</h2>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'list':
      // A law is cited in its own language: each line runs as its own words do.
      return (
        <ul>
          {block.items
            .filter((item) => item.trim() !== '')
            .map((item) => (
              <li key={item} dir="auto">
                {item}
              </li>
            ))}
        </ul>
      );
    case 'check':
      return (
        <p className="print-check" dir="auto">
          [{check}: {block.text}]
        </p>
      );
  }
}
