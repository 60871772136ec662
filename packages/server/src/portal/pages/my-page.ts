/** "My page", behind a second secret: on a device that unlocks it itself, and nowhere else. */
import { PAGE_SECTIONS } from '@amparo/casework/reports';
import type { PageSection } from '@amparo/casework/reports';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { PageDoor, PageDoorProblem, View } from '../view.ts';
import type { Words } from '../words.ts';
import { noticeBox } from './notice.ts';
import { copySection, keepingSection } from './keeping.ts';
import { button, form, problemBox, written } from './scene.ts';
import type { Scene } from './scene.ts';

type ViewOf<P extends View['page']> = Extract<View, { page: P }>;

/** The door: asks for the second secret, or says what the page is and how it could be held. */
export function pageDoorPage(scene: Scene, view: PageDoor): Html {
  const { words } = scene;
  const content = html`${view.problem && problemBox(scene, doorProblem(words, view.problem))}
    <h1>${words.say('page.heading')}</h1>
    ${view.state === 'ask' ? askForSecret(scene, view) : explain(scene, view)}
    <div class="buttons">
      ${button({ go: 'mailbox', label: words.say('back'), look: 'link' })}
    </div>`;
  return form(scene, { at: 'page' }, content);
}

function doorProblem(words: Words, problem: PageDoorProblem): string {
  if (problem.kind === 'wait') return words.say('page.wait', { minutes: problem.minutes });
  return words.say(`page.${problem.kind}`);
}

function askForSecret({ words }: Scene, { problem }: PageDoor): Html {
  return html`<label class="label" for="secret">${words.say('page.secret')}</label>
    ${secretBox(problem?.kind === 'wrong', null)}
    <div class="buttons">
      ${button({ go: 'page-open', label: words.say('code.open'), look: 'act' })}
    </div>
    <h2>${words.say('page.forgot.heading')}</h2>
    <p>${words.say('page.forgot')}</p>
    <div class="equals">
      ${button({ go: 'page-new', label: words.say('page.new'), look: 'choice' })}
      ${button({ go: 'page-worker', label: words.say('page.by-worker'), look: 'choice' })}
    </div>`;
}

function explain({ words }: Scene, { state }: PageDoor): Html {
  if (state === 'no-script') {
    return html`<p>${words.say('page.no-script')}</p>
      <p>${words.say('page.worker-instead')}</p>`;
  }
  return html`<p>${words.say('page.what')}</p>
    <p>${words.say('page.equal')}</p>
    ${state === 'worker' && html`<p class="notice">${words.say('page.is-worker')}</p>`}
    <div class="equals">
      ${button({ go: 'page-new', label: words.say('page.choose'), look: 'choice' })}
      ${
        state === 'choose' &&
        button({ go: 'page-worker', label: words.say('page.by-worker'), look: 'choice' })
      }
    </div>`;
}

function secretBox(invalid: boolean, hint: string | null): Html {
  const explained = [invalid ? 'problem' : '', hint ?? ''].join(' ').trim();
  return html`<input
    id="secret"
    name="secret"
    type="text"
    autocomplete="off"
    autocorrect="off"
    autocapitalize="off"
    spellcheck="false"
    translate="no"
    dir="auto"
    aria-describedby="${explained}"
    aria-invalid="${String(invalid)}"
  />`;
}

/** Choosing the second secret, or another one. */
export function pageNewPage(scene: Scene, { problem, isChange }: ViewOf<'page-new'>): Html {
  const { words } = scene;
  const content = html`${problem && problemBox(scene, words.say(`page.${problem}`))}
    <h1>${words.say(isChange ? 'page.change' : 'page.choose')}</h1>
    <p>${words.say('page.rule')}</p>
    <label class="label" for="secret">${words.say('page.secret')}</label>
    <p class="hint" id="secret-hint">${words.say('page.hint')}</p>
    ${secretBox(problem === 'weak', 'secret-hint')}
    ${!isChange && html`<p class="note">${words.say('page.fresh')}</p>`}
    <div class="buttons">
      ${button({ go: 'page-set', label: words.say('page.use'), look: 'act' })}
      ${button({ go: isChange ? 'page' : 'mailbox', label: words.say('skip'), look: 'quiet' })}
    </div>`;
  return form(scene, { at: 'page-new' }, content);
}

/** The page itself: first what is happening, and what can be done. */
export function myPage(scene: Scene, view: ViewOf<'my-page'>): Html {
  const { words } = scene;
  const { content: page } = view;
  const content = html`${view.notice && noticeBox(scene, view.notice)}
    <h1>${words.say('page.heading')}</h1>
    ${page === null && html`<p>${words.say(view.isUnreadable ? 'page.unreadable' : 'page.empty')}</p>`}
    ${
      page !== null &&
      PAGE_SECTIONS.map((section) =>
        sectionOf(words, section, [page.sections[section], page.language]),
      )
    }
    ${keepingSection(words, view.keeping)} ${copySection(words)}
    <h2>${words.say('sharing.heading')}</h2>
    <p>${words.say('page.sharing', { count: view.live })}</p>
    <div class="buttons">
      ${button({ go: 'sharing', label: words.say('page.look'), look: 'quiet' })}
      ${button({ go: 'mailbox', label: words.say('sharing.messages'), look: 'quiet' })}
    </div>
    ${
      view.writtenAt !== null &&
      html`<p class="note">${words.say('page.written', { day: words.day(view.writtenAt) })}</p>`
    }
    <div class="endings">
      <section>
        <h2>${words.say('page.number.heading')}</h2>
        <p class="number" dir="ltr" translate="no">${view.number}</p>
        <p>${words.say('page.number')}</p>
      </section>
      <section>
        <h2>${words.say('page.how.heading')}</h2>
        ${button({ go: 'page-new', label: words.say('page.change'), look: 'choice' })}
        <p>${words.say('page.equal')}</p>
        ${button({ go: 'page-worker', label: words.say('page.by-worker'), look: 'choice' })}
      </section>
    </div>`;
  return form(scene, { at: 'my-page', prints: true }, content);
}

function sectionOf(
  words: Words,
  section: PageSection,
  [text, language]: readonly [string, string],
): Html {
  return html`<section>
    <h2>${words.say(`page.${section}`)}</h2>
    ${text === '' ? html`<p class="note">${words.say('page.nothing')}</p>` : written(text, language)}
  </section>`;
}
