// The arrows between the parts. docs/decisions/0001-layout.md says why; `npm run check` holds them.

const test = '\\.test\\.tsx?$|/testing/';
const production = { pathNot: test };

/** What a package may import besides itself: other packages, and what npm installed for it. */
function mayImport(name, allowed, comment) {
  return {
    name: `${name}-imports-only-its-own`,
    comment,
    severity: 'error',
    from: { path: `^packages/${name}/src/`, ...production },
    to: { pathNot: [`^packages/${name}/src/`, ...allowed] },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle means that two files are one idea. Types alone may point back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that cannot be found would not be checked by any rule below.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, dependencyTypesNot: ['type-only'] },
    },
    mayImport('law', [], 'The law engine runs anywhere, for decades: it imports nothing.'),
    mayImport('ledger', [], 'An auditor must be able to read all of it: it imports nothing.'),
    mayImport(
      'seal',
      [
        'node_modules/(@hpke/(core|common|hybridkem-x-wing)|age-encryption|hash-wasm|@noble/[a-z-]+)/',
      ],
      'The packages with the keys is audited alone: cryptography and nothing else.',
    ),
    mayImport(
      'casework',
      ['^packages/(law|seal)/', 'node_modules/zod/'],
      'What may happen in a file is decided without a platform: the law, types of seal, zod.',
    ),
    {
      name: 'casework-seals-nothing',
      comment: 'Decisions know the shape of sealed things, never the keys.',
      severity: 'error',
      from: { path: '^packages/casework/src/', ...production },
      to: { path: '^packages/seal/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-never-server',
      comment: 'What runs on a device must not carry what runs on a node.',
      severity: 'error',
      from: { path: '^packages/app/' },
      to: { path: '^packages/(server|cli)/' },
    },
    {
      name: 'server-never-clients',
      comment: 'A node serves the built app as files; it never runs it.',
      severity: 'error',
      from: { path: '^packages/server/' },
      to: { path: '^packages/(app|cli)/' },
    },
    {
      name: 'cli-only-public-server',
      comment: 'The command line starts a node through its public face.',
      severity: 'error',
      from: { path: '^packages/cli/' },
      to: { path: '^packages/server/', pathNot: '^packages/server/src/(main|index)\\.ts$' },
    },
    {
      name: 'sql-only-in-stores',
      comment:
        'Whoever reviews what the node asks of its database reads these files and no others.',
      severity: 'error',
      from: {
        path: '^packages/',
        pathNot: [
          '^packages/server/src/.*[/-]store\\.ts$',
          '^packages/server/src/(db|jobs)/',
          '^packages/server/src/.*/jobs?\\.ts$',
          '\\.pg\\.test\\.ts$',
          '^packages/server/src/testing/',
          '^packages/server/src/[^/]+/testing/',
          // The peer that the node is measured against.
          '^packages/cli/src/bench/bare\\.ts$',
        ],
      },
      to: { path: 'node_modules/(pg|kysely|graphile-worker|pg-[a-z-]+)/' },
    },
    {
      name: 'slice-only-through-its-index',
      comment:
        'A slice is used through the names in its index.ts; the rest may change any day. Screens of the app are made ' +
        'of one another, so there an index would tie every screen to every other.',
      severity: 'error',
      from: { path: '^packages/(casework|server)/src/([^/]+)/' },
      to: {
        path: '^packages/$1/src/([^/]+)/(?!index\\.tsx?$)',
        pathNot: ['^packages/$1/src/$2/', '^packages/server/src/(db|http|testing)/'],
      },
    },
    {
      name: 'no-test-code-in-production',
      comment: 'Known keys and fixed clocks belong to tests.',
      severity: 'error',
      from: { path: '^packages/[a-z]+/src/', ...production },
      to: {
        path: ['^packages/.*(\\.test\\.tsx?$|/testing/)', 'node_modules/(vitest|fast-check)/'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
