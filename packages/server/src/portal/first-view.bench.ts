/**
 * How much a phone loads before the first page stands: `npm run bench:portal [-- --json]`.
 * It asks a real portal over HTTP and counts every byte that comes, headers included.
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { LANGUAGES } from '@amparo/casework/reports';
import type { Language } from '@amparo/casework/reports';
import { createLogger } from '../logger.ts';
import { buildPortal } from './build.ts';
import { loadBuiltPortal } from './built-files.ts';
import { calmAnswer } from './calm.ts';
import { loadAllWords } from './catalogues.ts';
import { BOUNDS, Supervisor } from './supervisor.ts';

/** On 2G at 5 KB a second this is six seconds. */
const MOST_BYTES = 30 * 1024;

interface FirstView {
  readonly name: string;
  readonly bytes: { readonly page: number; readonly style: number; readonly total: number };
  /** Files that the page asks for besides itself; scripts would be among them. */
  readonly files: readonly string[];
  readonly bar: { readonly atMost: number; readonly files: 1 };
  readonly ok: boolean;
}

await buildPortal();
const supervisor = new Supervisor({
  setup: {
    place: {
      nodeName: 'An invented house of a common length',
      country: 'GB',
      demo: true,
      nodeKey: 'A'.repeat(43),
    },
    portal: loadBuiltPortal(),
    ticketKey: randomBytes(32),
    behindProxy: false,
    isSecure: true,
  },
  bounds: BOUNDS,
  log: createLogger(),
  calm: calmAnswer(loadAllWords()),
  fulfil: async () => {
    throw new Error('The first page needs nothing from the node.');
  },
});
const port = await supervisor.start('127.0.0.1', 0);
const results: FirstView[] = [];
for (const language of LANGUAGES) results.push(await measure(language));
await supervisor.stop();
report(results);

async function measure(language: Language): Promise<FirstView> {
  const page = await load('/', `accept-language: ${language}\r\n`);
  const files = [...page.matchAll(/<(?:link|script|img)[^>]*?(?:href|src)="(\/[^"]*)"/g)].map(
    ([, path]) => path ?? '',
  );
  const style = await load(files[0] ?? '/', 'accept-encoding: gzip, br\r\n');
  const bytes = {
    page: page.length,
    style: style.length,
    total: page.length + style.length,
  };
  const ok = bytes.total <= MOST_BYTES && files.length === 1;
  return {
    name: `first view ${language}`,
    bytes,
    files,
    bar: { atMost: MOST_BYTES, files: 1 },
    ok,
  };
}

/** Everything that comes back, one character for each byte. */
function load(path: string, headers: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.on('error', reject);
    socket.on('end', () => {
      resolve(Buffer.concat(parts).toString('latin1'));
    });
    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`);
  });
}

function report(views: readonly FirstView[]): void {
  for (const view of views) {
    const { page, style, total } = view.bytes;
    const inWords = `${view.name}: ${String(total)} bytes (page ${String(page)}, style ${String(style)})`;
    const verdict = view.ok ? 'ok' : `more than ${String(MOST_BYTES)} or more than one file`;
    console.log(process.argv.includes('--json') ? JSON.stringify(view) : `${inWords}: ${verdict}`);
  }
  process.exitCode = views.every(({ ok }) => ok) ? 0 : 1;
}
