/** What the two bodies and the operators of nodes do with the federation file. */
import { readFile } from 'node:fs/promises';
import {
  FederationFile,
  FederationNode,
  FederationStatement,
  findFlaw,
  NodeEntry,
} from '@amparo/casework/federation';
import { signStatement, toBase64url } from '@amparo/seal';
import { readOptions, UsageError } from '../command.ts';
import { chooseFolder } from '../start/data-folder.ts';
import { findKeyFile, makeKeyFile } from './key-file.ts';

/** What a body may be called, in characters. */
const LONGEST_NAME = 120;

/** Exit code for what cannot be read or asked. */
const UNREADABLE = 2;

function isBodyName(name: string): boolean {
  return name.trim() !== '' && name.length <= LONGEST_NAME;
}

function complain(sentence: string): number {
  process.stderr.write(`amparo: ${sentence}\n`);
  return UNREADABLE;
}

function print(value: unknown): number {
  process.stdout.write(`${JSON.stringify(value, null, 1)}\n`);
  return 0;
}

/** Makes the key of a body. */
export async function runInitBody(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { out: { type: 'string' } });
  const [name, ...more] = positionals;
  if (name === undefined || !isBodyName(name) || more.length > 0 || values.out === undefined) {
    throw new UsageError('init-body takes the name of the body, and --out FILE for its key.');
  }
  try {
    const key = await makeKeyFile(values.out);
    process.stderr.write(
      `${values.out} is the key of ${name}. Keep it off every node: whoever has the keys of both bodies decides ` +
        'who is spoken with. Nodes pin this public key:\n',
    );
    return print({ body: name, key });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST')
      return complain(`${values.out} is there already. A key is never replaced.`);
    if (code !== '') return complain(`${values.out} cannot be written (${code}).`);
    throw error;
  }
}

/** Prints the entry of a running node. */
export async function runNode(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    name: { type: 'string' },
    address: { type: 'string' },
    'next-key': { type: 'boolean' },
  });
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0 || !URL.canParse(url)) {
    throw new UsageError('node takes the address of the node’s face for other nodes.');
  }
  const entry = await findEntry(url.replace(/\/$/, ''));
  if (entry === undefined) return complain(`No node describes itself at ${url}.`);
  const signingKeys = [...entry.signingKeys];
  if (values['next-key'] === true) {
    const made = await makeNextKey(entry.signingKeys);
    if ('refused' in made) return complain(made.refused);
    if (!signingKeys.includes(made.key)) signingKeys.push(made.key);
  }
  const node = values.name ?? entry.node ?? 'name-it.example';
  const named = FederationNode.safeParse({
    ...entry,
    node,
    url: values.address ?? entry.url,
    signingKeys,
  });
  if (named.success) return print(named.data);
  const wrong = [...new Set(named.error.issues.map(({ path }) => path[0]))].join(', ');
  return complain(
    `No federation file can hold this entry: ${wrong}. A name is in lower case, as a host name; an address ` +
      'starts with https and ends without a slash.',
  );
}

async function makeNextKey(
  inUse: readonly string[],
): Promise<{ readonly key: string } | { readonly refused: string }> {
  const { makeNextSigningKey, StartRefusal } = await import('@amparo/server');
  try {
    return { key: toBase64url(await makeNextSigningKey(await chooseFolder(), inUse)) };
  } catch (error) {
    if (error instanceof StartRefusal) return { refused: error.message };
    throw error;
  }
}

async function findEntry(url: string): Promise<NodeEntry['entry'] | undefined> {
  try {
    const answer = await fetch(`${url}/federation/node`, { signal: AbortSignal.timeout(20_000) });
    const said = NodeEntry.safeParse(await answer.json());
    return said.success ? said.data.entry : undefined;
  } catch {
    return undefined;
  }
}

/** Adds one signature. */
export async function runSign(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    key: { type: 'string' },
    body: { type: 'string' },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0 || values.key === undefined) {
    throw new UsageError('sign takes a file, and --key FILE with the key of the body.');
  }
  if (values.body !== undefined && !isBodyName(values.body)) {
    throw new UsageError(`--body is a name of at most ${LONGEST_NAME} characters.`);
  }
  const file = await findFile(path);
  if (file === undefined)
    return complain(`${path} is no federation statement and no federation file.`);
  const key = await findKeyFile(values.key);
  if (key === undefined) return complain(`${values.key} is no key file.`);
  const { statement } = file;
  const flaw = findFlaw(statement, new Date().toISOString());
  if (flaw !== undefined) return complain(`${path} would be taken by no node: ${FLAWS[flaw]}.`);
  const own = toBase64url(key.publicKey);
  const others = file.signatures.filter((signature) => signature.key !== own);
  if (others.length > 1) return complain(`${path} is signed by two other bodies already.`);
  const { listSigners } = await import('@amparo/server');
  const good = await listSigners(file);
  const changed = others.find((other) => !good.includes(other.key));
  if (changed !== undefined) {
    return complain(`${path} is not what ${changed.body} signed. Ask for the file again.`);
  }
  const signature = await signStatement(key.secretKey, 'federation', statement);
  const body = values.body ?? `Body ${own.slice(0, 8)}`;
  const signed = { statement, signatures: [...others, { body, key: own, signature }] };
  const isGood = (await listSigners(signed)).includes(own);
  if (isGood) process.stderr.write(`${describe(statement)}\n`);
  return isGood ? print(signed) : complain(`The two halves in ${values.key} are not of one key.`);
}

const FLAWS: Readonly<Record<NonNullable<ReturnType<typeof findFlaw>>, string>> = {
  ambiguous: 'one name, key or organisation stands for two nodes in it',
  ended: 'its time is over',
};

/** Says what a file says, and who signed it. */
export async function runShow(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { keys: { type: 'string' } });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('show takes a file.');
  const file = await findFile(path);
  if (file === undefined)
    return complain(`${path} is no federation statement and no federation file.`);
  const { listSigners } = await import('@amparo/server');
  const signers = await listSigners(file);
  const pinned = values.keys?.split(',').map((key) => key.trim()) ?? signers;
  const isSigned = new Set(pinned).size === 2 && pinned.every((key) => signers.includes(key));
  const isOver = Date.parse(file.statement.expiresAt) <= Date.now();
  const lines = file.signatures.map(({ body, key }) => {
    const isGood = signers.includes(key) && pinned.includes(key);
    return `  ${isGood ? 'signed by' : 'NOT signed by'} ${body}   ${key}`;
  });
  if (isOver) lines.push('  its time is over');
  if (!isSigned) lines.push('  no node takes it: both bodies must have signed');
  process.stdout.write(`${describe(file.statement)}\n${lines.join('\n')}\n`);
  return isSigned && !isOver ? 0 : 1;
}

function describe({
  federation,
  release,
  issuedAt,
  expiresAt,
  nodes,
}: FederationStatement): string {
  const width = Math.max(...nodes.map(({ node }) => node.length));
  const lines = nodes.map(({ node, name, country, url, signingKeys, organisations }) => {
    const keys = signingKeys.length === 1 ? 'one key' : 'two keys';
    const where = url ?? 'fetches by itself';
    const count = `${organisations.length} organisations`;
    return `  ${node.padEnd(width)}  ${name}, ${country}, ${where}, ${keys}, ${count}`;
  });
  const dates = `release ${release}, ${issuedAt.slice(0, 10)} to ${expiresAt.slice(0, 10)}`;
  return [`${federation}, ${dates}`, ...lines].join('\n');
}

/** A file with its signatures, or a bare statement that nobody has signed yet. */
async function findFile(path: string): Promise<FederationFile | undefined> {
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'));
    const file = FederationFile.safeParse(json);
    if (file.success) return file.data;
    const statement = FederationStatement.safeParse(json);
    return statement.success ? { statement: statement.data, signatures: [] } : undefined;
  } catch {
    return undefined;
  }
}
