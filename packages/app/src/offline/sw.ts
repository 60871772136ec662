/// <reference lib="webworker" />
/**
 * The service worker: keeps the shell of the app on this device, so that it opens without a line.
 * It stores the app's own files and nothing else: no answer of the node ever enters the cache.
 * Both lists come from the build (`shell.json`), each file named by the hash of its content.
 */
export type {};
declare const self: ServiceWorkerGlobalScope;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

const LIST = '/shell.json';
const FIXED = ['/', '/icon.svg', '/app.webmanifest', LIST];
const PREFIX = 'shell-';

async function listShell(): Promise<{ name: string; files: readonly string[] }> {
  const answer = await fetch(LIST, { cache: 'no-store' });
  if (!answer.ok) throw new Error('The list of the shell could not be read.');
  const text = await answer.text();
  const chunks = Object.values(JSON.parse(text) as Readonly<Record<string, Chunk>>);
  const named = chunks.flatMap(({ file, css, assets }) => [
    file,
    ...(css ?? []),
    ...(assets ?? []),
  ]);
  const files = new Set([
    ...FIXED,
    ...named.filter((file) => file !== 'sw.js').map((file) => `/${file}`),
  ]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hash = Array.from(new Uint8Array(digest).slice(0, 8), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return { name: PREFIX + hash.join(''), files: [...files] };
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const { name, files } = await listShell();
      await keepAll(await caches.open(name), files);
      await self.skipWaiting();
    })(),
  );
});

/** One after the other, and what is kept already is not fetched again: a line may break at any file. */
async function keepAll(cache: Cache, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const isKept = file.startsWith('/assets/') && (await cache.match(file)) !== undefined;
    if (!isKept) await cache.add(new Request(file, { cache: 'no-store' }));
  }
}

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
      const current = await newest(names);
      await Promise.all(
        names.filter((name) => name !== current).map((name) => caches.delete(name)),
      );
      await self.clients.claim();
    })(),
  );
});

/** The cache whose list is the one on the node; without a line, whichever there is. */
async function newest(names: readonly string[]): Promise<string | undefined> {
  try {
    const { name } = await listShell();
    if (names.includes(name)) return name;
  } catch {
    // Without a line there is nothing to compare with, and every cache is whole.
  }
  return names.at(-1);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/log/')) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (isShell(url.pathname)) event.respondWith(fromShell(request));
});

function isShell(path: string): boolean {
  return path.startsWith('/assets/') || path === '/icon.svg' || path === '/app.webmanifest';
}

/** The page comes from the node while there is a line, so that a new release is seen at once. */
async function page(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) return fresh;
  } catch {
    // No line: the kept page opens what this device has.
  }
  return (await caches.match('/')) ?? Response.error();
}

async function fromShell(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
