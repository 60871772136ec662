/**
 * The log as anybody can check it: checkpoints for everybody, tiles for members, in the paths and bytes
 * of C2SP tlog-tiles.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  formatEntryBundle,
  formatTile,
  parseTilePath,
  type Tile,
  TILE_WIDTH,
  tileWidth,
} from '@amparo/ledger';
import { toText } from '../bytes.ts';
import type { AppDeps } from '../deps.ts';
import { type FaceContext, findMember } from '../http/mount.ts';
import { sendRefusal } from '../http/problem.ts';
import { findLogState, listEntries, listOrigins, listTreeNodes, type LogState } from './store.ts';

/** Mounts the public files of the log on the practitioners' face. */
export function publishLog(server: FastifyInstance, { db }: AppDeps, face: FaceContext): void {
  const visitor = db.as({ kind: 'nobody' });
  server.get('/api/log/checkpoint', async (_request, reply) => {
    const state = await findLogState(visitor);
    if (typeof state?.checkpoint !== 'string') return sendRefusal(reply, { code: 'node/busy' });
    return reply.type('text/plain; charset=utf-8').send(state.checkpoint);
  });
  server.get('/api/log/origins', async (_request, reply) => {
    const origins = (await listOrigins(visitor)).map((state) => ({
      origin: state.origin,
      checkpoint: state.checkpoint,
      follows: state.follows,
      salt: state.follows_salt === null ? null : toText(state.follows_salt),
    }));
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ origins }));
  });
  server.get('/api/log/tile/*', async (request, reply) => {
    const member = await findMember(request, face);
    if (member === undefined) return sendRefusal(reply, { code: 'session/none' });
    const tile = parseTilePath(request.url.slice('/api/log/'.length));
    const state = await findLogState(visitor);
    const bytes = tile && state && (await readTile(db.as(member), state, tile));
    return bytes === undefined
      ? sendRefusal(reply, { code: 'not-available' })
      : sendTile(reply, bytes);
  });
}

function sendTile(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  return reply.type('application/octet-stream').send(Buffer.from(bytes));
}

/** A tile or entry bundle of the tree that was signed last; `undefined` beyond its edge. */
async function readTile(
  db: Parameters<typeof listEntries>[0],
  { generation, signed_size: size }: LogState,
  { level, index, width }: Tile,
): Promise<Uint8Array | undefined> {
  if (size === null || tileWidth(size, level, index) < width) return undefined;
  const range = { generation, from: index * TILE_WIDTH, count: width };
  if (level === 'entries') return formatEntryBundle(await listEntries(db, range));
  return formatTile(await listTreeNodes(db, { ...range, level }));
}
