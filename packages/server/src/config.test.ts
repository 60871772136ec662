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
  ['AMPARO_COUNTRY', 'GB-England'],
  ['AMPARO_FEDERATION_KEYS', 'A'.repeat(43)],
  ['AMPARO_FEDERATION_KEYS', `${'A'.repeat(43)},${'A'.repeat(43)}`],
  ['AMPARO_LAW_KEYS', 'example.org/law'],
  ['AMPARO_ENROLMENT_TOKEN', 'too-short'],
  ['DATABASE_URL', 'secret-canary'],
])('%s cannot be %s', (name, value) => {
  const read = (): unknown => readConfig({ ...needed, [name]: value });
  expect(read).toThrow(name);
  expect(read).not.toThrow('secret-canary');
});

test('a node can stand under the law of a part of a country', () => {
  expect(readConfig({ ...needed, AMPARO_COUNTRY: 'GB-EAW' }).country).toBe('GB-EAW');
});

test('a federation file without the keys of the two bodies is not taken on trust', () => {
  const file = { ...needed, AMPARO_FEDERATION_FILE: '/tmp/federation.json' };
  expect(() => readConfig(file)).toThrow('AMPARO_FEDERATION_KEYS');
  const keys = ['A'.repeat(43), 'B'.repeat(43)];
  const read = readConfig({ ...file, AMPARO_FEDERATION_KEYS: keys.join(', ') });
  expect(read).toMatchObject({
    federationFile: '/tmp/federation.json',
    federationKeys: keys,
    federationUrl: null,
    federationPort: 8082,
  });
});

test('a release of the law without the keys that may sign it is not taken on trust', () => {
  const file = { ...needed, AMPARO_LAW_RELEASE: '/tmp/law-release' };
  expect(() => readConfig(file)).toThrow('AMPARO_LAW_KEYS');
  const key = `example.org/law+1c2d3e4f+${'A'.repeat(44)}`;
  expect(readConfig({ ...file, AMPARO_LAW_KEYS: key })).toMatchObject({
    lawRelease: '/tmp/law-release',
    lawKeys: [key],
  });
  expect(readConfig(needed)).toMatchObject({ lawRelease: null, lawKeys: [] });
});

test('several organisations can be invited at once', () => {
  const tokens = `${'a'.repeat(16)}, ${'b'.repeat(16)}`;
  const { enrolmentTokens } = readConfig({ ...needed, AMPARO_ENROLMENT_TOKEN: tokens });
  expect(enrolmentTokens).toEqual(['a'.repeat(16), 'b'.repeat(16)]);
});

test('every variable has prose for the operator', () => {
  for (const setting of Object.values(SETTINGS)) expect(setting.prose).toMatch(/\.$/);
});
