import { readFileSync } from 'node:fs';
import { type Command, suggest, UsageError } from './command.ts';

/** A line of the table of commands: `load` brings the file that does the work, only when it is needed. */
type Entry = {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
};

// Every command, in the order in which help lists them. Each is a file of its own that exports `usage` and `run`.
const commands: readonly Entry[] = [
  {
    name: 'start',
    summary: 'start a node on this machine, with a demo or empty',
    load: () => import('./start.ts'),
  },
  {
    name: 'demo',
    summary: 'print how the invented people of the demo sign in',
    load: () => import('./demo.ts'),
  },
  {
    name: 'export',
    summary: 'write the whole log of a node into a folder, for anybody to verify',
    load: () => import('./export.ts'),
  },
  {
    name: 'verify',
    summary: 'check that an exported log is whole and that nothing in it was changed',
    load: () => import('./verify.ts'),
  },
  {
    name: 'federation',
    summary:
      'make, sign and show what nodes know of each other, and check how a node speaks with others',
    load: () => import('./federation.ts'),
  },
  {
    name: 'copy',
    summary: 'read or check the copy that a person was given of their papers',
    load: () => import('./copy.ts'),
  },
  {
    name: 'law',
    summary: 'say which law protects a person on the facts known, by when, and what to ask next',
    load: () => import('./law.ts'),
  },
];

const EXIT_USAGE = 2;
const EXIT_FAULT = 70;

/** Runs one command line, without the program's own name, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  // Somebody who pipes into `head` closes our output early; that is their right, not a fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const [name = 'help', ...rest] = args;
  try {
    if (name === '--version') return print(`${readVersion()}\n`);
    if (name === 'help' || name === '--help' || name === '-h') return await help(rest[0]);
    const command = await findCommand(name).load();
    return isHelpAsked(rest) ? print(command.usage) : await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError) {
      const topic = commands.some((entry) => entry.name === name) ? ` ${name}` : '';
      process.stderr.write(`amparo: ${error.message}\nSee: amparo help${topic}\n`);
      return EXIT_USAGE;
    }
    process.stderr.write(`amparo: this is a fault in the program.\n${describe(error)}\n`);
    return EXIT_FAULT;
  }
}

async function help(topic: string | undefined): Promise<number> {
  if (topic !== undefined) return print((await findCommand(topic).load()).usage);
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}\n`);
  return print(
    `Amparo: for those who run, check or rely on a node that protects survivors' files.\n\n` +
      `Usage: amparo COMMAND [options]\n\nCommands\n${lines.join('')}\n` +
      `amparo help COMMAND   explains one of them, with an example\n` +
      `amparo --version      says which version this is\n`,
  );
}

function findCommand(name: string): Entry {
  const entry = commands.find((known) => known.name === name);
  if (entry !== undefined) return entry;
  const names = commands.map((known) => known.name);
  throw new UsageError(`There is no command ${name}.${suggest(name, [...names, 'help'])}`);
}

function isHelpAsked(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

function readVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
