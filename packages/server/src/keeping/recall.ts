/** What was sent out of drawers that are erased is called back. */
import { fieldCode } from '@amparo/casework/packets';
import { listAbroad, takeBack } from '../packets/index.ts';
import type { Recall } from './erase.ts';

/**
 * Takes back every packet of a file that may still be somewhere and that has a field of an erased class. The
 * other nodes' answers come as receipts, and show where the packet is shown.
 */
export const recallFromFile: Recall = async (tx, { file, classes, actor, now }) => {
  const erased = new Set<string>(classes);
  const sent = (await listAbroad(tx, file)).filter(({ statement }) =>
    statement.codes.some((code) => erased.has(fieldCode(code).class ?? '')),
  );
  for (const packet of sent) await takeBack(tx, packet, { actor, now });
  return sent.length;
};
