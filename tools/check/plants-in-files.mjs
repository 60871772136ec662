/** @typedef {import('./plants-in-code.mjs').Plant} Plant */

// Put together here, so that this file does not break the rules it plants against.
const skip = ['test', 'skip'].join('.');
const only = ['test', 'only'].join('.');
const todo = ['it', 'todo'].join('.');
const fixme = ['test', 'fixme'].join('.');
const path = (/** @type {string[]} */ ...names) => names.join('/');
const exception = '// eslint' + '-disable-next-line eqeqeq';
const long = (/** @type {number} */ lines) => 'void 0;\n'.repeat(lines);

/** @param {string} check @param {string} rule @returns {(file: string, text: string) => Plant} */
const against = (check, rule) => (file, text) => ({ check, rule, file, text: `${text}\n` });

const wronglyTyped = against('types tsconfig.tests.json', 'TS2322');
const unformatted = against('format', 'prettier');
const nameless = against('names', 'says nothing');
const skipped = against('tests', 'skipped');
const checkout = against('stand-alone', 'checkout');

/** @param {string} rule @param {(lock: any) => void} change @returns {Plant} */
const inLock = (rule, change) => ({
  check: 'dependencies',
  rule,
  file: 'package-lock.json',
  mark: 'left-pad',
  edit: (text) => {
    const lock = JSON.parse(text);
    change(lock);
    return JSON.stringify(lock);
  },
});

const manifest = JSON.stringify({
  name: '@amparo/planted',
  version: '0.1.0',
  dependencies: { 'left-pad': '^1.3.0' },
});

/** @type {Plant[]} */
export const filePlants = [
  wronglyTyped('e2e/planted-type.spec.ts', "export const planted: number = 'a text';"),
  wronglyTyped('tools/planted-type.mjs', '/** @type {number} */\nexport const a = "";'),
  unformatted('packages/law/src/planted-format.ts', 'export const a   =  1'),
  unformatted('docs/planted-format.md', '*  a\n*  b'),
  against('dead code', 'files')('packages/law/src/planted-file.ts', 'export const a = 1;'),
  against('dead code', 'unlisted')('packages/seal/src/planted.test.ts', "import 'left-pad';"),
  against('dead code', 'dependencies')('packages/planted/package.json', manifest),
  {
    ...against('dead code', 'exports')('tools/node24.mjs', ''),
    mark: 'planted',
    edit: (text) => `${text}export const planted = 1;\n`,
  },
  against('sizes', '400 lines')('packages/law/src/planted-long.ts', long(400)),
  against('sizes', '400 lines')('e2e/planted-long.spec.ts', long(400)),
  against('sizes', '150 lines')('tools/planted-long.mjs', long(150)),
  nameless('packages/app/src/utils/planted.ts', ''),
  nameless('packages/law/src/helpers.ts', ''),
  against('names', 'kebab-case')('packages/law/src/PlantedName.ts', ''),
  against('stand-alone', 'neighbour')('docs/planted-1.md', `see ${path('..', 'shared')}/law`),
  checkout('docs/planted-2.md', `in ${path('', 'work', 'main')}`),
  checkout('tools/planted-checkout.mjs', `// ${path('', 'tmp', 'amparo', 'a')}`),
  against('stand-alone', 'registry')(
    'docs/planted-3.md',
    `https://${['registry', 'npmjs', 'org'].join('.')}/`,
  ),
  ...[skip, only, todo, fixme].map((call, index) =>
    skipped(`packages/law/src/planted-${index}.test.ts`, `${call}('a person', () => {});`),
  ),
  skipped('e2e/planted-skipped.spec.ts', `${skip}('a person', () => {});`),
  against('exceptions', 'reason')(
    'packages/law/src/planted-exception.ts',
    `${exception}\nexport const a = 1 == 1;`,
  ),
  against('dependencies', 'no reason')('packages/planted/package.json', manifest),
  against('dependencies', 'not pinned')('packages/planted/package.json', manifest),
  {
    ...against('dependencies', 'dead line')('docs/decisions/dependencies.md', ''),
    mark: 'right-pad',
    edit: (text) => `${text}- \`right-pad\`: planted.\n`,
  },
  inLock('download address', (lock) => {
    lock.packages['node_modules/left-pad'] = {
      version: '1.3.0',
      resolved: 'https://example.org/left-pad.tgz',
    };
  }),
  inLock('incomplete lockfile', (lock) => {
    lock.packages['node_modules/pg'].optionalDependencies = { 'left-pad-native': '1.0.0' };
  }),
];
