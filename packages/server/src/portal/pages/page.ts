/** One whole page of the portal: its content, and the frame that is the same everywhere. */
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { LANGUAGE_FACTS } from '../languages.ts';
import { PLAIN_PAGES } from '../view.ts';
import type { Trouble, View } from '../view.ts';
import type { Words } from '../words.ts';
import { askedPage, codePage, deletePage, mailboxPage } from './mailbox.ts';
import { myPage, pageDoorPage, pageNewPage } from './my-page.ts';
import { narrowPage } from './narrow.ts';
import { packetCheckPage, packetPage } from './packet.ts';
import { plainPage } from './plain.ts';
import { questionPage, reviewPage, sentPage } from './report.ts';
import { button, form } from './scene.ts';
import type { Scene } from './scene.ts';
import { sharingPage } from './sharing.ts';

/** What stands between the exit control and the end of the page. The script replaces this part. */
export function renderPage(scene: Scene, view: View): Html {
  const { words, place } = scene;
  return html`<main id="main" tabindex="-1">
      ${place.demo && html`<p class="notice">${words.say('demo')}</p>`} ${content(scene, view)}
    </main>
    <footer aria-label="${words.say('footer')}">
      <button form="f" class="link" name="go" value="help-now">${words.say('footer.help')}</button>
      <button form="f" class="link" name="go" value="about">${words.say('footer.about')}</button>
    </footer>`;
}

function content(scene: Scene, view: View): Html {
  switch (view.page) {
    case 'question':
      return questionPage(scene, view);
    case 'review':
      return reviewPage(scene, view);
    case 'sent':
      return sentPage(scene, view);
    case 'code':
      return codePage(scene, view);
    case 'mailbox':
      return mailboxPage(scene, view);
    case 'asked':
      return askedPage(scene, view);
    case 'packet':
      return packetPage(scene, view);
    case 'packet-check':
      return packetCheckPage(scene, view);
    case 'narrow':
      return narrowPage(scene, view);
    case 'sharing':
      return sharingPage(scene, view);
    case 'page-door':
      return pageDoorPage(scene, view);
    case 'page-new':
      return pageNewPage(scene, view);
    case 'my-page':
      return myPage(scene, view);
    case 'delete':
      return deletePage(scene);
    case 'rights':
      return view.content;
    case 'trouble':
      return troublePage(scene, view.trouble);
    default:
      return plainPage(scene, view.page);
  }
}

/** Troubles after which the same step can be tried again with everything that was written. */
const MAY_RETRY: readonly Trouble[] = ['busy', 'too-many', 'reader-refused', 'clock', 'fault'];

function troublePage(scene: Scene, trouble: Trouble): Html {
  const { words, fields } = scene;
  const retry = MAY_RETRY.includes(trouble) ? fields.go : undefined;
  const choices = html`<p>${words.say(`trouble.${trouble}`)}</p>
    <div class="buttons">
      ${retry !== undefined && button({ go: retry, label: words.say('retry'), look: 'act' })}
      ${
        fields.text !== undefined && button({ go: 'text', label: words.say('back'), look: 'quiet' })
      }
      ${button({ go: 'front', label: words.say('start'), look: 'link' })}
    </div>`;
  return html`<h1>${words.say('trouble.heading')}</h1>
    ${form(scene, { at: fields.at ?? 'front' }, choices)}`;
}

/** Where the files of a page are, and what guards them. */
export interface PageFiles {
  readonly style: string;
  /** The small script of the exit control, in the page itself. */
  readonly exitScript: string;
  /** The sealing script, on pages on which somebody writes or reads. */
  readonly script: { readonly path: string; readonly integrity: string };
  /** What the sealing script needs: its helper for the slow hash, and the words of each language. */
  readonly stretch: { readonly path: string; readonly integrity: string };
  readonly words: Readonly<Record<Words['language'], string>>;
}

/** Whether the sealing script belongs on a page: wherever somebody writes or reads. */
export function isSealingPage(view: View): boolean {
  return view.page !== 'rights' && !(PLAIN_PAGES as readonly string[]).includes(view.page);
}

/**
 * A whole document.
 *
 * Shape: the title and the address are the same on every page of a language. The exit control comes
 * first for keyboards and screen readers.
 */
export function renderDocument(scene: Scene, view: View, files: PageFiles): string {
  const { words, place } = scene;
  const neutral = LANGUAGE_FACTS[words.language].neutralPage;
  const isSealing = isSealingPage(view);
  const head = html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noarchive, nosnippet" />
    <meta name="format-detection" content="telephone=no" />
    <title>${words.say('title')}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${files.style}" />
    ${
      isSealing &&
      html`<script
        defer
        id="sealing"
        src="${files.script.path}"
        integrity="${files.script.integrity}"
        data-stretch="${files.stretch.path}"
        data-stretch-integrity="${files.stretch.integrity}"
        data-words="${files.words[words.language]}"
        data-name="${place.nodeName}"
        data-country="${place.country}"
        data-demo="${String(place.demo)}"
        data-key="${place.nodeKey}"
      ></script>`
    }`;
  const body = html`<header class="leave">
      <a class="skip" data-leave href="${neutral}" rel="nofollow noreferrer">
        ${words.say('exit.skip')}
      </a>
      <a
        class="leave-button"
        id="leave"
        role="button"
        data-leave
        href="${neutral}"
        rel="nofollow noreferrer"
        data-two="${words.say('exit.two')}"
        data-one="${words.say('exit.one')}"
        data-expired="${words.say('exit.expired')}"
        data-loading="${words.say('exit.loading')}"
      >
        ${words.say('exit.leave')}
        <span class="lights" aria-hidden="true"><i></i><i></i><i></i></span>
      </a>
    </header>
    <div id="page">${renderPage(scene, view)}</div>`;
  const attributes = html`lang="${words.language}" dir="${words.direction}"`;
  return `<!doctype html><html ${String(attributes)}><head>${String(head)}<script>${files.exitScript}</script></head><body>${String(body)}</body></html>`;
}
