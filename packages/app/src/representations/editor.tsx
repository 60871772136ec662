/** Writing a letter: headings, paragraphs, lists and notes to oneself, all reachable by keyboard. */
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { Block, LetterDocument } from '@amparo/casework/representations';
import { Button, Icon, LineField, PickOne } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import {
  BLOCK_KINDS,
  blockText,
  insertAfter,
  moveBlock,
  removeBlock,
  setKind,
  setText,
} from './letter.ts';

interface Props {
  readonly letter: LetterDocument;
  readonly onChange: (letter: LetterDocument) => void;
}

export function Editor({ letter, onChange }: Props) {
  const { t } = useWords();
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const areas = list.current?.querySelectorAll('textarea');
    areas?.[wanted.current]?.focus();
    wanted.current = null;
  });
  const change = (next: LetterDocument, focus?: number) => {
    if (focus !== undefined) wanted.current = Math.max(0, Math.min(focus, next.blocks.length - 1));
    onChange(next);
  };
  return (
    <div className="stack">
      <LineField
        width="wide"
        label={t('letter.title')}
        value={letter.title}
        onChange={(title) => {
          onChange({ ...letter, title });
        }}
      />
      <ol className="letter-paper" role="list" ref={list} aria-label={t('letter.text')}>
        {letter.blocks.map((block, at) => (
          // Blocks have no identity of their own; their place is what a person sees and edits.
          <li key={at} className={`block block-${block.kind}`}>
            <BlockEditor
              block={block}
              at={at}
              count={letter.blocks.length}
              letter={letter}
              onChange={change}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button
          icon="add"
          onPress={() => {
            change(insertAfter(letter, letter.blocks.length), letter.blocks.length);
          }}
        >
          {t('letter.add')}
        </Button>
      </div>
    </div>
  );
}

interface BlockProps {
  readonly block: Block;
  readonly at: number;
  readonly count: number;
  readonly letter: LetterDocument;
  readonly onChange: (letter: LetterDocument, focus?: number) => void;
}

function BlockEditor(props: BlockProps) {
  const { block, at, count, letter, onChange } = props;
  const { t } = useWords();
  const text = blockText(block);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const next = afterKey(event, props, text);
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.letter, next.focus);
  };
  return (
    <>
      {block.kind === 'check' ? (
        <p className="block-flag">
          <Icon name="note" size={16} /> {t('letter.kind.check')}
        </p>
      ) : null}
      <textarea
        className="block-text"
        dir="auto"
        rows={Math.max(1, text.split('\n').length)}
        aria-label={t('letter.block', {
          number: at + 1,
          count,
          kind: t(`letter.kind.${block.kind}`),
        })}
        value={text}
        onChange={(event) => {
          onChange(setText(letter, at, event.target.value));
        }}
        onKeyDown={onKeyDown}
      />
      <Tools {...props} />
    </>
  );
}

/** Enter begins a paragraph, Backspace in an empty part removes it, Alt with an arrow moves it. */
function afterKey(
  { key, shiftKey, altKey, nativeEvent }: KeyboardEvent<HTMLTextAreaElement>,
  { block, at, count, letter }: BlockProps,
  text: string,
): { readonly letter: LetterDocument; readonly focus: number } | undefined {
  if (key === 'Enter' && !shiftKey && !nativeEvent.isComposing && block.kind !== 'list') {
    return { letter: insertAfter(letter, at), focus: at + 1 };
  }
  if (key === 'Backspace' && text === '' && count > 1) {
    return { letter: removeBlock(letter, at), focus: at - 1 };
  }
  if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    const by = key === 'ArrowUp' ? -1 : 1;
    return { letter: moveBlock(letter, at, by), focus: at + by };
  }
  return undefined;
}

/** What can be done with the part that has the focus; nothing needs a mouse. */
function Tools({ block, at, count, letter, onChange }: BlockProps) {
  const { t } = useWords();
  return (
    <div className="block-tools">
      <PickOne
        label={t('letter.kind')}
        choices={BLOCK_KINDS.map((kind) => ({ value: kind, label: t(`letter.kind.${kind}`) }))}
        value={block.kind}
        onChange={(kind) => {
          onChange(setKind(letter, at, kind));
        }}
      />
      <Button
        weight="plain"
        isDisabled={at === 0}
        onPress={() => {
          onChange(moveBlock(letter, at, -1));
        }}
      >
        {t('letter.up')}
      </Button>
      <Button
        weight="plain"
        isDisabled={at === count - 1}
        onPress={() => {
          onChange(moveBlock(letter, at, 1));
        }}
      >
        {t('letter.down')}
      </Button>
      <Button
        weight="plain"
        onPress={() => {
          onChange(removeBlock(letter, at), at);
        }}
      >
        {t('letter.remove')}
      </Button>
    </div>
  );
}
