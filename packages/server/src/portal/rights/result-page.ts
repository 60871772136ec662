/**
 * What a person may ask for, in plain words. It never says "no": what the law leaves open reads "this
 * may be for you", and what is not there is not named. The law stands behind each point for whoever
 * wants it, and not on paper: there only its short references are, which name nothing.
 */
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { button, form } from '../pages/scene.ts';
import type { Scene } from '../pages/scene.ts';
import type { Places } from './answers.ts';
import { nameOf } from './question-page.ts';
import type { LawBehind, Reading, Right } from './reading.ts';
import type { RightsWords } from './rights-words.ts';

interface ResultScene extends Scene {
  readonly rightsWords: RightsWords;
  readonly places: Places;
}

/** The page after the questions. */
export function resultPage(scene: ResultScene, reading: Reading): Html {
  const { rightsWords: words, places } = scene;
  const first = reading.rights.filter(({ isFirst }) => isFirst);
  const rest = reading.rights.filter(({ isFirst }) => !isFirst);
  const { place } = reading;
  const about =
    place === null
      ? words.say('result.nowhere')
      : words.say('result.where', { country: nameOf(place, words, places) });
  const content = html`<h1>${words.say('result.heading')}</h1>
    <p class="lead">${about} ${words.say('start.kept')}</p>
    <p>${words.say('result.free')}</p>
    <p>${words.say('result.general')}</p>
    ${group(words, 'result.first', first)}
    ${group(words, first.length === 0 ? 'result.all' : 'result.more', rest)}
    ${nextSteps(scene, reading)} ${whatWeDoNotKnow(words, reading)}
    <div class="buttons">
      ${button({ go: 'rights', label: words.say('again'), look: 'link' })}
      ${button({ go: 'front', label: scene.words.say('start'), look: 'link' })}
    </div>`;
  return form(scene, { at: 'rights', prints: true }, content);
}

/** Rights under one heading, each with its name in sight; those asked about are open. */
function group(
  words: RightsWords,
  heading: 'result.first' | 'result.more' | 'result.all',
  rights: readonly Right[],
): Html | null {
  if (rights.length === 0) return null;
  return html`<h2>${words.say(heading)}</h2>
    <div class="rights">${rights.map((right) => card(words, right))}</div>`;
}

function card(words: RightsWords, right: Right): Html {
  const { name, standing, isEachTime } = right;
  const content = html`<summary>
      <h3>${words.say(`right.${name}`)}</h3>
      <span class="standing">
        ${words.say(`standing.${standing}`)} ${isEachTime && words.say('each-time')}
      </span>
    </summary>
    <p>${words.say(`right.${name}.text`)}</p>
    <p><strong>${words.say('who')}:</strong> ${words.say(`right.${name}.who`)}</p>
    ${dependsLine(words, right)} ${lawBehind(words, right.laws)}`;
  // An attribute without a value has no place for one in a template.
  return right.isFirst
    ? html`<details class="right ${standing}" open>${content}</details>`
    : html`<details class="right ${standing}">${content}</details>`;
}

function dependsLine(words: RightsWords, { depends, cliffs, survives }: Right): Html | null {
  const listed = (themes: Right['depends']): string =>
    words.oneOf(themes.map((theme) => words.say(`theme.${theme}`)));
  if (depends.length === 0 && cliffs.length === 0) return null;
  return html`<p class="note">
    ${depends.length > 0 && words.say('depends', { what: listed(depends) })}
    ${
      cliffs.length > 0 &&
      html`${words.say('cliff', { what: listed(cliffs) })} ${survives && words.say('survives')}`
    }
  </p>`;
}

const MARKS = ['reviewed', 'official', 'secondary', 'memory'] as const;

/** References that would name on paper what nobody else should read there. */
const NAMING = /traff|victim|slave|thb/i;

function lawBehind(words: RightsWords, laws: readonly LawBehind[]): Html {
  const lists = MARKS.flatMap((mark) => {
    const titles = laws.filter((law) => law.mark === mark).map(({ title }) => title);
    if (titles.length === 0) return [];
    return [
      html`<p>${words.say(`mark.${mark}`)}</p>
        <ul lang="en" dir="ltr">
          ${[...new Set(titles)].map((title) => html`<li>${title}</li>`)}
        </ul>`,
    ];
  });
  const ids = laws.map(({ id }) => id).filter((id) => !NAMING.test(id));
  return html`<details class="law">
      <summary>${words.say('behind')}</summary>
      ${lists}
    </details>
    ${ids.length > 0 && html`<p class="refs">${words.say('refs', { ids: ids.join(' · ') })}</p>`}`;
}

function nextSteps(scene: ResultScene, { tells }: Reading): Html {
  const { rightsWords: words } = scene;
  return html`<h2>${words.say('tell.heading')}</h2>
    <p>${tellsLine(words, tells)}</p>
    ${tells?.immigration === true && html`<p>${words.say('tell.immigration')}</p>`}
    <p>${words.say('tell.ask')}</p>
    <h2>${words.say('next.heading')}</h2>
    <p>${words.say('next.write')}</p>
    <p>${words.say('next.day')}</p>
    <div class="buttons">
      ${button({ go: 'write', label: scene.words.say('write'), look: 'act' })}
    </div>`;
}

/** Said before anybody tells anything: who may have to pass it on. */
function tellsLine(words: RightsWords, tells: Reading['tells']): string {
  if (tells === null) return words.say('tell.unknown');
  if (tells.to.length === 0) return words.say('tell.known');
  return words.say('tell.some', { to: words.oneOf(tells.to.map((to) => words.say(`to.${to}`))) });
}

function whatWeDoNotKnow(words: RightsWords, { place, hasOwnLaw, lawOf }: Reading): Html {
  const day = words.day(`${lawOf}T12:00:00.000Z`);
  return html`<h2>${words.say('unknown.heading')}</h2>
    <ul>
      <li>${words.say('unknown.story')}</li>
      <li>${words.say('unknown.papers')}</li>
      ${place !== null && !hasOwnLaw && html`<li>${words.say('unknown.own')}</li>`}
      <li>${words.say('unknown.later', { day })}</li>
    </ul>
    <h2>${words.say('source.heading')}</h2>
    <p>${words.say('source.text', { day })}</p>
    <p class="note unprinted">${words.say('paper')}</p>`;
}
