/**
 * Takes over the forms of a page on which somebody writes or reads: the same journey and the same
 * pages as on the node, but in this browser, so that nothing leaves it unsealed.
 */
import { config } from 'zod';
import { conduct } from '../conduct.ts';
import { cleanText, FIELD_NAMES } from '../fields.ts';
import type { FieldName, Fields } from '../fields.ts';
import { findLanguage } from '../languages.ts';
import { IDLE_MINUTES } from '../mailbox-conduct.ts';
import { renderPage } from '../pages/page.ts';
import type { Place } from '../place.ts';
import type { Shown, View } from '../view.ts';
import { createWords } from '../words.ts';
import type { Catalogue, Words } from '../words.ts';
import { outsideOfBrowser } from './browser-outside.ts';
import { canSeal, trusted } from './device.ts';

const root = document.documentElement;
const settings = document.querySelector<HTMLScriptElement>('#sealing')?.dataset ?? {};
const place: Place = {
  nodeName: settings['name'] ?? '',
  country: settings['country'] ?? '',
  demo: settings['demo'] === 'true',
};
const outside = outsideOfBrowser({
  path: settings['stretch'] ?? '',
  integrity: settings['stretchIntegrity'] ?? '',
});
let isWorking = false;
let idle: ReturnType<typeof setTimeout> | undefined;

// Schemas may not write programs of their own: the page's policy forbids it.
config({ jitless: true });
void begin();

async function begin(): Promise<void> {
  if (isOnNodePath() || !(await canSeal())) {
    setPath('node');
    return;
  }
  try {
    const words = await loadWords();
    document.addEventListener('submit', (event) => takeOver(event, words));
    for (const action of ['input', 'click', 'keydown'] as const) {
      document.addEventListener(action, () => startIdleClock(words));
    }
    setPath('here');
  } catch {
    setPath('failed');
  }
}

/** Only the node can go on with a ticket of its own; the one of the code page only limits its use. */
function isOnNodePath(): boolean {
  const value = (name: string): string | undefined =>
    document.querySelector<HTMLInputElement>(`#f input[name="${name}"]`)?.value;
  return value('t') !== undefined && value('at') !== 'code';
}

/** A press that came before this script was ready goes on now. */
function setPath(path: 'here' | 'node' | 'failed'): void {
  root.dataset['path'] = path;
  if (path === 'failed') return;
  const pending = document.querySelector<HTMLButtonElement>('button[data-pending]');
  pending?.removeAttribute('data-pending');
  pending?.click();
}

async function loadWords(): Promise<Words> {
  const language = findLanguage(root.lang) ?? 'en';
  const response = await fetch(settings['words'] ?? '', { credentials: 'omit' });
  return createWords(language, (await response.json()) as Catalogue, undefined);
}

function takeOver(event: SubmitEvent, words: Words): void {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || form.id !== 'f') return;
  event.preventDefault();
  if (isWorking) return;
  void advance(readFields(new FormData(form, submitter)), words);
}

function readFields(data: FormData): Fields {
  const given = FIELD_NAMES.flatMap((name): [FieldName, string][] => {
    const value = data.get(name);
    return typeof value === 'string' ? [[name, cleanText(value)]] : [];
  });
  return Object.fromEntries(given);
}

async function advance(fields: Fields, words: Words): Promise<void> {
  setWorking(words.say('working'));
  try {
    show(await conduct(fields, words.language, outside), words);
  } catch {
    show({ view: { page: 'trouble', trouble: 'fault' }, fields }, words);
  } finally {
    setWorking(null);
  }
}

/** Says, for eyes and for ears, that something is on its way; null when it is over. */
function setWorking(text: string | null): void {
  isWorking = text !== null;
  let sign = document.querySelector<HTMLElement>('#working');
  if (sign === null) {
    sign = document.createElement('p');
    sign.id = 'working';
    sign.setAttribute('role', 'status');
    document.body.append(sign);
  }
  sign.textContent = text;
  sign.hidden = text === null;
}

function show({ view, fields }: Shown, words: Words): void {
  const page = document.querySelector('#page');
  // The person may have left while this was on its way.
  if (page === null || root.dataset['left'] !== undefined) return;
  if (isEnd(view)) outside.forget();
  const scene = { words, place, fields, sealedWhere: 'browser' } as const;
  page.innerHTML = trusted.createHTML(String(renderPage(scene, view)));
  root.dataset['page'] = view.page;
  scrollTo(0, 0);
  document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
  startIdleClock(words);
}

function isEnd({ page }: View): boolean {
  return page === 'front' || page === 'stopped' || page === 'deleted';
}

/** An open mailbox that nobody touches closes; what was being written is kept. */
function startIdleClock(words: Words): void {
  clearTimeout(idle);
  const { page } = root.dataset;
  if (page !== 'mailbox' && page !== 'asked' && page !== 'delete') return;
  idle = setTimeout(() => {
    outside.forget();
    const form = document.querySelector<HTMLFormElement>('#f');
    const fields = form === null ? {} : readFields(new FormData(form));
    void advance({ ...fields, go: 'mailbox' }, words);
  }, IDLE_MINUTES * 60_000);
}
