/** A line between two nodes that loses, repeats, delays and reorders, on real sockets. */
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What happens to one request on its way. */
export type Weather = 'fine' | 'lose-request' | 'lose-answer' | 'twice' | 'late';

export interface BadLine {
  /** Where the node behind it can be reached. */
  readonly url: string;
  /** To which port the line leads; 0 cuts it. */
  target: number;
  /** Asked for each request. */
  weather: () => Weather;
  stop(): Promise<void>;
}

/** Lays a line that leads nowhere yet. */
export async function layBadLine(): Promise<BadLine> {
  const server = createServer((incoming, outgoing) => {
    void carry(line, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const line: BadLine = {
    url: `http://127.0.0.1:${port}`,
    target: 0,
    weather: () => 'fine',
    stop: () => close(server),
  };
  return line;
}

async function carry(
  line: BadLine,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await readAll(incoming);
  const weather = line.weather();
  if (line.target === 0 || weather === 'lose-request') {
    incoming.socket.destroy();
    return;
  }
  if (weather === 'late') await pause(40);
  const answer = await forward(line.target, incoming, body);
  if (weather === 'twice') await forward(line.target, incoming, body);
  if (weather === 'lose-answer') {
    incoming.socket.destroy();
    return;
  }
  outgoing.writeHead(answer.status, answer.headers);
  outgoing.end(answer.body);
}

interface Carried {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function forward(
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Carried> {
  return new Promise((resolve, reject) => {
    const onward = request(
      { host: '127.0.0.1', port, method, path: url, headers: { ...headers, connection: 'close' } },
      (answer) => {
        readAll(answer).then((bytes) => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes });
        }, reject);
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
