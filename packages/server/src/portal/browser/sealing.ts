/**
 * Takes over the forms of a page on which somebody writes or reads: the same journey and the same
 * pages as on the node, but in this browser, so that nothing leaves it unsealed.
 */
import './jitless.ts';
import { conduct } from '../conduct.ts';
import { cleanText, FIELD_NAMES, REPEATED } from '../fields.ts';
import type { FieldName, Fields } from '../fields.ts';
import { findLanguage } from '../languages.ts';
import { IDLE_MINUTES } from '../in-mailbox.ts';
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
  nodeKey: settings['key'] ?? '',
};
let isWorking = false;
let idle: ReturnType<typeof setTimeout> | undefined;

/** What this page works with once everything is loaded; from then on the line may break. */
interface Desk {
  readonly words: Words;
  readonly outside: ReturnType<typeof outsideOfBrowser>;
}

void begin();

async function begin(): Promise<void> {
  if (isOnNodePath() || !(await canSeal())) {
    setPath('node');
    return;
  }
  try {
    const desk: Desk = {
      words: await loadWords(),
      outside: outsideOfBrowser(await loadStretch(), place.nodeKey),
    };
    document.addEventListener('submit', (event) => takeOver(event, desk));
    for (const action of ['input', 'click', 'keydown'] as const) {
      document.addEventListener(action, () => startIdleClock(desk));
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

/** The script of the slow hash, checked against the hash in the page before it may run. */
async function loadStretch(): Promise<Blob> {
  const integrity = settings['stretchIntegrity'] ?? '';
  const response = await fetch(settings['stretch'] ?? '', { integrity, credentials: 'omit' });
  if (!response.ok) throw new Error('The script of the slow hash is not there.');
  return response.blob();
}

async function loadWords(): Promise<Words> {
  const language = findLanguage(root.lang) ?? 'en';
  const response = await fetch(settings['words'] ?? '', { credentials: 'omit' });
  if (!response.ok) throw new Error('The words are not there.');
  return createWords(language, (await response.json()) as Catalogue, undefined);
}

function takeOver(event: SubmitEvent, desk: Desk): void {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || form.id !== 'f') return;
  event.preventDefault();
  if (isWorking) return;
  void advance(readFields(new FormData(form, submitter)), desk);
}

function readFields(data: FormData): Fields {
  const given = FIELD_NAMES.flatMap((name): [FieldName, string][] => {
    const values = data.getAll(name).filter((value) => typeof value === 'string');
    const [value] = name === REPEATED ? [values.join(' ')] : values;
    return value === undefined ? [] : [[name, cleanText(value)]];
  });
  return Object.fromEntries(given);
}

async function advance(fields: Fields, desk: Desk): Promise<void> {
  const { words, outside } = desk;
  setWorking(words.say('working'));
  try {
    show(await conduct(fields, words.language, outside), desk);
  } catch {
    show({ view: { page: 'trouble', trouble: 'fault' }, fields }, desk);
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

function show({ view, fields }: Shown, desk: Desk): void {
  const page = document.querySelector('#page');
  // The person may have left while this was on its way.
  if (page === null || root.dataset['left'] !== undefined) return;
  if (isEnd(view)) desk.outside.forget();
  const scene = { words: desk.words, place, fields, sealedWhere: 'browser' } as const;
  page.innerHTML = trusted.createHTML(String(renderPage(scene, view)));
  root.dataset['page'] = view.page;
  scrollTo(0, 0);
  document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
  startIdleClock(desk);
}

function isEnd({ page }: View): boolean {
  return page === 'front' || page === 'stopped' || page === 'deleted';
}

/** Pages that show what is in the mailbox. */
const OPEN_PAGES: readonly View['page'][] = [
  'mailbox',
  'asked',
  'packet',
  'packet-check',
  'sharing',
  'page-door',
  'page-new',
  'my-page',
  'delete',
];

/** An open mailbox that nobody touches closes; what was being written is kept. */
function startIdleClock(desk: Desk): void {
  clearTimeout(idle);
  if (!OPEN_PAGES.includes(root.dataset['page'] as View['page'])) return;
  idle = setTimeout(() => {
    desk.outside.forget();
    const form = document.querySelector<HTMLFormElement>('#f');
    const fields = form === null ? {} : readFields(new FormData(form));
    void advance({ ...fields, go: 'mailbox' }, desk);
  }, IDLE_MINUTES * 60_000);
}
