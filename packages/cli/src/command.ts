import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { findNearest } from './nearest.ts';

/** What the file of a command exports. */
export type Command = {
  /** The help text: how to call it, each option, exit codes, an example. */
  readonly usage: string;
  /**
   * Does the work and returns the exit code.
   *
   * Shape: `args` without the command's own name. Results go to stdout, everything else to stderr.
   * Throws `UsageError` when it was called wrongly.
   */
  readonly run: (args: readonly string[]) => Promise<number>;
};

/** The command line cannot be understood: `message` says why, in words for the person who typed it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/**
 * Reads the options of a command as `parseArgs` of Node does.
 *
 * Throws `UsageError` for an unknown option, naming the nearest known one, and for a missing value.
 */
export function readOptions<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error;
    if (error.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(error.message);
    const typed = /'(-[^']*)'/.exec(error.message)?.[1] ?? '';
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(`There is no option ${typed}.${suggest(typed, known)}`);
  }
}

/** A sentence with the nearest of the known words, or nothing when none is near. */
export function suggest(typed: string, known: readonly string[]): string {
  const nearest = findNearest(typed, known);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}
