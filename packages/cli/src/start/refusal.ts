/** Amparo cannot be started, for a reason that the person at the keyboard can do something about. */
export class StartRefusal extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'StartRefusal';
  }
}

/** What the system says of a folder that cannot be used. */
const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The disk quota is used up',
  EACCES: 'There is no permission to write',
  EPERM: 'There is no permission to write',
  EROFS: 'The disk can only be read',
};

/**
 * Finds the one sentence behind an expected failure: a refusal of ours or of the embedded database, or a
 * disk that cannot be written. Gives undefined for a fault.
 */
export function explainRefusal(error: unknown): string | undefined {
  if (error instanceof StartRefusal) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (typeof error.code !== 'string') return undefined;
  if (/^[a-z]+\/[a-z-]+$/.test(error.code)) return error.message;
  const sentence = SENTENCES[error.code];
  if (sentence === undefined) return undefined;
  const where = 'path' in error && typeof error.path === 'string' ? ` (${error.path})` : '';
  return `${sentence}${where}. Free some space, or choose another folder.`;
}
