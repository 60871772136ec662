import { expect, test } from 'vitest';
import { decideAccount, findCaller, listAccounts } from './account.ts';

const root = { uid: 0, gid: 0, name: 'root' };
const postgres = { name: 'postgres', uid: 101, gid: 104 };
const nobody = { name: 'nobody', uid: 65534, gid: 65534 };

test('root runs the database as the first account that exists, never as root', () => {
  expect(decideAccount(root, [postgres, nobody])).toEqual(postgres);
  expect(decideAccount(root, [nobody])).toEqual(nobody);
  expect(decideAccount(root, [{ name: 'toor', uid: 0, gid: 0 }, nobody])).toEqual(nobody);
});

test('root on a machine without a suitable account is told what to do', () => {
  expect(() => decideAccount(root, [])).toThrow(
    expect.objectContaining({
      code: 'embedded/no-account',
      message: expect.stringContaining('useradd') as string,
    }),
  );
});

test('an ordinary user runs the database as itself, whatever other accounts exist', () => {
  const ana = { uid: 1000, gid: 1000, name: 'ana' };
  expect(decideAccount(ana, [postgres, nobody])).toEqual(ana);
});

test('a user id without a name is refused before PostgreSQL fails on it', () => {
  expect(() => decideAccount({ uid: 12345, gid: 0, name: undefined }, [postgres])).toThrow(
    expect.objectContaining({
      code: 'embedded/no-account',
      message: expect.stringContaining('12345') as string,
    }),
  );
});

test('accounts are listed in the order asked for, and those that do not exist are left out', async () => {
  const listed = await listAccounts(['no-such-account-here', 'nobody', 'root']);
  expect(listed.map((account) => account.name)).toEqual(['nobody', 'root']);
  expect(listed[1]).toEqual({ name: 'root', uid: 0, gid: 0 });
});

test('the caller is the account that runs this process', () => {
  expect(findCaller().uid).toBe(process.getuid?.());
});
