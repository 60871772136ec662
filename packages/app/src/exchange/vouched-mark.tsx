/** The mark of a person who said yes to a worker: the drawing, or the voice, as it was kept sealed. */
import { useEffect, useState } from 'react';
import type { PacketVouched } from '@amparo/casework/packets';
import { fromBase64url } from '@amparo/seal';
import { useWords } from '../words/index.ts';

export function VouchedMark({ vouched }: { readonly vouched: PacketVouched }) {
  const { t } = useWords();
  const { signedBy, mark } = vouched;
  const address = useMarkAddress(signedBy === 'said' ? null : mark);
  return (
    <div className="stack-tight">
      <p className="small">{t(`share.vouched.${signedBy}`)}</p>
      {address === null || signedBy !== 'drawn' ? null : (
        <img className="drawn-mark" src={address} alt={t('vouch.draw')} />
      )}
      {address === null || signedBy !== 'voice' ? null : (
        <audio controls src={address} aria-label={t('vouch.speak')} />
      )}
    </div>
  );
}

/** An address of this page's memory for the bytes of a mark; nothing is fetched from anywhere. */
function useMarkAddress(mark: string | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (mark === null) return undefined;
    const made = URL.createObjectURL(new Blob([fromBase64url(mark)]));
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [mark]);
  return address;
}
