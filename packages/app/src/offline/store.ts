/** The client's store in IndexedDB. It is given sealed text and opaque names; it never sees content. */
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Shelf, Store } from '../client/index.ts';

const NAME = 'amparo';
const VERSION = 1;

interface Shelves extends DBSchema {
  shelves: { key: [Shelf, string]; value: string };
}

/**
 * Opens the store of this browser profile. A `put` that resolved is on disk (`durability: strict`).
 * Throws when the browser forbids storage, as in some private windows.
 */
export async function openStore(name = NAME): Promise<Store> {
  const database = await openDB<Shelves>(name, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore('shelves');
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBPDatabase<Shelves> | null)?.close();
    },
  });
  const write = async (act: (shelves: IDBObjectStoreLike) => Promise<unknown>): Promise<void> => {
    const transaction = database.transaction('shelves', 'readwrite', { durability: 'strict' });
    await Promise.all([act(transaction.store), transaction.done]);
  };
  return {
    get: (shelf, key) => database.get('shelves', [shelf, key]),
    put: (shelf, key, value) => write((shelves) => shelves.put(value, [shelf, key])),
    delete: (shelf, key) => write((shelves) => shelves.delete([shelf, key])),
    list: async (shelf) => {
      const range = IDBKeyRange.bound([shelf], [shelf, []], false, true);
      const keys = await database.getAllKeys('shelves', range);
      return keys.map(([, key]) => key);
    },
  };
}

interface IDBObjectStoreLike {
  put(value: string, key: [Shelf, string]): Promise<unknown>;
  delete(key: [Shelf, string]): Promise<unknown>;
}
