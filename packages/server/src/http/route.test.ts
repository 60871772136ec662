import { expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '@amparo/casework/kernel';
import { ok } from '../outcome.ts';
import type { Asked } from './route.ts';
import { route } from './route.ts';

const call = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/things/:thing',
  summary: 'A call for this test.',
  session: false,
  params: z.strictObject({ thing: z.string().length(3) }),
  input: z.strictObject({ count: z.int() }),
  output: z.strictObject({ doubled: z.int() }),
});
const asked = {} as Asked;

test('a route without a permission does not compile', () => {
  const handle = async () => ok({ doubled: 2 });
  // @ts-expect-error -- `needs` is missing, and that must stay an error of the compiler.
  expect(route(call, { handle })).toBeDefined();
});

test('a handler that answers something else does not compile', () => {
  const needs = async () => ok(null);
  // @ts-expect-error -- the contract says `doubled`.
  expect(route(call, { needs, handle: async () => ok({ tripled: 3 }) })).toBeDefined();
});

test('a refused permission is the answer, and the handler never runs', async () => {
  let ran = false;
  const guarded = route(call, {
    needs: async () => ({ ok: false, refusal: { code: 'not-available' } }) as const,
    handle: async () => {
      ran = true;
      return ok({ doubled: 2 });
    },
  });
  const outcome = await guarded.answer(asked, { params: { thing: 'abc' }, input: { count: 1 } });
  expect(outcome).toEqual({ ok: false, refusal: { code: 'not-available' } });
  expect(ran).toBe(false);
});

test('an answer with more in it than the contract says is a fault, not an answer', async () => {
  const leaking = route(call, {
    needs: async () => ok(null),
    handle: async () => ok({ doubled: 2, secret: 'x' } as { doubled: number }),
  });
  const raw = { params: { thing: 'abc' }, input: { count: 1 } };
  await expect(leaking.answer(asked, raw)).rejects.toThrow();
});

test('wrong input is refused by the names of its fields', async () => {
  const served = route(call, {
    needs: async () => ok(null),
    handle: async () => ok({ doubled: 2 }),
  });
  const outcome = await served.answer(asked, { params: { thing: 'abc' }, input: { count: 'x' } });
  expect(outcome).toEqual({
    ok: false,
    refusal: { code: 'request/malformed', detail: 'count invalid_type' },
  });
});
