import { expect, test } from 'vitest';
import { findEmergencyNumbers } from './emergency.ts';

test('a country shows its own numbers', () => {
  expect(findEmergencyNumbers('GB')).toEqual({ all: '999' });
  expect(findEmergencyNumbers('ro')).toEqual({ all: '112' });
  expect(findEmergencyNumbers('VN')).toEqual({ police: '113', ambulance: '115' });
});

test('a part of a country shows the numbers of the country', () => {
  expect(findEmergencyNumbers('GB-EAW')).toEqual({ all: '999' });
});

test('a country that is not recorded shows no number at all rather than a guess', () => {
  expect(findEmergencyNumbers('ZZ')).toBeUndefined();
  expect(findEmergencyNumbers('constructor')).toBeUndefined();
});
