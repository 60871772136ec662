/** Why the embedded database could not be started: a closed list, each with its own help text. */
export type EmbeddedRefusalCode =
  | 'embedded/no-binaries'
  | 'embedded/no-account'
  | 'embedded/folder-not-reachable'
  | 'embedded/folder-not-writable'
  | 'embedded/disk-full'
  | 'embedded/already-running'
  | 'embedded/wrong-owner'
  | 'embedded/other-version'
  | 'embedded/password-missing'
  | 'embedded/did-not-start';

/**
 * An expected reason why the embedded database does not start, with a sentence for the operator.
 *
 * Shape: `code` is stable and may be matched; `message` says what is wrong and what to do.
 */
export class EmbeddedPostgresRefusal extends Error {
  readonly code: EmbeddedRefusalCode;

  constructor(code: EmbeddedRefusalCode, sentence: string) {
    super(sentence);
    this.name = 'EmbeddedPostgresRefusal';
    this.code = code;
  }
}

const signsOfTrouble: [RegExp, EmbeddedRefusalCode, string][] = [
  [
    /no space left|ENOSPC|disk quota exceeded|EDQUOT/i,
    'embedded/disk-full',
    'The disk that holds it is full. Free some space or choose another folder; nothing was lost.',
  ],
  [
    /lock file "postmaster\.pid" already exists|pre-existing shared memory block/i,
    'embedded/already-running',
    'Another PostgreSQL is still using it. Stop that one first.',
  ],
  [
    /wrong ownership|must be started by the user that owns/i,
    'embedded/wrong-owner',
    'It belongs to another account of this machine.',
  ],
  [
    /permission denied|read-only file system|not a directory|EACCES|EPERM|EROFS|ENOTDIR|ENOENT/i,
    'embedded/folder-not-writable',
    'It cannot be written. Choose a folder that can be, with AMPARO_DATA.',
  ],
];

/**
 * Explains what PostgreSQL or the file system said when it failed, as a refusal an operator can act on.
 *
 * Shape: `folder` is named in the sentence; `output` is what was printed, of which the last lines are kept
 * when no known sign is found in it.
 */
export function explainFailure(folder: string, output: string): EmbeddedPostgresRefusal {
  for (const [sign, code, advice] of signsOfTrouble) {
    if (sign.test(output)) {
      return new EmbeddedPostgresRefusal(code, `The data folder ${folder}: ${advice}`);
    }
  }
  const lastLines = output.trim().split('\n').slice(-8).join('\n');
  return new EmbeddedPostgresRefusal(
    'embedded/did-not-start',
    `The database in ${folder} did not start. It said:\n${lastLines}`,
  );
}
