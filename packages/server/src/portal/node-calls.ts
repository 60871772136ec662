/** The node's calls as a worker process may ask for them. */
import {
  answerFromMailbox,
  deleteMailbox,
  findSalt,
  narrowSharing,
  openMailbox,
  openPage,
  readMyKeeping,
  sendReport,
  setPage,
  startReport,
  stopSharing,
} from '@amparo/casework/reports';
import type { z } from 'zod';
import type { Rate } from '../http/limiter.ts';
import { no, type Outcome } from '../outcome.ts';
import type { PortalCalls } from '../reports/index.ts';
import type { Calls } from './outside.ts';

/** How often one sender may do what costs the node something. Above what a person does. */
export const COSTLY: Readonly<Partial<Record<keyof Calls, Rate>>> = {
  findSalt: { name: 'portal code', perMinute: 10 },
  startReport: { name: 'portal start', perMinute: 20 },
  sendReport: { name: 'portal send', perMinute: 6 },
};

type NodeCall = (calls: PortalCalls, input: unknown) => Promise<Outcome<unknown>>;

/**
 * A worker has parsed hostile input, so what it asks for is checked like what comes over HTTP.
 *
 * Refuses: `request/malformed`, and what the call refuses.
 */
export const NODE_CALLS: Readonly<Record<keyof Calls, NodeCall>> = {
  startReport: checked(startReport, (calls) => calls.startReport()),
  sendReport: checked(sendReport, (calls, parcel) => calls.sendReport(parcel, 'node')),
  findSalt: checked(findSalt, (calls, asked) => calls.findSalt(asked)),
  openMailbox: checked(openMailbox, (calls, held) => calls.openMailbox(held)),
  answerFromMailbox: checked(answerFromMailbox, (calls, said) => calls.answerFromMailbox(said)),
  deleteMailbox: checked(deleteMailbox, (calls, held) => calls.deleteMailbox(held)),
  setPage: checked(setPage, (calls, asked) => calls.setPage(asked)),
  openPage: checked(openPage, (calls, asked) => calls.openPage(asked)),
  readMyKeeping: checked(readMyKeeping, (calls, asked) => calls.readMyKeeping(asked)),
  narrowSharing: checked(narrowSharing, (calls, asked) => calls.narrowSharing(asked)),
  stopSharing: checked(stopSharing, (calls, held) => calls.stopSharing(held)),
};

function checked<I extends z.ZodType>(
  endpoint: { readonly input: I },
  call: (calls: PortalCalls, input: z.output<I>) => Promise<Outcome<unknown>>,
): NodeCall {
  return async (calls, input) => {
    const parsed = endpoint.input.safeParse(input ?? {});
    return parsed.success ? call(calls, parsed.data) : no('request/malformed');
  };
}
