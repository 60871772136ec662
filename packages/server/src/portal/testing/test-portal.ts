/** A real portal before a real node, asked over HTTP, with an invented hotline behind it. */
import { readdirSync, readFileSync } from 'node:fs';
import { createLogger } from '../../logger.ts';
import { createPortalCalls } from '../../reports/index.ts';
import type { PortalCalls } from '../../reports/index.ts';
import { join } from '../../testing/people.ts';
import { startTestNode } from '../../testing/test-node.ts';
import type { TestNode } from '../../testing/test-node.ts';
import { buildPortal } from '../build.ts';
import { startPortal } from '../start.ts';
import type { Bounds } from '../supervisor.ts';

export interface TestPortal {
  readonly url: string;
  readonly node: TestNode;
  readonly calls: PortalCalls;
  readonly logLines: readonly string[];
  /** Sends a form as a browser without a script would. */
  post(fields: Readonly<Record<string, string>>, init?: RequestInit): Promise<Page>;
  stop(): Promise<void>;
}

/** A page that came back. */
export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  says(words: string): boolean;
  /** The hidden fields of its form, which a browser would send on. */
  readonly carried: Readonly<Record<string, string>>;
}

/** Starts everything; `bounds` narrows the number of processes. */
export async function startTestPortal(bounds?: Bounds): Promise<TestPortal> {
  await buildPortal();
  const node = await startTestNode();
  await join(node, ['hotline'], 0);
  const calls = await createPortalCalls(node.open.portal);
  const logLines: string[] = [];
  const config = {
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    behindProxy: false,
    nodeName: 'Invented line',
    country: 'GB',
    demo: false,
    calls: node.open.portal,
  };
  const log = createLogger((line) => logLines.push(line));
  const portal = await startPortal({ config, calls, log }, bounds);
  return {
    url: portal.url,
    node,
    calls,
    logLines,
    post: (fields, init) => post(portal.url, fields, init),
    stop: async () => {
      await portal.stop();
      await calls.stop();
      await node.stop();
    },
  };
}

async function post(
  url: string,
  fields: Readonly<Record<string, string>>,
  init: RequestInit = {},
): Promise<Page> {
  const body = new URLSearchParams(fields);
  const answer = await fetch(url, { method: 'POST', body, ...init });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    says: (words) => text.includes(words),
    carried: hiddenFields(text),
  };
}

function hiddenFields(text: string): Record<string, string> {
  const form = text.slice(text.indexOf('id="f"'));
  const inputs = form.matchAll(/<input\s+type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g);
  return Object.fromEntries(
    [...inputs].map(([, name, value]) => [name ?? '', unescape(value ?? '')]),
  );
}

function unescape(text: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => names[name] ?? '');
}

/** The worker processes that are alive now. */
export function workerPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[3] === `${process.pid}`;
        return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('portal/worker.ts');
      } catch {
        return false; // It ended while we looked.
      }
    });
}
