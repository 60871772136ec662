/** How the client calls a node: one place that sends, checks what comes back, and never throws a "no". */
import type { z } from 'zod';
import { REFUSALS } from '@amparo/casework/kernel';
import type { Endpoint, Refusal, RefusalCode } from '@amparo/casework/kernel';
import type { CookieJar } from './cookie-jar.ts';
import { no, OFFLINE, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** What a caller needs. `cookies` is for programs outside a browser, which keeps its own. */
export interface CallerOptions {
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  readonly cookies?: CookieJar;
  /** How long to wait for an answer, in milliseconds. */
  readonly patienceMs?: number;
}

type Part<Name extends string, S extends z.ZodType> =
  z.input<S> extends Record<string, never>
    ? { readonly [K in Name]?: z.input<S> }
    : { readonly [K in Name]: z.input<S> };

/** Parameters and input of a call; a part that is empty may be left out. */
export type Asked<P extends z.ZodType, I extends z.ZodType> = Part<'params', P> & Part<'input', I>;

export interface Caller {
  readonly origin: string;
  /** Makes a call. Gives the answer only if it has the shape that the endpoint promises. */
  call<P extends z.ZodType, I extends z.ZodType, O extends z.ZodType>(
    endpoint: Endpoint<P, I, O>,
    asked: Asked<P, I>,
  ): Promise<Outcome<z.output<O>>>;
  /** Reads a path that is no call, such as a tile of the log, as bytes. */
  read(path: string): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
}

const PATIENCE_MS = 30_000;

/**
 * Makes a caller for one face of one node.
 *
 * Shape: `origin` without a path, as `http://localhost:4400`. Every call comes to an {@link Outcome}:
 * the checked answer, the node's refusal, or `offline` when no answer came in time.
 * Refuses for itself: `node/busy` when the node answers with a fault or with something it did not promise.
 */
export function createCaller(options: CallerOptions): Caller {
  const origin = new URL(options.origin).origin;
  const send = async (path: string, request: RequestInit): Promise<Response | undefined> => {
    const headers = new Headers(request.headers);
    if (options.cookies !== undefined) {
      const cookie = options.cookies.header();
      if (cookie !== undefined) headers.set('cookie', cookie);
      if (request.method !== 'GET') headers.set('origin', origin);
    }
    try {
      const signal = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
      const answer = await options.fetch(origin + path, { ...request, headers, signal });
      options.cookies?.keep(answer.headers);
      return answer;
    } catch {
      return undefined;
    }
  };
  return {
    origin,
    async call(endpoint, asked) {
      const { path, request } = toRequest(endpoint, asked);
      const answer = await send(path, request);
      if (answer === undefined) return OFFLINE;
      const body = await readJson(answer);
      if (body === undefined) return OFFLINE;
      if (!answer.ok) return { ok: false, offline: false, refusal: toRefusal(answer.status, body) };
      const parsed = endpoint.output.safeParse(body.json);
      if (parsed.success) return ok(parsed.data);
      return no('node/busy', `The node answered ${endpoint.path} with something else.`);
    },
    async read(path) {
      const answer = await send(path, { method: 'GET', redirect: 'error' });
      if (answer === undefined) return OFFLINE;
      if (!answer.ok) {
        const body = (await readJson(answer)) ?? { json: undefined };
        return { ok: false, offline: false, refusal: toRefusal(answer.status, body) };
      }
      try {
        return ok(new Uint8Array(await answer.arrayBuffer()));
      } catch {
        return OFFLINE;
      }
    },
  };
}

function toRequest(
  endpoint: Endpoint,
  asked: { readonly params?: unknown; readonly input?: unknown },
): { path: string; request: RequestInit } {
  const params = (asked.params ?? {}) as Readonly<Record<string, unknown>>;
  const input = (asked.input ?? {}) as Readonly<Record<string, unknown>>;
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const headers = { accept: 'application/json' };
  const request: RequestInit = { method: endpoint.method, headers, redirect: 'error' };
  if (endpoint.method === 'GET') {
    const query = new URLSearchParams(Object.entries(input).map(([k, v]) => [k, String(v)]));
    return { path: query.size === 0 ? path : `${path}?${query.toString()}`, request };
  }
  const sent = { ...headers, 'content-type': 'application/json' };
  return { path, request: { ...request, headers: sent, body: JSON.stringify(input) } };
}

/** The body as JSON, `{ json: undefined }` when it is none, or undefined when the line broke. */
async function readJson(answer: Response): Promise<{ json: unknown } | undefined> {
  let text: string;
  try {
    text = await answer.text();
  } catch {
    return undefined;
  }
  if (text === '') return { json: {} };
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { json: undefined };
  }
}

/** Reads RFC 9457 problem details with our `code`; an answer without one is judged by its status. */
function toRefusal(status: number, { json }: { readonly json: unknown }): Refusal {
  const problem = (typeof json === 'object' && json !== null ? json : {}) as {
    readonly code?: unknown;
    readonly detail?: unknown;
  };
  const { code, detail } = problem;
  if (typeof code === 'string' && Object.hasOwn(REFUSALS, code)) {
    const known = code as RefusalCode;
    return typeof detail === 'string' ? { code: known, detail } : { code: known };
  }
  return { code: BY_STATUS[status] ?? (status >= 500 ? 'node/busy' : 'request/malformed') };
}

const BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  401: 'session/none',
  404: 'not-available',
  413: 'request/too-large',
  429: 'request/too-many',
};
