/** Taking back a part of what was allowed: one switch for each field, all of them off. */
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { NarrowPage } from '../view.ts';
import { fieldName } from './packet.ts';
import { button, form, problemBox } from './scene.ts';
import type { Scene } from './scene.ts';

/** The page. It says what a part is before it is pressed, and names nobody. */
export function narrowPage(scene: Scene, { item, ticked, problem }: NarrowPage): Html {
  const { words } = scene;
  const wasSent = item.packets.some(({ recalledAt }) => recalledAt === null);
  const described = problem === null ? 'ticks' : 'problem ticks';
  const content = html`${problem && problemBox(scene, words.say(PROBLEMS[problem]))}
    <h1>${words.say('narrow.heading')}</h1>
    <p class="${wasSent ? 'weighs' : ''}">
      ${words.say(wasSent ? 'narrow.sent' : 'narrow.unsent')}
    </p>
    <fieldset class="fields" aria-describedby="${described}">
      <legend><h2>${words.say('sharing.what')}</h2></legend>
      <p class="hint" id="ticks">${words.say('narrow.ticks')}</p>
      ${item.codes.map((code) => fieldSwitch(scene, code, ticked.includes(code)))}
    </fieldset>
    <input type="hidden" name="k" value="${item.authorisation}" autocomplete="off" />
    <div class="equals">
      ${button({ go: 'narrow-give', label: words.say('narrow.give'), look: 'choice' })}
      ${button({ go: 'sharing', label: words.say('narrow.leave'), look: 'choice' })}
    </div>`;
  return form(scene, { at: 'narrow', edits: ['c', 'k', 'p'] }, content);
}

const PROBLEMS = { 'no-tick': 'narrow.no-tick', 'not-sent': 'notice.not-stopped' } as const;

function fieldSwitch({ words }: Scene, code: string, isTicked: boolean): Html {
  const id = `c-${code}`;
  const box = isTicked
    ? html`<input type="checkbox" id="${id}" name="c" value="${code}" checked />`
    : html`<input type="checkbox" id="${id}" name="c" value="${code}" />`;
  return html`<div class="field">
    <label for="${id}">${box}<span>${fieldName(words, code)}</span></label>
  </div>`;
}
