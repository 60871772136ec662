/** The node's own table of how long things are kept, if it has one. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DEFAULT_RETENTION,
  type Retention,
  ShorterRetention,
  shortenRetention,
} from '@amparo/casework/keeping';
import { StartRefusal } from './refusal.ts';

/** Beside the node's keys: `{"classes": {"location": 3}}`, months for each class. */
const RETENTION_FILE = 'retention.json';

/**
 * Reads the node's table over the defaults; without one, the defaults.
 *
 * Refuses: `retention/unusable` for a table that cannot be read, or that keeps anything longer than the default.
 */
export async function loadRetention(dataFolder: string): Promise<Retention> {
  const text = await readFile(join(dataFolder, RETENTION_FILE), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return DEFAULT_RETENTION;
  const retention = readTable(text);
  if (retention === undefined) {
    throw new StartRefusal(
      'retention/unusable',
      `${RETENTION_FILE} must name fewer months than the defaults, class by class.`,
    );
  }
  return retention;
}

function readTable(text: string): Retention | undefined {
  try {
    const { classes } = JSON.parse(text) as { classes: unknown };
    const own = ShorterRetention.safeParse(classes);
    return own.success ? shortenRetention(own.data) : undefined;
  } catch {
    return undefined;
  }
}
