/**
 * Owns the portal's listening socket and reads nothing from it. Whole connections go to worker
 * processes that were started before anybody came; a worker that has seen what a person wrote
 * answers and exits. So what somebody without a script writes never enters a process that stays.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../logger.ts';
import type { Ask, FromWorker, ToWorker, WorkerSetup } from './channel.ts';

/** How many processes there may be, and how much may wait for them. */
export interface Bounds {
  /** Clean workers kept ready. */
  readonly spare: number;
  /** Processes alive at once, whatever they are doing. */
  readonly most: number;
  /** Connections that may wait for a clean worker. */
  readonly waiting: number;
  readonly waitMilliseconds: number;
}

export const BOUNDS: Bounds = { spare: 3, most: 10, waiting: 100, waitMilliseconds: 15_000 };
/** Connections that one clean worker serves at the same time. */
const EACH = 64;
/** Connections of one address at the same time; behind a proxy everybody has the proxy's address. */
const EACH_ADDRESS = 40;
/** A calm page is written to at most this many connections at a time; more are closed. */
const MOST_CALM = 200;
const CALM_MILLISECONDS = 3_000;
const RESTART_MILLISECONDS = 1_000;
const LAST_ANSWERS_MILLISECONDS = 3_000;

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const ROOT = new URL('../../../../', import.meta.url);
/** The program and its words; not the folder beside them in which a node may keep its data. */
const READABLE = ['packages/', 'node_modules/', 'locales/'].map(
  (folder) => `--allow-fs-read=${fileURLToPath(new URL(folder, ROOT))}`,
);

export interface SupervisorDeps {
  readonly setup: WorkerSetup;
  readonly bounds: Bounds;
  readonly log: Logger;
  /** The whole HTTP answer for a connection that no worker can take. */
  readonly calm: Buffer;
  /** Does what a worker asks for: the node's calls, limits, signing. */
  readonly fulfil: (ask: Ask) => Promise<unknown>;
}

interface Worker {
  readonly child: ChildProcess;
  state: 'starting' | 'clean' | 'tainted';
  /** Its open connections, by number, with the address each came from. */
  readonly connections: Map<number, string>;
}

interface Waiting {
  readonly socket: Socket;
  readonly timer: NodeJS.Timeout;
}

export class Supervisor {
  readonly #deps: SupervisorDeps;
  readonly #server: Server;
  readonly #workers = new Set<Worker>();
  readonly #waiting: Waiting[] = [];
  readonly #calm = new Set<Socket>();
  readonly #addresses = new Map<string, number>();
  #lastConnection = 0;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(deps: SupervisorDeps) {
    this.#deps = deps;
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      this.#take(socket);
    });
    this.#server.on('drop', () => this.#deps.log.warn({ event: 'portal-connection-dropped' }));
    this.#server.maxConnections = 2_000;
  }

  /** Listens once the first worker is ready; gives the port. */
  async start(host: string, port: number): Promise<number> {
    this.#fill();
    await this.#firstReady();
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** The processes that are alive now. */
  pids(): readonly number[] {
    return [...this.#workers].flatMap(({ child }) => child.pid ?? []);
  }

  /** Takes no more connections, answers what is under way, and ends every worker. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    // The port is free at once. `close` would also report that every connection of every worker has
    // ended, which a worker that dies in between never says.
    this.#server.close();
    for (const { socket, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer);
      socket.destroy();
    }
    for (const socket of this.#calm) socket.destroy();
    await this.#answersUnderWay();
    const ended = [...this.#workers].map(
      ({ child }) =>
        new Promise<void>((resolve) => {
          child.once('exit', () => resolve());
          child.kill('SIGKILL');
        }),
    );
    await Promise.all(ended);
  }

  /** Waits a little for answers that are being sent. */
  async #answersUnderWay(): Promise<void> {
    const limit = Date.now() + LAST_ANSWERS_MILLISECONDS;
    const isBusy = (): boolean =>
      [...this.#workers].some(({ connections }) => connections.size > 0);
    while (isBusy() && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  async #firstReady(): Promise<void> {
    const limit = Date.now() + 60_000;
    while (![...this.#workers].some(({ state }) => state === 'clean')) {
      if (Date.now() > limit) throw new Error('No worker process of the portal became ready.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Starts processes until enough are clean, or there are too many. */
  #fill(): void {
    if (this.#isStopping) return;
    const { spare, most } = this.#deps.bounds;
    let ready = [...this.#workers].filter(({ state }) => state !== 'tainted').length;
    while (ready < spare && this.#workers.size < most) {
      this.#spawn();
      ready += 1;
    }
  }

  #spawn(): void {
    const child = fork(WORKER, [], {
      // It may read the program and nothing else, write nowhere, and start nothing.
      execArgv: ['--permission', ...READABLE, '--max-old-space-size=256'],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const worker: Worker = { child, state: 'starting', connections: new Map() };
    this.#workers.add(worker);
    child.on('message', (message) => this.#hear(worker, message as FromWorker));
    child.on('error', () => this.#deps.log.warn({ event: 'portal-worker-unreachable' }));
    child.on('exit', () => this.#leave(worker));
    this.#tell(worker, { kind: 'setup', setup: this.#deps.setup });
  }

  #leave(worker: Worker): void {
    const wasReady = worker.state !== 'starting';
    this.#workers.delete(worker);
    for (const address of worker.connections.values()) this.#count(address, -1);
    if (this.#isStopping) return;
    if (wasReady) {
      this.#fill();
      return;
    }
    // It never became ready: starting the next at once would only burn the machine.
    this.#deps.log.error({ event: 'portal-worker-failed' });
    this.#restart = setTimeout(() => this.#fill(), RESTART_MILLISECONDS);
  }

  #hear(worker: Worker, message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        worker.state = 'clean';
        this.#serveWaiting();
        break;
      case 'tainted':
        worker.state = 'tainted';
        this.#tell(worker, { kind: 'no-more' });
        this.#fill();
        break;
      case 'connection-over':
        this.#forget(worker, message.connection);
        this.#serveWaiting();
        break;
      case 'fault':
        this.#deps.log.error({ ...message.fields, event: 'portal-fault' });
        break;
      case 'ask':
        void this.#answer(worker, message.id, message.ask);
    }
  }

  async #answer(worker: Worker, id: number, ask: Ask): Promise<void> {
    try {
      const value = await this.#deps.fulfil(ask);
      this.#tell(worker, { kind: 'answer', id, answer: { ok: true, value } });
    } catch {
      this.#tell(worker, { kind: 'answer', id, answer: { ok: false } });
    }
  }

  #tell(worker: Worker, message: ToWorker, socket?: Socket): void {
    if (!worker.child.connected) {
      socket?.destroy();
      return;
    }
    worker.child.send(message, socket, { keepOpen: false }, (error) => {
      if (error !== null) socket?.destroy();
    });
  }

  #take(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#isTooMany(addressOf(socket))) {
      this.#calmDown(socket);
      return;
    }
    const worker = this.#findClean();
    if (worker !== undefined) {
      this.#hand(worker, socket);
      return;
    }
    this.#fill();
    if (this.#waiting.length >= this.#deps.bounds.waiting) {
      this.#calmDown(socket);
      return;
    }
    const timer = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      this.#calmDown(socket);
    }, this.#deps.bounds.waitMilliseconds);
    const waiting: Waiting = { socket, timer };
    this.#waiting.push(waiting);
  }

  #findClean(): Worker | undefined {
    return [...this.#workers]
      .filter(({ state, connections }) => state === 'clean' && connections.size < EACH)
      .toSorted((a, b) => a.connections.size - b.connections.size)[0];
  }

  #hand(worker: Worker, socket: Socket): void {
    const connection = ++this.#lastConnection;
    const address = addressOf(socket);
    worker.connections.set(connection, address);
    this.#count(address, 1);
    this.#tell(worker, { kind: 'connection', connection }, socket);
  }

  #forget(worker: Worker, connection: number): void {
    const address = worker.connections.get(connection);
    if (address === undefined) return;
    worker.connections.delete(connection);
    this.#count(address, -1);
  }

  #count(address: string, by: 1 | -1): void {
    const open = (this.#addresses.get(address) ?? 0) + by;
    if (open <= 0) this.#addresses.delete(address);
    else this.#addresses.set(address, open);
  }

  #isTooMany(address: string): boolean {
    if (this.#deps.setup.behindProxy) return false;
    return (this.#addresses.get(address) ?? 0) >= EACH_ADDRESS;
  }

  #serveWaiting(): void {
    for (let worker = this.#findClean(); worker !== undefined; worker = this.#findClean()) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      clearTimeout(next.timer);
      if (!next.socket.destroyed) this.#hand(worker, next.socket);
    }
  }

  /**
   * Writes the calm page without reading a byte of the request, and closes a little later, so that
   * the answer is not lost with the unread rest.
   */
  #calmDown(socket: Socket): void {
    if (this.#calm.size >= MOST_CALM) {
      socket.destroy();
      return;
    }
    this.#calm.add(socket);
    socket.on('close', () => this.#calm.delete(socket));
    socket.end(this.#deps.calm);
    setTimeout(() => socket.destroy(), CALM_MILLISECONDS).unref();
  }
}

function addressOf(socket: Socket): string {
  return socket.remoteAddress ?? '';
}
