/** The outside of a journey in the browser: calls over the line, sessions in this page's memory. */
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
import { REFUSALS } from '@amparo/casework/kernel';
import type { Endpoint, RefusalCode } from '@amparo/casework/kernel';
import { signAuthorisation } from '@amparo/seal';
import type { PageKeys, ReceiptKeys } from '@amparo/seal';
import type { z } from 'zod';
import type { Outcome } from '../../outcome.ts';
import type { Outside, Session } from '../outside.ts';
import { trusted } from './device.ts';

const PATIENCE_MILLISECONDS = 60_000;

/**
 * Makes the outside of this page.
 *
 * Shape: `stretchScript` is the checked script of the slow hash, `nodeKey` as the page says it.
 * `forget` drops every session.
 */
export function outsideOfBrowser(
  stretchScript: Blob,
  nodeKey: string,
): Outside & { forget(): void } {
  const sessions = new Map<string, Session>();
  return {
    sealedWhere: 'browser',
    nodeKey,
    calls: {
      startReport: () => call(startReport, {}),
      sendReport: (parcel) => call(sendReport, parcel),
      findSalt: (asked) => call(findSalt, asked),
      openMailbox: (held) => call(openMailbox, held),
      answerFromMailbox: (answer) => call(answerFromMailbox, answer),
      deleteMailbox: (held) => call(deleteMailbox, held),
      narrowSharing: (asked) => call(narrowSharing, asked),
      readMyKeeping: (asked) => call(readMyKeeping, asked),
      stopSharing: (held) => call(stopSharing, held),
      setPage: (asked) => call(setPage, asked),
      openPage: (asked) => call(openPage, asked),
    },
    stretch: (secret, salt) => stretch<ReceiptKeys>(stretchScript, { secret, salt }),
    stretchPage: (secret) => stretch<PageKeys>(stretchScript, secret),
    attest: async (statement, signingSeed) => ({
      ...(await signAuthorisation(statement, signingSeed)),
      attestedBy: 'person-key',
    }),
    attestPacket: async (statement, { signingSeed, signingKey: key }) => {
      const { signature } = await signAuthorisation(statement, signingSeed);
      return { statement, attestation: { by: 'person-key', key, signature } };
    },
    keep: async (session) => {
      const ticket = crypto.randomUUID();
      sessions.set(ticket, session);
      return ticket;
    },
    recall: async (ticket) => {
      const session = sessions.get(ticket ?? '');
      return session !== undefined && Date.parse(session.until) > Date.now() ? session : undefined;
    },
    now: () => new Date(),
    forget: () => sessions.clear(),
  };
}

/** One JSON call. A dead line and an answer nobody understands are both `node/busy`. */
async function call<O extends z.ZodType>(
  endpoint: Endpoint<z.ZodType, z.ZodType, O>,
  input: unknown,
): Promise<Outcome<z.output<O>>> {
  try {
    const response = await fetch(endpoint.path, {
      method: endpoint.method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    const answer: unknown = await response.json();
    if (!response.ok) return { ok: false, refusal: { code: refusalCode(answer) } };
    return { ok: true, value: endpoint.output.parse(answer) };
  } catch {
    return { ok: false, refusal: { code: 'node/busy' } };
  }
}

function refusalCode(answer: unknown): RefusalCode {
  const code =
    typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined;
  return typeof code === 'string' && Object.hasOwn(REFUSALS, code)
    ? (code as RefusalCode)
    : 'node/busy';
}

/** The slow hash, in a thread of its own, so that "Leave this page" works while it runs. */
async function stretch<Keys>(script: Blob, asked: object): Promise<Keys> {
  const address = URL.createObjectURL(script);
  const worker = new Worker(trusted.createScriptURL(address));
  try {
    return await new Promise<Keys>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent<Keys | null>) => {
        if (event.data === null) reject(new Error('The slow hash did not run.'));
        else resolve(event.data);
      });
      worker.addEventListener('error', () => reject(new Error('The slow hash did not load.')));
      worker.postMessage(asked);
    });
  } finally {
    worker.terminate();
    URL.revokeObjectURL(address);
  }
}
