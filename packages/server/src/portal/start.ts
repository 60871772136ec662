/** Starts the survivors' portal: the supervisor, its workers, and the node's calls behind them. */
import { randomBytes } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { AuthorisationStatement } from '@amparo/casework/grants';
import { PacketAuthorisationStatement } from '@amparo/casework/packets';
import { createLimiter } from '../http/limiter.ts';
import type { Limiter, Rate } from '../http/limiter.ts';
import { faultFields } from '../logger.ts';
import { mountCalls } from '../http/calls.ts';
import { no, type Outcome } from '../outcome.ts';
import type { PortalDeps, RunningPortal } from '../reports/index.ts';
import { loadBuiltLaw, loadBuiltPortal } from './built-files.ts';
import { calmAnswer } from './calm.ts';
import { loadAllWords } from './catalogues.ts';
import type { Ask, JsonAnswer, JsonCall } from './channel.ts';
import { COSTLY, NODE_CALLS } from './node-calls.ts';
import { createSpentTickets } from './spent-tickets.ts';
import type { SpentTickets } from './spent-tickets.ts';
import { BOUNDS, Supervisor } from './supervisor.ts';
import type { Bounds } from './supervisor.ts';

/** How many forms one sender may send. Above what a person does. */
const FORMS: Rate = { name: 'portal form', perMinute: 90 };

/**
 * Starts the portal and gives its address.
 *
 * Shape: listens when the first worker is ready; `bounds` is for tests of overload.
 * Throws when the portal was not built, or cannot listen.
 */
export async function startPortal(
  deps: PortalDeps,
  bounds: Bounds = BOUNDS,
): Promise<RunningPortal> {
  const portal = loadBuiltPortal();
  const law = loadBuiltLaw();
  const { config, log } = deps;
  const calls = fastify({ logger: false, trustProxy: config.behindProxy });
  mountCalls(calls, 'portal', deps);
  await calls.ready();
  const limiter = createLimiter();
  const spent = createSpentTickets();
  const { nodeName, country, demo } = config;
  const supervisor = new Supervisor({
    setup: {
      place: { nodeName, country, demo, nodeKey: deps.calls.nodeKey },
      portal,
      ticketKey: randomBytes(32),
      behindProxy: config.behindProxy,
      isSecure: config.publicUrl?.startsWith('https:') === true,
    },
    bounds,
    log,
    calm: calmAnswer(loadAllWords()),
    fulfil: (ask) => fulfil(ask, { deps, calls, limiter, spent, law }),
  });
  const stop = async (): Promise<void> => {
    await supervisor.stop();
    await calls.close();
  };
  const port = await supervisor.start(config.host, config.port).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url: config.publicUrl ?? `http://localhost:${String(port)}`,
    stop,
  };
}

interface Fulfilling {
  readonly deps: PortalDeps;
  readonly calls: FastifyInstance;
  readonly limiter: Limiter;
  readonly spent: SpentTickets;
  readonly law: Uint8Array;
}

async function fulfil(ask: Ask, fulfilling: Fulfilling): Promise<unknown> {
  const { deps, calls, limiter, spent, law } = fulfilling;
  try {
    switch (ask.do) {
      case 'admit':
        return limiter.mayTry(FORMS, ask.address);
      case 'call':
        return await callNode(ask, fulfilling);
      case 'spend':
        return spent.spend(ask.ticket, ask);
      case 'attest':
        return await deps.calls.signAsNode(AuthorisationStatement.parse(ask.statement));
      case 'attest-packet':
        return await deps.calls.signPacketAsNode(PacketAuthorisationStatement.parse(ask.statement));
      case 'json':
        return await callJson(ask.call, calls);
      case 'law':
        return law;
    }
  } catch (error) {
    deps.log.error({ event: 'portal-call-failed', ...faultFields(error) });
    throw error;
  }
}

async function callNode(
  { name, input, address }: Ask & { do: 'call' },
  { deps, limiter }: Fulfilling,
): Promise<Outcome<unknown>> {
  const rate = COSTLY[name];
  if (rate !== undefined && !limiter.mayTry(rate, address)) return no('request/too-many');
  return NODE_CALLS[name](deps.calls, input);
}

async function callJson(call: JsonCall, calls: FastifyInstance): Promise<JsonAnswer> {
  const answer = await calls.inject({
    method: 'POST',
    url: call.path,
    payload: Buffer.from(call.body),
    headers: call.headers,
    remoteAddress: call.address,
  });
  return {
    status: answer.statusCode,
    type: answer.headers['content-type']?.toString() ?? 'application/json',
    body: answer.body,
  };
}
