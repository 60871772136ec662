/** Pages that need nothing but words: the front page, help, options, and what can be hidden. */
import { LANGUAGES } from '@amparo/casework/reports';
import { findEmergencyNumbers } from '../emergency.ts';
import { isGiven } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { LANGUAGE_FACTS } from '../languages.ts';
import type { PlainPage } from '../view.ts';
import type { WordKey } from '../words.ts';
import { button, form, listOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** The content of a plain page. */
export function plainPage(scene: Scene, page: PlainPage): Html {
  switch (page) {
    case 'front':
      return frontPage(scene);
    case 'help-now':
      return helpPage(scene);
    case 'options':
      return optionsPage(scene);
    case 'worried':
      return worriedPage(scene);
    case 'about':
      return aboutPage(scene);
    case 'stopped':
    case 'deleted':
      return endPage(scene, page);
  }
}

/** Language names, each in its own script. Only on pages on which nothing is being written. */
export function languageRow({ words }: Scene, page: PlainPage | 'rights'): Html {
  const names = LANGUAGES.map((language) => {
    const { ownName, direction } = LANGUAGE_FACTS[language];
    const isCurrent = language === words.language;
    return html`<button
      class="language"
      name="l"
      value="${language}"
      lang="${language}"
      dir="${direction}"
      aria-current="${String(isCurrent)}"
    >
      ${ownName}
    </button>`;
  });
  return html`<form
    method="post"
    action="/"
    class="languages"
    aria-label="${words.say('languages')}"
  >
    <input type="hidden" name="go" value="${page}" />${names}
  </form>`;
}

const DOORS = ['help-now', 'options', 'code', 'worried'] as const;

function frontPage(scene: Scene): Html {
  const { words, place } = scene;
  const doors = DOORS.map(
    (door) =>
      html`<button class="door" name="go" value="${door}">
        <span class="door-name">${words.say(`door.${door}`)}</span>
        <span class="door-hint">${words.say(`door.${door}.hint`)}</span>
      </button>`,
  );
  return html`<div class="intro">
      <p class="lead">
        ${words.say('front.who', { name: place.nodeName })} ${words.say('front.not')}
      </p>
    </div>
    ${languageRow(scene, 'front')}
    <h1>${words.say('front.heading')}</h1>
    ${form(scene, { at: 'front' }, html`<div class="doors">${doors}</div>`)} ${rightsDoor(scene)}
    <div class="promise">
      <p>${words.say('front.secret')} ${words.say('front.limit')}</p>
      <p>${words.say('front.free')}</p>
    </div>`;
}

/**
 * Shown where nothing is being written. A form of its own: what it leads to comes from the node, also
 * where a script is at work.
 */
function rightsDoor({ words }: Scene): Html {
  return html`<form method="post" action="/" class="rights-door">
    <input type="hidden" name="l" value="${words.language}" />
    <button class="link" name="go" value="rights">${words.say('door.rights')}</button>
    <span class="door-hint">${words.say('door.rights.hint')}</span>
  </form>`;
}

function helpPage(scene: Scene): Html {
  const { words } = scene;
  const content = html`<div class="calls">${callButtons(scene)}</div>
    ${listOf(words, ['help.say', 'help.honest', 'help.place', 'help.stay', 'help.list'])}
    <h2>${words.say('help.wait.heading')}</h2>
    <p>${words.say('help.wait')}</p>
    <div class="buttons">
      ${button({ go: 'write', label: words.say('write'), look: 'act' })} ${returnButton(scene)}
    </div>`;
  return html`<h1>${words.say('help.heading')}</h1>
    ${form(scene, { at: scene.fields.at ?? 'help-now' }, content)} ${languages(scene, 'help-now')}`;
}

function callButtons({ words, place }: Scene): readonly Html[] {
  const numbers = findEmergencyNumbers(place.country);
  if (numbers === undefined) return [html`<p>${words.say('help.unknown')}</p>`];
  return (['all', 'police', 'ambulance'] as const).flatMap((kind) => {
    const number = numbers[kind];
    if (number === undefined) return [];
    return [
      html`<a class="call" href="tel:${number}">${words.say(`help.${kind}`, { number })}</a>`,
    ];
  });
}

const OPTIONS = [
  'options.fault',
  'options.choose',
  'options.papers',
  'options.work',
  'options.accused',
  'options.stay',
  'options.child',
  'options.language',
] as const satisfies readonly WordKey[];

function optionsPage(scene: Scene): Html {
  const { words } = scene;
  const sections = OPTIONS.map(
    (key) =>
      html`<section>
        <h2>${words.say(`${key}.heading`)}</h2>
        <p>${words.say(key)}</p>
      </section>`,
  );
  const content = html`${sections}
    <p class="note">${words.say('options.note')}</p>
    <div class="buttons">
      ${button({ go: 'write', label: words.say('write'), look: 'act' })} ${returnButton(scene)}
    </div>`;
  return html`<h1>${words.say('options.heading')}</h1>
    ${form(scene, { at: 'options' }, content)} ${!isGiven(scene.fields.text) && rightsDoor(scene)}
    ${languages(scene, 'options')}`;
}

function worriedPage(scene: Scene): Html {
  const { words } = scene;
  const advice = listOf(words, [
    'worried.danger',
    'worried.listen',
    'worried.decide',
    'worried.confront',
    'worried.quiet',
  ]);
  const content = html`${advice}
    <p>${words.say('worried.write')}</p>
    <div class="buttons">
      ${button({ go: 'write', label: words.say('write'), look: 'act' })} ${returnButton(scene)}
    </div>`;
  return html`<h1>${words.say('worried.heading')}</h1>
    ${form(scene, { at: 'worried' }, content)} ${languages(scene, 'worried')}`;
}

const ABOUT = [
  'about.leave',
  'about.history',
  'about.watched',
  'about.locked',
] as const satisfies readonly WordKey[];

function aboutPage(scene: Scene): Html {
  const { words, place } = scene;
  const sections = ABOUT.map(
    (key) =>
      html`<section>
        <h2>${words.say(`${key}.heading`)}</h2>
        <p>${words.say(key)}</p>
        ${key === 'about.locked' && html`<p>${words.say('about.limit')}</p>`}
      </section>`,
  );
  const content = html`<p>${words.say('about.danger')}</p>
    ${sections}
    <p class="note">
      ${words.say('front.who', { name: place.nodeName })} ${words.say('front.not')}
      ${words.say('front.limit')}
    </p>
    <div class="buttons">${returnButton(scene)}</div>`;
  return html`<h1>${words.say('about.heading')}</h1>
    ${form(scene, { at: scene.fields.at ?? 'about' }, content)} ${languages(scene, 'about')}`;
}

function endPage(scene: Scene, page: 'stopped' | 'deleted'): Html {
  const { words } = scene;
  const content = html`<p>${words.say(`${page}.text`)}</p>
    <div class="buttons">
      ${button({ go: 'front', label: words.say('start'), look: 'quiet' })}
    </div>`;
  return html`<h1>${words.say(`${page}.heading`)}</h1>
    ${form(scene, { at: page }, content)}`;
}

/** The language row, unless a person came here in the middle of writing. */
function languages(scene: Scene, page: PlainPage): Html | null {
  return findReturn(scene) === undefined ? languageRow(scene, page) : null;
}

/** Pages to which one can return from "help" and "about" with everything that was written. */
const RETURNS: Readonly<Record<string, string>> = {
  text: 'text',
  how: 'how',
  when: 'when',
  name: 'name',
  ifSomeoneElse: 'ifSomeoneElse',
  review: 'review',
  sent: 'receipt',
  code: 'code',
  mailbox: 'mailbox',
  asked: 'question',
  packet: 'question',
  'packet-check': 'yes',
  sharing: 'sharing',
  page: 'page',
  'page-new': 'page-new',
  'my-page': 'page',
  delete: 'mailbox',
};

function findReturn({ fields }: Scene): string | undefined {
  return RETURNS[fields.at ?? ''];
}

function returnButton(scene: Scene): Html {
  const { words } = scene;
  const target = findReturn(scene);
  return target === undefined
    ? button({ go: 'front', label: words.say('start'), look: 'quiet' })
    : button({ go: target, label: words.say('back'), look: 'quiet' });
}
