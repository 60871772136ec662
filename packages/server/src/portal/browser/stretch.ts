/** Runs in a thread of its own: the slow hash over a receipt or a second secret, and nothing else. */
import { pageKeys, receiptKeys } from '@amparo/seal';
import type { Bytes, SecondSecret } from '@amparo/seal';

interface ReceiptSecret {
  readonly secret: string;
  readonly salt: Bytes;
}

addEventListener('message', (event: MessageEvent<ReceiptSecret | SecondSecret>) => {
  const { data } = event;
  const keys = 'half' in data ? pageKeys(data) : receiptKeys(data.secret, data.salt);
  keys.then(
    (made) => postMessage(made),
    () => postMessage(null),
  );
});
