/**
 * How the node and its clients agree on a call: one value per call, read by both ends.
 * The server mounts it, the app and the command line call it, the OpenAPI document is made from it.
 */
import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Which face of a node answers: the practitioners' app, or the survivors' portal. */
export type Face = 'app' | 'portal';

/**
 * One call. `path` has `:name` parts that `params` describes; `input` is the JSON body (or the
 * query of a GET). `session: false` marks the few calls that anybody may make.
 */
export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  readonly face: Face;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly session: boolean;
  readonly params: P;
  readonly input: I;
  readonly output: O;
}

/** Declares a call and keeps its exact types. */
export function endpoint<P extends z.ZodType, I extends z.ZodType, O extends z.ZodType>(
  call: Endpoint<P, I, O>,
): Endpoint<P, I, O> {
  return call;
}
