import { toBase64 } from '../base64.ts';
import { isSame } from '../bytes.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { CHECKPOINT_FILE, type LogFiles, OPENINGS_FILE } from './files.ts';
import { readHead, type VerifyOptions } from './head.ts';
import { readOpenings } from './opening.ts';
import { Findings, type LogReport } from './report.ts';
import { checkStrays, walkTree } from './walk.ts';

/**
 * Verifies an exported log from its entries upwards: signatures, every tile, the root, every opening,
 * and, with an earlier checkpoint, that nothing was cut off or rewritten since.
 *
 * Shape: never needs more than a few tiles in memory, whatever the size. Without `options.key` the key in
 * the export is believed, and with it everything that its owner signed.
 * Throws `LedgerRefusal` when `options.key` or `options.trusted` cannot be read; what is wrong with the
 * log itself is in the report. Source: docs/formats/log.md.
 */
export async function verifyLog(files: LogFiles, options: VerifyOptions): Promise<LogReport> {
  const findings = new Findings();
  const { checkpoint, trusted } = await readHead(files, options, findings);
  const openings = readOpenings(await files.read(OPENINGS_FILE), findings);
  let truncationChecked = false;
  const size = checkpoint === undefined ? undefined : Number(checkpoint.size);
  if (checkpoint !== undefined && size !== undefined && Number.isSafeInteger(size)) {
    const earlierSize =
      trusted !== undefined && trusted.size <= checkpoint.size ? Number(trusted.size) : undefined;
    const walk = { files, hash: options.hash, size, root: checkpoint.root, findings };
    const earlierRoot = await walkTree({ ...walk, earlierSize, openings });
    await checkStrays(walk);
    for (const index of openings.keys()) {
      if (index >= size) findings.add('log/opening-differs', `${OPENINGS_FILE}#${index}`);
    }
    truncationChecked = compareWithTrusted(checkpoint, trusted, earlierRoot, findings);
  } else if (checkpoint !== undefined) {
    findings.add('log/malformed', CHECKPOINT_FILE);
  }
  const problems = findings.list();
  return {
    ok: problems.length === 0,
    origin: checkpoint?.origin ?? null,
    size: size !== undefined && Number.isSafeInteger(size) ? size : null,
    root: checkpoint === undefined ? null : toBase64(checkpoint.root),
    truncationChecked,
    problems,
  };
}

/** Whether the comparison could be made at all. */
function compareWithTrusted(
  checkpoint: Checkpoint,
  trusted: Checkpoint | undefined,
  earlierRoot: Uint8Array | undefined,
  findings: Findings,
): boolean {
  if (trusted === undefined) return false;
  if (trusted.size > checkpoint.size) {
    findings.add('log/truncated', CHECKPOINT_FILE);
    return true;
  }
  if (earlierRoot === undefined) return false;
  if (!isSame(earlierRoot, trusted.root)) findings.add('log/forked', CHECKPOINT_FILE);
  return true;
}
