/**
 * One guarded call. A route is a contract of casework with the permission it needs and what it does;
 * without the permission it does not compile.
 */
import type { z } from 'zod';
import type { Endpoint } from '@amparo/casework/kernel';
import type { Outcome } from '../outcome.ts';
import type { MemberActor } from './member.ts';

/** The request behind a call, without anything that says where it came from. */
export interface Asked {
  /** A name for the sender that lives as long as the limiter's secret; never an address. */
  readonly source: string;
  /** The origin of this face, as the sender's browser sees it. */
  readonly origin: string;
  /** Who has the session of this request, or null: only calls without a session get null. */
  readonly member: MemberActor | null;
  readonly now: Date;
  /** Sets the cookie of this face until a moment, or takes it away. */
  keepToken(token: string, until: Date): void;
  dropToken(): void;
}

/** What a handler is given: parsed and strictly checked parameters and input, and a proved actor. */
interface Call<P, I, A> extends Asked {
  readonly params: P;
  readonly input: I;
  readonly actor: A;
}

/** A permission: proves who asks, or refuses. */
type Needs<P, I, A> = (
  asked: Asked & { readonly params: P; readonly input: I },
) => Promise<Outcome<A>>;

export interface Served<P, I, O, A> {
  readonly needs: Needs<P, I, A>;
  readonly handle: (call: Call<P, I, A>) => Promise<Outcome<O>>;
  /** The largest body; 160 KiB where nothing is said, which carries one sealed entry. */
  readonly maxBytes?: number;
}

/** A route as the server mounts it. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly maxBytes: number;
  readonly answer: (
    asked: Asked,
    raw: { readonly params: unknown; readonly input: unknown },
  ) => Promise<Outcome<unknown>>;
}

const MAX_BYTES = 160 * 1024;

/**
 * Binds a contract to the permission it needs and to what it does.
 *
 * Refuses: `request/malformed` before `needs` is asked, naming the fields that were wrong, never their
 * values. Throws when an answer does not fit its contract: that is a fault of the node.
 */
export function route<P extends z.ZodType, I extends z.ZodType, O extends z.ZodType, A>(
  endpoint: Endpoint<P, I, O>,
  served: Served<z.output<P>, z.output<I>, z.input<O>, A>,
): Route {
  return {
    endpoint,
    maxBytes: served.maxBytes ?? MAX_BYTES,
    answer: async (asked, raw) => {
      const params = endpoint.params.safeParse(raw.params);
      if (!params.success) return { ok: false, refusal: { code: 'not-available' } };
      const input = endpoint.input.safeParse(raw.input);
      if (!input.success) return malformed(input.error);
      const known = { ...asked, params: params.data, input: input.data };
      const permitted = await served.needs(known);
      if (!permitted.ok) return permitted;
      const outcome = await served.handle({ ...known, actor: permitted.value });
      return outcome.ok ? { ok: true, value: endpoint.output.parse(outcome.value) } : outcome;
    },
  };
}

function malformed(error: z.ZodError): Outcome<never> {
  const fields = error.issues.map((issue) => `${issue.path.map(String).join('.')} ${issue.code}`);
  const detail = [...new Set(fields)].slice(0, 5).join('; ').slice(0, 300);
  return { ok: false, refusal: { code: 'request/malformed', detail } };
}
