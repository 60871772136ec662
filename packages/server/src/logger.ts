/**
 * The node's own log lines. Every field is on the allow-list; a field that is not listed never
 * reaches the output, whoever passes it. No address, no path with ids, no text of a request.
 */
import { pino } from 'pino';

/** Every field that a log line can have, and why an operator needs it. */
export const LOG_FIELDS = {
  event: 'what happened, one word of the program',
  face: 'which of the three servers answered',
  peer: 'the name of another node, as the federation file has it',
  method: 'the HTTP method',
  route: 'the pattern of the path, never the path',
  status: 'the HTTP status',
  milliseconds: 'how long it took',
  code: 'the refusal, or the error code of PostgreSQL or Node',
  fault: 'the class of an unexpected error',
  frames: 'file and line of an unexpected error, without its message',
  count: 'how many rows a maintenance task touched',
  task: 'the name of a maintenance task',
  version: 'the version of a program or schema',
} as const;

export type LogFields = { readonly [K in keyof typeof LOG_FIELDS]?: string | number };

export interface Logger {
  info(fields: LogFields & { readonly event: string }): void;
  warn(fields: LogFields & { readonly event: string }): void;
  error(fields: LogFields & { readonly event: string }): void;
}

/**
 * A logger that writes JSON lines with listed fields only.
 *
 * Shape: `write` receives one line at a time; without it lines go to standard error.
 */
export function createLogger(write?: (line: string) => void): Logger {
  const sink = { write: write ?? ((line: string) => void process.stderr.write(line)) };
  const out = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  return {
    info: (fields) => out.info(listed(fields)),
    warn: (fields) => out.warn(listed(fields)),
    error: (fields) => out.error(listed(fields)),
  };
}

/** The loggable part of an unexpected error: its class, code and stack frames, never its message. */
export function faultFields(error: unknown): Omit<LogFields, 'event'> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ');
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { fault: error.name, frames, ...code };
}

function listed(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(LOG_FIELDS)) {
    const value = fields[name];
    if (typeof value === 'string' || typeof value === 'number') kept[name] = value;
  }
  return kept;
}
