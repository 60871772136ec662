/**
 * What can be wrong with a log, in the order in which a report lists it.
 *
 * Stable for ever: programs and translations hang on these words. docs/formats/log.md explains each.
 */
export const LOG_PROBLEM_CODES = [
  'log/truncated',
  'log/forked',
  'log/other-origin',
  'log/other-key',
  'log/bad-signature',
  'log/unknown-signer',
  'log/root-differs',
  'log/missing-file',
  'log/malformed',
  'log/entry-changed',
  'log/tile-changed',
  'log/opening-differs',
  'log/unexpected-file',
] as const;

/** One of `LOG_PROBLEM_CODES`. */
export type LogProblemCode = (typeof LOG_PROBLEM_CODES)[number];

/**
 * One thing that is wrong, and where.
 *
 * Shape: `where` is a path in the export, or `trusted` for the checkpoint that the auditor brought;
 * `path#n` names the n-th entry (or hash) of the whole log at that level, counted from 0; `path:n`
 * the n-th line, counted from 1.
 */
export type LogProblem = { readonly code: LogProblemCode; readonly where: string };

/** What an auditor learns about a log. */
export type LogReport = {
  /** Whether nothing at all is wrong. */
  readonly ok: boolean;
  /** From the checkpoint, whether or not it is signed; `null` when there is none to read. */
  readonly origin: string | null;
  readonly size: number | null;
  /** Base64, as the checkpoint spells it. */
  readonly root: string | null;
  /** Whether an earlier checkpoint was compared: without one, a log cut at its end looks whole. */
  readonly truncationChecked: boolean;
  /** At most 100 of each code. */
  readonly problems: readonly LogProblem[];
};

const MOST_OF_A_CODE = 100;

/** Gathers problems while a log is walked, and forgets the hundred-and-first of a code. */
export class Findings {
  readonly #places = new Map<LogProblemCode, Set<string>>();

  add(code: LogProblemCode, where: string): void {
    const places = this.#places.get(code) ?? new Set();
    if (places.size < MOST_OF_A_CODE) places.add(where);
    this.#places.set(code, places);
  }

  isFull(code: LogProblemCode): boolean {
    return this.#places.get(code)?.size === MOST_OF_A_CODE;
  }

  list(): LogProblem[] {
    return LOG_PROBLEM_CODES.flatMap((code) =>
      [...(this.#places.get(code) ?? [])].map((where) => ({ code, where })),
    );
  }
}
