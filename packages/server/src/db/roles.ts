/**
 * The logins with which the node works. The owner of the database only migrates; every request runs
 * as a login that owns nothing and cannot step around row-level security.
 */
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { StartRefusal } from '../refusal.ts';

/** The groups that the migrations give rights to. */
export type Group =
  'amparo_app' | 'amparo_portal' | 'amparo_keeper' | 'amparo_federation' | 'amparo_lender';

/** A login of one installation, member of one group. */
export interface Login {
  readonly group: Group;
  readonly name: string;
  readonly password: string;
}

/**
 * The login of an installation in a group; the same secret always gives the same login.
 *
 * Shape: `secret` 32 bytes, known to this installation only.
 */
export function loginOf(secret: Uint8Array, group: Group): Login {
  const derive = (what: string): Buffer => createHmac('sha256', secret).update(what).digest();
  const name = `${group}_${derive('tag').toString('hex').slice(0, 12)}`;
  return { group, name, password: derive(`password ${group}`).toString('base64url') };
}

/** The address of the same database for another login. */
export function urlFor(databaseUrl: string, login: Login): string {
  const url = new URL(databaseUrl);
  url.username = login.name;
  url.password = login.password;
  return url.href;
}

/** Makes the logins where they are missing, and lets only them connect. */
export async function ensureLogins(owner: Client, logins: readonly Login[]): Promise<void> {
  for (const login of logins) await ensureLogin(owner, login);
}

/**
 * Does the owner's work. Refuses (`StartRefusal` `database/roles`) when PostgreSQL does not let the owner
 * make or grant roles.
 */
export async function asMakerOfRoles<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    throw new StartRefusal(
      'database/roles',
      'The owner of the database may not make or grant roles. Give it CREATEROLE; where another node ' +
        'shares the server, also the admin option on amparo_app, amparo_portal, amparo_keeper, ' +
        'amparo_federation and amparo_lender.',
    );
  }
}

async function ensureLogin(owner: Client, login: Login): Promise<void> {
  const name = escapeIdentifier(login.name);
  const group = escapeIdentifier(login.group);
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [login.name]);
  // The verifier instead of the password: statements can end up in a server log.
  const verifier = escapeLiteral(scramVerifier(login));
  if (rowCount === 0) {
    await createRole(owner, `create role ${name} login noinherit password ${verifier}`);
  }
  await owner.query(`alter role ${name} login inherit password ${verifier}`);
  await owner.query(`grant ${group} to ${name}`);
  // Upkeep goes through whole tables; a request never does.
  const patience = login.group === 'amparo_keeper' ? '30min' : '20s';
  await owner.query(`alter role ${name} set statement_timeout = '${patience}'`);
  await owner.query(`alter role ${name} set idle_in_transaction_session_timeout = '20s'`);
  const { rows } = await owner.query<{ database: string }>('select current_database() as database');
  const database = escapeIdentifier(rows[0]?.database ?? '');
  await owner.query(`revoke connect, temporary on database ${database} from public`);
  await owner.query(`grant connect on database ${database} to ${name}`);
}

/** Two programs may start at once; the one that comes second finds the role made. */
async function createRole(owner: Client, statement: string): Promise<void> {
  try {
    await owner.query(statement);
  } catch (error) {
    if (codeOf(error) !== '42710' && codeOf(error) !== '23505') throw error;
  }
}

/**
 * Refuses (`StartRefusal` `database/roles`) a connection that could see past row-level security: a
 * superuser, a role with BYPASSRLS, or the owner of any table.
 */
export async function requireGuarded(client: Client): Promise<void> {
  const { rows } = await client.query<{ guarded: boolean }>(`
    select not (r.rolsuper or r.rolbypassrls)
      and not exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p')
          and pg_has_role(current_user, c.relowner, 'usage')) as guarded
    from pg_roles r where r.rolname = current_user`);
  if (rows[0]?.guarded === true) return;
  throw new StartRefusal(
    'database/roles',
    'The login for requests could step around row-level security. Amparo does not run like that.',
  );
}

/** SCRAM-SHA-256 as PostgreSQL stores it. Source: RFC 5802 section 3, RFC 7677. */
function scramVerifier({ name, password }: Login): string {
  const iterations = 4096;
  const salt = createHash('sha256').update(`${name} ${password}`).digest().subarray(0, 16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
