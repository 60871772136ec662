import { expect, test } from 'vitest';
import { readConfig, SETTINGS } from './config.ts';

const needed = {
  DATABASE_URL: 'postgres://owner:secret-canary@localhost/main',
  KEYSTORE_URL: 'postgres://owner:secret-canary@localhost/keys',
  AMPARO_DATA: '/tmp/amparo-data',
  AMPARO_COUNTRY: 'PT',
};

test('what is not set has a value that suits one machine', () => {
  expect(readConfig(needed)).toMatchObject({
    host: '127.0.0.1',
    appPort: 8080,
    portalPort: 8081,
    appUrl: null,
    behindProxy: false,
    demo: false,
    enrolmentTokens: [],
    appDist: null,
  });
});

test.each(Object.keys(needed))('%s must be set, and the refusal says so', (name) => {
  expect(() => readConfig({ ...needed, [name]: '' })).toThrow(`${name} (`);
});

test.each([
  ['AMPARO_APP_PORT', '70000'],
  ['AMPARO_APP_PORT', '80a'],
  ['AMPARO_DEMO', 'maybe'],
  ['AMPARO_COUNTRY', 'Portugal'],
  ['AMPARO_ENROLMENT_TOKEN', 'too-short'],
  ['DATABASE_URL', 'secret-canary'],
])('%s cannot be %s', (name, value) => {
  const read = (): unknown => readConfig({ ...needed, [name]: value });
  expect(read).toThrow(name);
  expect(read).not.toThrow('secret-canary');
});

test('several organisations can be invited at once', () => {
  const tokens = `${'a'.repeat(16)}, ${'b'.repeat(16)}`;
  const { enrolmentTokens } = readConfig({ ...needed, AMPARO_ENROLMENT_TOKEN: tokens });
  expect(enrolmentTokens).toEqual(['a'.repeat(16), 'b'.repeat(16)]);
});

test('every variable has prose for the operator', () => {
  for (const setting of Object.values(SETTINGS)) expect(setting.prose).toMatch(/\.$/);
});
