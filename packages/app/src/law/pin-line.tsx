import { Note } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import type { PinState } from './pin-of-node.ts';

/** Who answers for the law of this app, or that nobody does: never silently. */
export function PinLine({ pin }: { readonly pin: PinState }) {
  const words = useWords();
  const { t } = words;
  if (pin.state === 'pinned') {
    const { version, pinnedAt } = pin;
    // A name keeps its own direction in a sentence of another.
    const signers = pin.signers.map((name) => `\u2068${name}\u2069`);
    const date = words.date(pinnedAt.slice(0, 10));
    return (
      <p className="small soft">
        {t('pin.pinned', { version, date, signers: words.list(signers) })}
      </p>
    );
  }
  if (pin.state === 'unreached') return <p className="small soft">{t('pin.unreached')}</p>;
  return (
    <Note tone="due" icon="law">
      <p className="strong">
        {pin.state === 'other' ? t('pin.other', { version: pin.version }) : t(`pin.${pin.state}`)}
      </p>
      <p>{t(`pin.${pin.state}.do`)}</p>
    </Note>
  );
}
