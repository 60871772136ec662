/** The outside of a journey without a script: the node's calls through the supervisor. */
import type { Authorisation } from '@amparo/casework/grants';
import type { PacketAuthorisation } from '@amparo/casework/packets';
import { receiptKeys } from '@amparo/seal';
import type { WorkerSetup } from './channel.ts';
import type { Line } from './line.ts';
import type { Calls, Outside, Session } from './outside.ts';
import { openTicket, sealTicket } from './tickets.ts';

export interface WorkerOutside {
  readonly setup: WorkerSetup;
  readonly line: Line;
  /** For limits only. */
  readonly address: string;
}

/**
 * How long a ticket can be used again after its first use. A report that was sent over a bad line
 * must still show its receipt; an open mailbox must be closed when somebody else goes back to it.
 */
const GRACE_MILLISECONDS: Readonly<Record<Session['kind'], number>> = {
  code: 10_000,
  open: 10_000,
  draft: 600_000,
  sent: 600_000,
};

/** Makes the outside for one form. */
export function outsideOfWorker({ setup, line, address }: WorkerOutside): Outside {
  const key = Uint8Array.from(setup.ticketKey);
  // The supervisor answers with what the call of that name gives.
  const ask = (name: keyof Calls, input?: unknown): Promise<never> =>
    line.ask<never>({ do: 'call', name, input, address });
  return {
    sealedWhere: 'node',
    nodeKey: setup.place.nodeKey,
    calls: {
      startReport: () => ask('startReport'),
      sendReport: (input) => ask('sendReport', input),
      findSalt: (input) => ask('findSalt', input),
      openMailbox: (input) => ask('openMailbox', input),
      answerFromMailbox: (input) => ask('answerFromMailbox', input),
      deleteMailbox: (input) => ask('deleteMailbox', input),
      narrowSharing: (input) => ask('narrowSharing', input),
      readMyKeeping: (input) => ask('readMyKeeping', input),
      stopSharing: (input) => ask('stopSharing', input),
      setPage: (input) => ask('setPage', input),
      openPage: (input) => ask('openPage', input),
    },
    stretch: receiptKeys,
    // The second secret never reaches the node: no page of ours sends it here.
    stretchPage: () => Promise.reject(new Error('There is no second secret without a script.')),
    attest: (statement) => line.ask<Authorisation>({ do: 'attest', statement }),
    attestPacket: (statement) => line.ask<PacketAuthorisation>({ do: 'attest-packet', statement }),
    keep: (session) => sealTicket(key, session),
    recall: async (ticket) => {
      const opened = await openTicket(key, ticket, new Date());
      if (opened === undefined) return undefined;
      const { id, session } = opened;
      const graceMilliseconds = GRACE_MILLISECONDS[session.kind];
      const { until } = session;
      const isUnused = await line.ask({ do: 'spend', ticket: id, until, graceMilliseconds });
      return isUnused === true ? session : undefined;
    },
    now: () => new Date(),
  };
}
