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
import type { Rate } from '../http/limiter.ts';
import type { Limiter } from '../http/limiter.ts';
import { type Asked, type Route, route } from '../http/route.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import type { PortalCalls } from './portal-calls.ts';

const START: Rate = { name: 'start report', perMinute: 20 };
const SEND: Rate = { name: 'send report', perMinute: 10 };
const MAILBOX: Rate = { name: 'mailbox', perMinute: 60 };

/** The JSON calls of the portal's face; what they need is a receipt, checked by the call itself. */
export function portalRoutes(calls: PortalCalls, limiter: Limiter): Route[] {
  const atMost =
    (rate: Rate) =>
    async ({ source }: Asked): Promise<Outcome<null>> =>
      limiter.mayTry(rate, source) ? ok(null) : no('request/too-many');
  const needs = atMost(MAILBOX);
  return [
    route(startReport, { needs: atMost(START), handle: () => calls.startReport() }),
    route(sendReport, {
      needs: atMost(SEND),
      handle: ({ input }) => calls.sendReport(input, 'browser'),
    }),
    route(findSalt, { needs, handle: ({ input }) => calls.findSalt(input) }),
    route(openMailbox, { needs, handle: ({ input }) => calls.openMailbox(input) }),
    route(answerFromMailbox, { needs, handle: ({ input }) => calls.answerFromMailbox(input) }),
    route(deleteMailbox, { needs, handle: ({ input }) => calls.deleteMailbox(input) }),
    route(setPage, { needs, handle: ({ input }) => calls.setPage(input) }),
    route(openPage, { needs, handle: ({ input }) => calls.openPage(input) }),
    route(readMyKeeping, { needs, handle: ({ input }) => calls.readMyKeeping(input) }),
    route(narrowSharing, { needs, handle: ({ input }) => calls.narrowSharing(input) }),
    route(stopSharing, { needs, handle: ({ input }) => calls.stopSharing(input) }),
  ];
}
