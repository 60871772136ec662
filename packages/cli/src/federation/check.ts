/** Everything that a peer could do to a node, rightly and wrongly, and how the node did. */
import type { CheckReport } from '@amparo/server';
import { readOptions, UsageError } from '../command.ts';
import { CHECKER, checkerKeyPath } from '../demo/federation.ts';
import { chooseFolder } from '../start/data-folder.ts';
import { findKeyFile } from './key-file.ts';

/** Runs the conformance suite against a node. */
export async function runCheck(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    as: { type: 'string' },
    key: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0 || !URL.canParse(url)) {
    throw new UsageError('check takes the address of a node’s face for other nodes.');
  }
  if ((values.as === undefined) !== (values.key === undefined)) {
    throw new UsageError('--as and --key go together: a node of the federation, and its key.');
  }
  const path = values.key ?? checkerKeyPath(await chooseFolder());
  const key = await findKeyFile(path);
  if (key === undefined) return complain(`${path} is no key file. Name one with --as and --key.`);
  const { checkNode } = await import('@amparo/server');
  try {
    const report = await checkNode(url.replace(/\/$/, ''), { node: values.as ?? CHECKER, key });
    const text = values.json === true ? JSON.stringify(report, null, 1) : describe(report);
    process.stdout.write(`${text}\n`);
    return report.ok ? 0 : 1;
  } catch (error) {
    const why = error instanceof Error ? error.name : '';
    return complain(`No node describes itself at ${url} (${why}).`);
  }
}

function complain(sentence: string): number {
  process.stderr.write(`amparo: ${sentence}\n`);
  return 2;
}

function describe({ url, node, release, checks, ok }: CheckReport): string {
  const lines = checks.map(({ name, ok: isGood, why }) =>
    isGood ? `  ok      ${name}` : `  FAILED  ${name}\n          ${why ?? ''}`,
  );
  const failed = checks.filter((check) => !check.ok).length;
  const last = ok
    ? `All ${checks.length} checks passed.`
    : `${failed} of ${checks.length} checks failed.`;
  return [
    `${node ?? 'a node of no federation'} at ${url}, release ${release}`,
    ...lines,
    last,
  ].join('\n');
}
