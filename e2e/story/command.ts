/** The command line beside a running demo, as an operator or an overseer uses it. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { RunningNode } from '../node/node.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Where the second node of a demo lies in the folder of the first. */
const ABROAD = 'b';

interface Ran {
  readonly code: number | null;
  readonly text: string;
}

/** Runs `amparo` with the data folder of one of the nodes. */
async function amparo(dataDir: string, args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, 'packages/cli/bin/amparo.mjs'), ...args], {
    cwd: ROOT,
    env: { ...process.env, AMPARO_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, text };
}

/** What `amparo verify --json` says; more with `--with`. */
export interface Verified {
  readonly ok: boolean;
  readonly size: number;
  readonly problems: readonly { readonly code: string; readonly where: string }[];
  readonly other?: { readonly ok: boolean };
  readonly packets?: {
    readonly both: number;
    readonly problems: readonly { readonly where: string }[];
  };
}

/** Checks one exported log, or two against each other. */
export async function verify(
  folder: string,
  options: readonly string[] = [],
): Promise<Verified & { readonly code: number | null }> {
  const { code, text } = await amparo(folder, ['verify', folder, ...options, '--json']);
  return { ...(JSON.parse(text) as Verified), code };
}

/** Exports the log of a demo node as its oversight desk. */
export async function exportLog(
  node: RunningNode,
  from: 'here' | 'abroad',
  out: string,
): Promise<string> {
  const { url } = (from === 'here' ? node.cardOf : node.cardAbroad)('oversight');
  const dataDir = from === 'here' ? node.dataDir : join(node.dataDir, ABROAD);
  const { code } = await amparo(dataDir, ['export', '--node', url, '--out', out]);
  expect(code, `the export from ${url}`).toBe(0);
  return out;
}

/** The openings of an exported log, line by line. */
export function readLines(folder: string): readonly { object: string | null; line: string }[] {
  return readFileSync(join(folder, 'openings.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { detail } = JSON.parse(line) as { detail: { object: string | null } };
      return { object: detail.object, line };
    });
}

/** Writes the openings of an exported log anew. */
export function writeLines(folder: string, lines: readonly { line: string }[]): void {
  const text = lines.map(({ line }) => `${line}\n`).join('');
  writeFileSync(join(folder, 'openings.jsonl'), text);
}
