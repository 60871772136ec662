/**
 * A worker process of the portal: answers connections that the supervisor hands over, and exits as
 * soon as it has answered somebody who wrote something.
 */
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { faultFields } from '../logger.ts';
import { answerRequest } from './answer.ts';
import { loadAllWords } from './catalogues.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './channel.ts';
import { createLine } from './line.ts';
import { createRightsTeller } from './rights/teller.ts';

/** A connection that says nothing for this long is closed. */
const SILENCE_MILLISECONDS = 20_000;
/** No request takes longer than this, however slowly it drips. */
const LONGEST_MILLISECONDS = 120_000;
/** A tainted worker gives a connection that has said nothing yet this long to begin. */
const BEGIN_MILLISECONDS = 5_000;
/** A tainted worker waits this long for other answers that are still being sent. */
const LINGER_MILLISECONDS = 30_000;

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}

const line = createLine(send);
const sockets = new Set<Socket>();
/** Sockets on which a request has begun; browsers also open some that they never use. */
const busy = new WeakSet<Socket>();
let isTainted = false;
/** Whether connections may still be on their way to this process. */
let mayGetMore = true;

process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', (error) => {
  send({ kind: 'fault', fields: faultFields(error) });
  setTimeout(() => process.exit(1), 100);
});

process.on('message', (message: ToWorker, socket?: Socket) => {
  if (message.kind === 'setup') start(message.setup);
  else if (message.kind === 'connection') takeConnection(message.connection, socket);
  else if (message.kind === 'no-more') takeNoMore();
  else line.hear(message);
});

const server = createServer();

function start(setup: WorkerSetup): void {
  const words = loadAllWords();
  const report = (error: unknown): void => {
    send({ kind: 'fault', fields: faultFields(error) });
  };
  const tellRights = createRightsTeller({ words, place: setup.place, line });
  server.on('request', (request, response) => {
    busy.add(request.socket);
    void answerRequest(request, response, { setup, words, line, tellRights, taint, report });
  });
  server.on('clientError', (_error, socket) => {
    socket.destroy();
  });
  send({ kind: 'ready' });
}

function takeConnection(connection: number, socket: Socket | undefined): void {
  // The client may have gone while its connection was on the way.
  if (socket === undefined) {
    send({ kind: 'connection-over', connection });
    return;
  }
  sockets.add(socket);
  const longest = setTimeout(() => socket.destroy(), LONGEST_MILLISECONDS);
  socket.setTimeout(SILENCE_MILLISECONDS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    clearTimeout(longest);
    sockets.delete(socket);
    send({ kind: 'connection-over', connection });
    exitWhenDone();
  });
  server.emit('connection', socket);
  socket.resume();
}

/** From here on this process takes nothing new, and exits when the last answer is on its way. */
function taint(): void {
  if (isTainted) return;
  isTainted = true;
  send({ kind: 'tainted' });
  setTimeout(() => {
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
  }, BEGIN_MILLISECONDS);
  setTimeout(() => process.exit(0), LINGER_MILLISECONDS);
  exitWhenDone();
}

function takeNoMore(): void {
  mayGetMore = false;
  exitWhenDone();
}

function exitWhenDone(): void {
  if (isTainted && !mayGetMore && sockets.size === 0) process.exit(0);
}
