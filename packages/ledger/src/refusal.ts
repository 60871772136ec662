/**
 * The reasons for which this package refuses what it is given.
 *
 * Shape: `area/reason`, stable for ever: programs and translations hang on it.
 */
export type LedgerRefusalCode =
  | 'note/malformed'
  | 'note/bad-signature'
  | 'note/no-known-signature'
  | 'key/malformed'
  | 'checkpoint/malformed'
  | 'tile/malformed'
  | 'bundle/malformed'
  | 'frontier/malformed'
  | 'leaf/malformed'
  | 'json/not-canonical'
  | 'witness/malformed';

/**
 * Thrown for input that is expected to be wrong at times: a text from outside, a file, a signature.
 *
 * Shape: `code` for programs, `message` a plain sentence without any content of the log in it.
 * A wrong call by our own code is a fault and throws `RangeError` instead.
 */
export class LedgerRefusal extends Error {
  readonly code: LedgerRefusalCode;

  constructor(code: LedgerRefusalCode, sentence: string) {
    super(sentence);
    this.name = 'LedgerRefusal';
    this.code = code;
  }
}
