import { z } from 'zod';
import { endpoint, Id, Nothing } from '../kernel/index.ts';
import { AccessRecord } from './model.ts';

/** For members of the lead desk. Reading it is itself logged. */
export const readAccessLog = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/files/:file/access-log',
  summary: 'Who did what with this file, newest first, with what proves each line.',
  session: true,
  params: z.strictObject({ file: Id }),
  input: Nothing,
  output: z.strictObject({ records: z.array(AccessRecord), checkpoint: z.string() }),
});

/** For oversight desks: all openings, pseudonymous, in pages of 1 000 by index. */
export const readOpenings = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/log/openings',
  summary: 'Salts and details of leaves from an index on, for an oversight desk.',
  session: true,
  params: Nothing,
  input: z.strictObject({ from: z.coerce.number().int().min(0) }),
  output: z.strictObject({ records: z.array(AccessRecord), next: z.int().nullable() }),
});
