/**
 * Reads an exported log: a folder on disk, an archive, files dropped into a browser.
 *
 * Shape: paths relative to the export, with `/`. `read` gives `undefined` for a file that is not there.
 * `list` names every file; a reader that cannot know them (over HTTP) leaves it out, and files that do
 * not belong then go unnoticed.
 */
export type LogFiles = {
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  readonly list?: () => Promise<readonly string[]>;
};

/** The signed checkpoint. */
export const CHECKPOINT_FILE = 'checkpoint';
/** The log's own verifier key, one line. */
export const KEY_FILE = 'log.vkey';
/** The verifier keys of the witnesses that cosigned, a line each; absent when nobody did. */
export const WITNESSES_FILE = 'witnesses.vkeys';
/** The salts and details of the leaves that may be read, a line each; absent when none may. */
export const OPENINGS_FILE = 'openings.jsonl';
