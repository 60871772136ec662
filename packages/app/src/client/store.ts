/** What a device keeps between two unlockings: a small keyed store, and the sealed view of it. */
import { fromBase64url, fromUtf8, openWithKey, sealWithKey, toBase64url, utf8 } from '@amparo/seal';
import type { Bytes } from '@amparo/seal';

/** What can be kept. `device` is needed before anything can be opened; all else is sealed. */
export type Shelf =
  'device' | 'profile' | 'pin' | 'drawer' | 'head' | 'outbox' | 'checkpoint' | 'packet';

/**
 * A place on this device that keeps text under a name, shelf by shelf.
 *
 * Shape: names and values are opaque text. `list` gives names in no particular order. A `put` that
 * resolved survives a crash of the page. Throws when the device has no room or forbids storage.
 */
export interface Store {
  get(shelf: Shelf, name: string): Promise<string | undefined>;
  put(shelf: Shelf, name: string, value: string): Promise<void>;
  delete(shelf: Shelf, name: string): Promise<void>;
  list(shelf: Shelf): Promise<readonly string[]>;
}

/** Makes a store that forgets everything when the program ends. */
export function createMemoryStore(): Store {
  const shelves = new Map<Shelf, Map<string, string>>();
  const shelfOf = (shelf: Shelf): Map<string, string> => {
    const found = shelves.get(shelf) ?? new Map<string, string>();
    shelves.set(shelf, found);
    return found;
  };
  return {
    get: (shelf, name) => Promise.resolve(shelfOf(shelf).get(name)),
    put: (shelf, name, value) => {
      shelfOf(shelf).set(name, value);
      return Promise.resolve();
    },
    delete: (shelf, name) => {
      shelfOf(shelf).delete(name);
      return Promise.resolve();
    },
    list: (shelf) => Promise.resolve([...shelfOf(shelf).keys()]),
  };
}

/** A store whose values are JSON, sealed under a key that exists only while unlocked. */
export interface SealedStore {
  get<T>(shelf: Shelf, name: string): Promise<T | undefined>;
  put(shelf: Shelf, name: string, value: unknown): Promise<void>;
  delete(shelf: Shelf, name: string): Promise<void>;
  list(shelf: Shelf): Promise<readonly string[]>;
}

/**
 * Seals a member's part of a store. Names of another member, and values that were changed or moved to
 * another name on disk, read as absent: what the disk says is never trusted further than the key goes.
 */
export function sealedStore(store: Store, member: string, key: Bytes): SealedStore {
  const prefix = `${member}/`;
  const place = (shelf: Shelf, name: string): string => `store ${shelf} ${member} ${name}`;
  return {
    async get<T>(shelf: Shelf, name: string) {
      const sealed = await store.get(shelf, prefix + name);
      if (sealed === undefined) return undefined;
      try {
        const bytes = await openWithKey(key, place(shelf, name), fromBase64url(sealed));
        return JSON.parse(fromUtf8(bytes)) as T;
      } catch {
        return undefined;
      }
    },
    async put(shelf, name, value) {
      const sealed = await sealWithKey(key, place(shelf, name), utf8(JSON.stringify(value)));
      await store.put(shelf, prefix + name, toBase64url(sealed));
    },
    delete: (shelf, name) => store.delete(shelf, prefix + name),
    list: async (shelf) =>
      (await store.list(shelf))
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length)),
  };
}
