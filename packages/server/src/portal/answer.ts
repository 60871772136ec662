/** Answers one HTTP request of the portal, in a worker process. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '@amparo/casework/reports';
import type { JsonAnswer, WorkerSetup } from './channel.ts';
import { conduct } from './conduct.ts';
import { isGiven, WRITTEN } from './fields.ts';
import type { Fields } from './fields.ts';
import { LARGEST_FORM, readForm } from './forms.ts';
import { fileHeaders, jsonHeaders, pageHeaders } from './http-headers.ts';
import { findLanguage, preferredLanguage } from './languages.ts';
import { LineFault } from './line.ts';
import type { Line } from './line.ts';
import { isSealingPage, renderDocument } from './pages/page.ts';
import { isRightsForm, withoutAnswers } from './rights/answers.ts';
import { outsideOfWorker } from './worker-outside.ts';
import type { Shown, Trouble, View } from './view.ts';
import type { Words } from './words.ts';

/** What a worker answers with. */
export interface Answering {
  readonly setup: WorkerSetup;
  readonly words: Readonly<Record<Language, Words>>;
  readonly line: Line;
  /** Answers the forms before "what you may ask for". */
  readonly tellRights: (fields: Fields, language: Language) => Promise<Shown>;
  /** Marks this process as one that has seen what a person wrote. */
  readonly taint: () => void;
  readonly report: (error: unknown) => void;
}

/** The largest body of a JSON call: one sealed report with its keys. */
const LARGEST_JSON = 192 * 1024;
/** A body that is too large is still read, up to here, so that the answer arrives. */
const LARGEST_DISCARDED = 8 * 1024 * 1024;

/** Answers a request; never throws. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  answering: Answering,
): Promise<void> {
  try {
    await route(request, response, answering);
  } catch (error) {
    answering.report(error);
    if (!response.headersSent) showTrouble(request, response, { answering, trouble: 'fault' });
    else response.destroy();
  }
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  answering: Answering,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const file = isReading ? answering.setup.portal.served.get(path) : undefined;
  if (file !== undefined) {
    const isBrotli = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(200, fileHeaders(file.type, isBrotli ? 'br' : null));
    response.end(isBrotli ? file.brotli : file.plain);
  } else if (isReading && path === '/') {
    const language = preferredLanguage(request.headers['accept-language']);
    const shown: Shown = { view: { page: 'front' }, fields: {} };
    showPage(response, { answering, language, shown });
  } else if (request.method === 'POST' && path === '/') {
    // A line that breaks in the middle leaves half a form in memory.
    request.once('close', () => {
      if (!request.complete) answering.taint();
    });
    await answerForm(request, response, answering);
  } else if (request.method === 'POST' && /^\/drop\/[a-z/]{1,40}$/.test(path)) {
    await answerJson(request, response, { answering, path });
  } else {
    if (request.method === 'POST') answering.taint();
    showTrouble(request, response, { answering, trouble: 'not-found' });
  }
}

async function answerForm(
  request: IncomingMessage,
  response: ServerResponse,
  answering: Answering,
): Promise<void> {
  // What is refused unread may have arrived all the same.
  const refuse = (trouble: Trouble): void => {
    answering.taint();
    showTrouble(request, response, { answering, trouble });
  };
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    refuse('wrong-origin');
    return;
  }
  const address = addressOf(request, answering.setup.behindProxy);
  if (!(await answering.line.ask({ do: 'admit', address }))) {
    refuse('too-many');
    return;
  }
  const body = await readBody(request, LARGEST_FORM);
  if (body === undefined) {
    refuse('too-large');
    return;
  }
  const form = readForm(body, request.headers['content-type']);
  if (!form.ok) {
    refuse(form.problem === 'unknown-field' ? 'malformed' : form.problem);
    return;
  }
  if (WRITTEN.some((name) => isGiven(form.fields[name]))) answering.taint();
  const language =
    findLanguage(form.fields.l) ?? preferredLanguage(request.headers['accept-language']);
  const shown = await conductForm(form.fields, { answering, language, address });
  showPage(response, { answering, language, shown });
}

interface Conducting {
  readonly answering: Answering;
  readonly language: Language;
  readonly address: string;
}

/** A fault on the node's side keeps what was written on the page. */
async function conductForm(
  fields: Fields,
  { answering, language, address }: Conducting,
): Promise<Shown> {
  const { setup, line } = answering;
  try {
    if (isRightsForm(fields)) return await answering.tellRights(fields, language);
    const outside = outsideOfWorker({ setup, line, address });
    return await conduct(withoutAnswers(fields), language, outside);
  } catch (error) {
    if (!(error instanceof LineFault)) answering.report(error);
    return { view: { page: 'trouble', trouble: 'fault' }, fields: withoutAnswers(fields) };
  }
}

interface JsonRequest {
  readonly answering: Answering;
  readonly path: string;
}

async function answerJson(
  request: IncomingMessage,
  response: ServerResponse,
  { answering, path }: JsonRequest,
): Promise<void> {
  const body = await readBody(request, LARGEST_JSON);
  const address = request.socket.remoteAddress ?? '';
  // An oversized body is passed on as one that is not JSON: the node refuses it in its own words.
  const call = { path, body: body ?? Buffer.from('{'), headers: keptHeaders(request), address };
  const answer = await answering.line.ask<JsonAnswer>({ do: 'json', call });
  response.writeHead(answer.status, jsonHeaders(answer.type));
  response.end(answer.body);
}

const KEPT = ['host', 'origin', 'content-type', 'x-forwarded-for'] as const;

function keptHeaders(request: IncomingMessage): Record<string, string> {
  const kept = KEPT.map((name) => [name, request.headers[name]] as const);
  return Object.fromEntries(
    kept.filter((pair): pair is [(typeof KEPT)[number], string] => typeof pair[1] === 'string'),
  );
}

/** The sender's address, for limits only: the last hop that the operator's own proxy saw. */
function addressOf(request: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy ? request.headers['x-forwarded-for'] : undefined;
  const last = String(forwarded ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return last === undefined || last === '' ? (request.socket.remoteAddress ?? '') : last;
}

/** The body, or undefined when it is larger than `most`. Throws when the sender goes away. */
async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= most) parts.push(part);
    else parts.length = 0;
    if (size > LARGEST_DISCARDED) return undefined;
  }
  return size > most ? undefined : Buffer.concat(parts);
}

const STATUS: Readonly<Record<Trouble, number>> = {
  busy: 503,
  'too-many': 429,
  'too-large': 413,
  'not-utf8': 400,
  malformed: 400,
  'not-found': 404,
  'wrong-origin': 403,
  'reader-refused': 503,
  clock: 400,
  fault: 500,
};

interface Troubled {
  readonly answering: Answering;
  readonly trouble: Trouble;
}

function showTrouble(
  request: IncomingMessage,
  response: ServerResponse,
  { answering, trouble }: Troubled,
): void {
  const language = preferredLanguage(request.headers['accept-language']);
  showPage(response, {
    answering,
    language,
    shown: { view: { page: 'trouble', trouble }, fields: {} },
  });
}

interface Showing {
  readonly answering: Answering;
  readonly language: Language;
  readonly shown: Shown;
}

function showPage(response: ServerResponse, { answering, language, shown }: Showing): void {
  const { view, fields } = shown;
  const { place, portal, isSecure } = answering.setup;
  const words = answering.words[language];
  const scene = { words, place, fields, sealedWhere: 'node' } as const;
  const document = Buffer.from(renderDocument(scene, view, portal.files), 'utf8');
  response.writeHead(view.page === 'trouble' ? STATUS[view.trouble] : 200, {
    ...pageHeaders({
      exitScript: portal.exitScriptHash,
      isSecure,
      isSealing: isSealingPage(view),
    }),
    ...(isEnd(view) && { 'clear-site-data': '"cache"' }),
    'content-length': String(document.length),
  });
  response.end(document);
}

/** After these pages nothing of what was written should be found by going back. */
function isEnd({ page }: View): boolean {
  return page === 'sent' || page === 'stopped' || page === 'deleted';
}
