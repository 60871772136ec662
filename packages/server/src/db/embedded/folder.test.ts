import { expect, test } from 'vitest';
import { chooseDataDir, mayEnter } from './folder.ts';

const caller = { uid: 1000, home: '/home/ana', cwd: '/srv/amparo', env: {} };

test('AMPARO_DATA wins over every default and may be relative', () => {
  expect(chooseDataDir({ ...caller, env: { AMPARO_DATA: 'here' } }).dataDir).toBe(
    '/srv/amparo/here',
  );
  const asRoot = { ...caller, uid: 0, env: { AMPARO_DATA: '/mnt/data' } };
  expect(chooseDataDir(asRoot).dataDir).toBe('/mnt/data');
});

test('root gets a folder outside its home, an ordinary user one in its home', () => {
  expect(chooseDataDir({ ...caller, uid: 0, home: '/root' }).dataDir).toBe('/var/lib/amparo');
  expect(chooseDataDir(caller).dataDir).toBe('/home/ana/.local/share/amparo');
  expect(chooseDataDir({ ...caller, env: { XDG_DATA_HOME: '/big' } }).dataDir).toBe('/big/amparo');
});

test('a user without a home gets a folder beside the program', () => {
  expect(chooseDataDir({ ...caller, home: undefined }).dataDir).toBe('/srv/amparo/data');
  expect(chooseDataDir({ ...caller, home: '/' }).dataDir).toBe('/srv/amparo/data');
});

test('every choice says why', () => {
  for (const uid of [0, 1000]) {
    expect(chooseDataDir({ ...caller, uid }).reason).toMatch(/^[A-Z].+\.$/);
  }
});

test('an account enters a folder by the permission of the first class it belongs to', () => {
  const account = { name: 'postgres', uid: 101, gid: 104 };
  const folder = (mode: number, uid: number, gid: number): boolean =>
    mayEnter({ mode, uid, gid }, account);
  expect(folder(0o40700, 0, 0)).toBe(false);
  expect(folder(0o40711, 0, 0)).toBe(true);
  expect(folder(0o40700, 101, 0)).toBe(true);
  expect(folder(0o40077, 101, 0)).toBe(false);
  expect(folder(0o40710, 0, 104)).toBe(true);
  expect(folder(0o40701, 0, 104)).toBe(false);
});
