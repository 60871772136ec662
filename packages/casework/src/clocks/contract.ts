/** Clocks as the node knows them: an opaque id, a due date, a desk. What is due is sealed. */
import { z } from 'zod';
import { CivilDate, endpoint, Id, Instant, Nothing } from '../kernel/index.ts';

export const Clock = z.strictObject({
  clock: Id,
  file: Id,
  desk: Id,
  due: CivilDate,
  owner: Id,
  deputy: Id.nullable(),
  state: z.enum(['running', 'met', 'missed', 'stopped']),
});
export type Clock = z.infer<typeof Clock>;

export const putClock = endpoint({
  face: 'app',
  method: 'PUT',
  path: '/api/clocks/:clock',
  summary: 'Sets or settles a clock, so that the desk sees its date without opening the file.',
  session: true,
  params: z.strictObject({ clock: Id }),
  input: Clock,
  output: Nothing,
});

export const readClocks = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/desks/:desk/clocks',
  summary: 'The clocks of a desk.',
  session: true,
  params: z.strictObject({ desk: Id }),
  input: Nothing,
  output: z.strictObject({ clocks: z.array(Clock), time: Instant }),
});
