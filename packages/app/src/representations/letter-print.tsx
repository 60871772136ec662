import type { LetterDocument } from '@amparo/casework/representations';
import { useWords } from '../words/index.ts';

/** The letter on paper: seen only by the printer. Open notes are printed with their mark. */
export function LetterPrint({ letter }: { readonly letter: LetterDocument }) {
  const { t } = useWords();
  return (
    <div className="print-only print-letter" lang="en" dir="auto">
      <h1>{letter.title}</h1>
      {letter.blocks.map((block, at) => {
        // A letter's blocks have no identity but their place.
        switch (block.kind) {
          case 'heading':
            return <h2 key={at}>{block.text}</h2>;
          case 'paragraph':
            return <p key={at}>{block.text}</p>;
          case 'list':
            return (
              <ul key={at}>
                {block.items
                  .filter((item) => item.trim() !== '')
                  .map((item) => (
                    <li key={item}>{item}</li>
                  ))}
              </ul>
            );
          case 'check':
            return (
              <p key={at} className="print-check">
                [{t('letter.kind.check')}: {block.text}]
              </p>
            );
        }
      })}
    </div>
  );
}
