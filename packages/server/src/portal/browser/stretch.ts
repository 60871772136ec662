/** Runs in a thread of its own: the slow hash over a receipt, and nothing else. */
import { receiptKeys } from '@amparo/seal';
import type { Bytes } from '@amparo/seal';

interface Asked {
  readonly secret: string;
  readonly salt: Bytes;
}

addEventListener('message', (event: MessageEvent<Asked>) => {
  const { secret, salt } = event.data;
  receiptKeys(secret, salt).then(
    (keys) => postMessage(keys),
    () => postMessage(null),
  );
});
