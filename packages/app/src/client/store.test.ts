import { randomBytes } from '@amparo/seal';
import { expect, test } from 'vitest';
import { createMemoryStore, sealedStore } from './store.ts';

const member = '0f8fad5b-d9cb-469f-a165-70867728950e';
const other = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

test('what is kept comes back under the same key, and nothing of it can be read on the device', async () => {
  const store = createMemoryStore();
  const sealed = sealedStore(store, member, randomBytes(32));
  await sealed.put('profile', 'me', { story: 'canary-in-the-store' });
  expect(await sealed.get('profile', 'me')).toEqual({ story: 'canary-in-the-store' });
  const names = await store.list('profile');
  const values = await Promise.all(names.map((name) => store.get('profile', name)));
  expect(values).toHaveLength(1);
  expect(values.join()).not.toContain('canary');
});

test('another key, another member, or a value moved to another name reads as absent', async () => {
  const store = createMemoryStore();
  const key = randomBytes(32);
  const sealed = sealedStore(store, member, key);
  await sealed.put('pin', 'root', 'mine');
  const value = (await store.get('pin', `${member}/root`)) ?? '';
  await store.put('pin', `${member}/other-root`, value);
  await store.put('pin', `${other}/root`, value);
  await store.put('profile', `${member}/root`, value);
  expect(await sealed.get('pin', 'other-root')).toBeUndefined();
  expect(await sealed.get('profile', 'root')).toBeUndefined();
  expect(await sealedStore(store, other, key).get('pin', 'root')).toBeUndefined();
  expect(await sealedStore(store, member, randomBytes(32)).get('pin', 'root')).toBeUndefined();
  expect(await sealed.get('pin', 'root')).toBe('mine');
});

test('a member lists what is theirs and nothing of others', async () => {
  const store = createMemoryStore();
  const key = randomBytes(32);
  await sealedStore(store, member, key).put('outbox', 'a', 1);
  await sealedStore(store, other, key).put('outbox', 'b', 2);
  expect(await sealedStore(store, member, key).list('outbox')).toEqual(['a']);
});
