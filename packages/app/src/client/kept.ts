import type { z } from 'zod';
import type { Endpoint } from '@amparo/casework/kernel';
import type { Asked } from './caller.ts';
import { ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { refuseLocked } from './session.ts';
import type { Session } from './session.ts';

/** An answer of the node, or this device's sealed copy of the last one. */
export interface Kept<T> {
  readonly value: T;
  readonly fromCopy: boolean;
}

/**
 * Asks the node and keeps the answer sealed under `name`; without a line gives what was kept.
 *
 * Refuses: what the node refuses, after which nothing is kept; `session/none` when locked.
 */
export async function askOrRecall<P extends z.ZodType, I extends z.ZodType, O extends z.ZodType>(
  session: Session,
  name: string,
  endpoint: Endpoint<P, I, O>,
  asked: Asked<P, I>,
): Promise<Outcome<Kept<z.output<O>>>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const answer = await session.caller.call(endpoint, asked);
  if (answer.ok) {
    await session.store.put('profile', name, answer.value);
    return ok({ value: answer.value, fromCopy: false });
  }
  if (!answer.offline) {
    if (answer.refusal.code !== 'session/none') await session.store.delete('profile', name);
    return answer;
  }
  const kept = endpoint.output.safeParse(await session.store.get('profile', name));
  return kept.success ? ok({ value: kept.data, fromCopy: true }) : answer;
}
