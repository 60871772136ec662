/** Serves the built app: every path that is no call is a screen. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { sendRefusal } from './problem.ts';

/**
 * Serves `folder`, with `index.html` for every path of the app; without a folder there are only calls.
 *
 * Files under `/assets/` carry a hash in their names and may be kept for ever; nothing else may.
 */
export function serveApp(server: FastifyInstance, folder: string | null): void {
  if (folder !== null) {
    void server.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      cacheControl: false,
      etag: true,
      dotfiles: 'ignore',
      setHeaders: (reply, path) => {
        const isHashed = path.slice(folder.length).replaceAll('\\', '/').startsWith('/assets/');
        void reply.header(
          'cache-control',
          isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const isScreen =
      folder !== null && request.method === 'GET' && !request.url.startsWith('/api/');
    if (!isScreen) return sendRefusal(reply, { code: 'not-available' });
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
