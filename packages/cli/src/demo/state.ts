/** What the demo keeps in the data folder, readable by its owner only: cards and passphrases of invented people. */
import { randomBytes, randomInt } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createOrganisation } from '@amparo/app/client';
import type { NewOrganisation } from '@amparo/app/client';
import type { DeskKind } from '@amparo/casework/directory';
import type { NodeUrls } from '../start/node-process.ts';
import type { DemoOrganisation } from './organisations.ts';

/** How one invented member signs in. */
interface DemoMember {
  readonly role: DeskKind;
  readonly member: string;
  readonly passphrase: string;
  readonly card: string;
}

export interface DemoState {
  readonly version: 1;
  /** An invitation for each organisation. */
  readonly tokens: readonly string[];
  readonly joining: readonly NewOrganisation['joining'][];
  /** As the federation file pins them; a demo from before there was one asks its node. */
  readonly organisations?: readonly NewOrganisation['joining']['organisation'][];
  readonly members: readonly DemoMember[];
  /** Set when everything is there; a start that was cut short goes on where it stopped. */
  readonly isSeeded: boolean;
  /** Where the node answered at its last start. */
  readonly urls: NodeUrls | null;
}

/** Reads the demo's file; undefined where no demo was started in this folder. */
export async function findDemo(dataDir: string): Promise<DemoState | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, FILE), 'utf8')) as DemoState;
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_THERE.has(String(error.code))) {
      return undefined;
    }
    throw error;
  }
}

const FILE = 'demo.json';
/** No such file, or no such folder; whether the folder can be made is seen when it is. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** Writes the demo's file at once: after a crash there is the old one or the new one. */
export async function keepDemo(dataDir: string, state: DemoState): Promise<void> {
  const draft = join(dataDir, `.${FILE}.${process.pid}`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(state));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(dataDir, FILE));
}

/** Draws the keys, cards and passphrases of all invented people. Stops between two organisations. */
export async function makeDemo(
  organisations: readonly DemoOrganisation[],
  signal: AbortSignal,
): Promise<DemoState> {
  const tokens: string[] = [];
  const joining: NewOrganisation['joining'][] = [];
  const members: DemoMember[] = [];
  for (const plan of organisations) {
    signal.throwIfAborted();
    const people = plan.members.map((member) => ({ ...member, passphrase: drawPassphrase() }));
    const made = await createOrganisation({ ...plan, members: people }, new Date().toISOString());
    if (!made.ok) throw new Error(`The demo plan of ${plan.name} cannot be made.`);
    tokens.push(randomBytes(24).toString('base64url'));
    joining.push(made.value.joining);
    for (const [at, { name, passphrase, desks }] of people.entries()) {
      const card = made.value.cards[at]?.card ?? '';
      members.push({ role: roleAt(plan, desks[0]?.name), member: name, passphrase, card });
    }
  }
  return {
    version: 1,
    ...{ tokens, joining, members, isSeeded: false, urls: null },
    organisations: joining.map(({ organisation }) => organisation),
  };
}

function roleAt({ name, desks }: DemoOrganisation, desk: string | undefined): DeskKind {
  const kind = desks.find((each) => each.name === desk)?.kind;
  if (kind === undefined) throw new Error(`The demo plan of ${name} has no desk ${desk ?? ''}.`);
  return kind;
}

/** Easy to type and drawn for this folder: the demo has no password that is the same everywhere. */
function drawPassphrase(): string {
  const syllables = [
    'ba',
    'do',
    'fe',
    'gi',
    'ko',
    'lu',
    'ma',
    'ne',
    'po',
    'ri',
    'sa',
    'tu',
    've',
    'zi',
  ];
  const word = (): string =>
    Array.from({ length: 3 }, () => syllables[randomInt(syllables.length)]).join('');
  return `demo ${word()} ${word()}`;
}
