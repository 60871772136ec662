/** @typedef {import('./plants-in-code.mjs').Plant} Plant */

/** @param {string} rule @param {string} file @param {string} text @returns {Plant} */
const boundary = (rule, file, text) => ({ check: 'boundaries', rule, file, text: `${text}\n` });

/** @type {Plant[]} */
export const boundaryPlants = [
  boundary(
    'no-cycles',
    'packages/law/src/planted-circle-2.ts',
    "export { a } from './planted-circle.ts';",
  ),
  boundary(
    'no-unresolved',
    'packages/cli/src/planted-lost.ts',
    "export { a } from './nowhere.ts';",
  ),
  boundary(
    'law-imports-only-its-own',
    'packages/law/src/planted-own.ts',
    "export { readFile } from 'node:fs';",
  ),
  boundary(
    'ledger-imports-only-its-own',
    'packages/ledger/src/planted-own.ts',
    "export { readFile } from 'node:fs';",
  ),
  boundary(
    'seal-imports-only-its-own',
    'packages/seal/src/planted-own.ts',
    "export { z } from 'zod';",
  ),
  boundary(
    'casework-imports-only-its-own',
    'packages/casework/src/planted-own.ts',
    "export { a } from '@amparo/ledger';",
  ),
  boundary(
    'casework-seals-nothing',
    'packages/casework/src/planted-seal.ts',
    "export { a } from '@amparo/seal';",
  ),
  boundary(
    'app-never-server',
    'packages/app/src/planted-server.ts',
    "export { a } from '../../server/src/planted-server.ts';",
  ),
  boundary(
    'server-never-clients',
    'packages/server/src/planted-app.ts',
    "export { a } from '../../app/src/planted-app.ts';",
  ),
  boundary(
    'cli-only-public-server',
    'packages/cli/src/planted-inside.ts',
    "export { a } from '../../server/src/planted-server.ts';",
  ),
  boundary(
    'sql-only-in-stores',
    'packages/server/src/grants/planted-http.ts',
    "export { Kysely } from 'kysely';",
  ),
  boundary('sql-only-in-stores', 'packages/cli/src/planted-sql.ts', "export { Client } from 'pg';"),
  boundary(
    'slice-only-through-its-index',
    'packages/casework/src/grants/planted-reach.ts',
    "export { a } from '../planted-slice/inside.ts';",
  ),
  boundary(
    'no-test-code-in-production',
    'packages/seal/src/planted-test.ts',
    "export { test } from 'vitest';",
  ),
];

const inside = 'export const a = 1;\n';

/** What some of them import. */
export const targets = [
  {
    file: 'packages/law/src/planted-circle.ts',
    text: "export { a } from './planted-circle-2.ts';\n",
  },
  { file: 'packages/casework/src/planted-slice/inside.ts', text: inside },
  { file: 'packages/server/src/planted-server.ts', text: inside },
  { file: 'packages/app/src/planted-app.ts', text: inside },
];
