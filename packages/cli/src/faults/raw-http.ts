/** Requests as no honest client sends them: half, slowly, twice, or by the thousand. */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A connection that never finishes its request. */
export interface SlowSender {
  /** Milliseconds until the node closed it; settles when it did. */
  readonly closedAfterMs: Promise<number>;
  stop(): void;
}

/** Announces a body and sends one byte of it every second. */
export function dripBody(origin: string, path: string, sender: string): SlowSender {
  const { host } = new URL(origin);
  const socket = open(origin);
  const began = performance.now();
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nX-Forwarded-For: ${sender}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"lookup":"',
  );
  const drip = setInterval(() => socket.write('A'), 1000);
  const closedAfterMs = new Promise<number>((resolve) => {
    socket.once('close', () => {
      clearInterval(drip);
      resolve(performance.now() - began);
    });
  });
  return { closedAfterMs, stop: () => socket.destroy() };
}

/** Sends these bytes as they are and gives everything that came back until the node closed or fell silent. */
export async function sendRaw(origin: string, bytes: string | Buffer): Promise<string> {
  const socket = open(origin);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  socket.write(bytes);
  await new Promise<void>((resolve) => {
    socket.setTimeout(3000, () => socket.destroy());
    socket.once('close', () => {
      resolve();
    });
  });
  return answer;
}

function open(origin: string): Socket {
  const { port } = new URL(origin);
  const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
  // What the node does with such a connection is seen by its closing.
  socket.on('error', () => socket.destroy());
  return socket;
}

/** What a flood came to: how many answers had each status; 0 counts connections without an answer. */
export type Statuses = ReadonlyMap<number, number>;

/** One request of a flood. */
export interface FloodRequest {
  readonly path: string;
  readonly body: string;
  readonly sender: string;
}

const CONNECTIONS = 400;

/** Sends all requests at once, over as many connections as a small machine may open. */
export async function flood(
  origin: string,
  count: number,
  nth: (index: number) => FloodRequest,
): Promise<Statuses> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const statuses = new Map<number, number>();
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const status = await post(origin, nth(index), agent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }),
  );
  agent.destroy();
  return statuses;
}

function post(origin: string, { path, body, sender }: FloodRequest, agent: Agent): Promise<number> {
  const headers = {
    origin,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-forwarded-for': sender,
  };
  return new Promise((resolve) => {
    const asked = request(`${origin}${path}`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    });
    asked.once('error', () => {
      resolve(0);
    });
    asked.end(body);
  });
}
