/** One short question a page. Each can be passed over, and the answer can be seen at any time. */
import type { RightsQuestion } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { languageRow } from '../pages/plain.ts';
import { button, form } from '../pages/scene.ts';
import type { Scene } from '../pages/scene.ts';
import { atOf, CHOICES, listOffered } from './answers.ts';
import type { Answers, ChoiceQuestion, Places } from './answers.ts';
import type { RightsKey, RightsWords } from './rights-words.ts';

interface QuestionScene extends Scene {
  readonly rightsWords: RightsWords;
  readonly places: Places;
}

/** The page of one question; `answers` are those to the others, which its form carries on. */
export function questionPage(
  scene: QuestionScene,
  question: RightsQuestion,
  answers: Answers,
): Html {
  const { rightsWords: words } = scene;
  const isFirst = question === 'country';
  const isList = question === 'country' || question === 'part';
  const content = html`<p class="why" id="why">
      <strong>${words.say('why')}:</strong> ${words.say(`${question}.why`)}
    </p>
    ${isList ? placeList(scene, question, answers) : choiceButtons(words, question)}
    <div class="buttons">
      ${
        isList
          ? button({ go: 'rights-next', label: words.say('next'), look: 'act' })
          : button({ go: 'rights-skip', label: words.say('skip'), look: 'quiet' })
      }
      ${
        isFirst
          ? button({ go: 'front', label: scene.words.say('start'), look: 'link' })
          : button({ go: 'rights-back', label: words.say('back'), look: 'link' })
      }
      ${!isFirst && button({ go: 'rights-show', label: words.say('show'), look: 'link' })}
    </div>`;
  const carried = { ...scene, fields: { ...scene.fields, ...answers } };
  return html`${isFirst && introduction(scene)}
    <h1>${words.say(`${question}.heading`)}</h1>
    ${form(carried, { at: atOf(question), edits: isFirst ? ['country', 'part'] : [question] }, content)}
    ${isFirst && languageRow(scene, 'rights')}`;
}

function introduction({ rightsWords: words }: QuestionScene): Html {
  return html`<p class="lead">${words.say('start.lead')} ${words.say('start.kept')}</p>`;
}

function choiceButtons(words: RightsWords, question: ChoiceQuestion): Html {
  const choices: readonly string[] = CHOICES[question];
  const buttons = choices.map(
    (choice) =>
      html`<button class="choice" name="${question}" value="${choice}">
        ${words.say(`${question}.${choice}` as RightsKey)}
      </button>`,
  );
  return html`<div class="choices">${buttons}</div>`;
}

/** A list that every phone knows how to open; not to say is what it shows at first. */
function placeList(scene: QuestionScene, question: 'country' | 'part', answers: Answers): Html {
  const { rightsWords: words, place, places } = scene;
  const named = listOffered(question, answers, places).map((code) => ({
    code,
    name: nameOf(code, words, places),
  }));
  const isHere = (code: string): boolean => code === place.country.slice(0, 2);
  // The country of this page first: whoever reads it is often there.
  const sorted = named.toSorted(
    (a, b) => Number(isHere(b.code)) - Number(isHere(a.code)) || words.compare(a.name, b.name),
  );
  const options = sorted.map(({ code, name }) =>
    code === answers[question]
      ? html`<option value="${code}" selected>${name}</option>`
      : html`<option value="${code}">${name}</option>`,
  );
  return html`<label class="label" for="place">${words.say(`${question}.label`)}</label>
    <select id="place" name="${question}" autocomplete="off" aria-describedby="why">
      <option value="">${words.say(question === 'part' ? 'part.none' : 'skip')}</option>
      ${options}
    </select>`;
}

/** A country or a part of one in words; parts that no catalogue names keep their own name. */
export function nameOf(code: string, words: RightsWords, places: Places): string {
  if (!code.includes('-')) return words.country(code);
  const key = `part.${code}`;
  return words.has(key) ? words.say(key) : (places.get(code)?.name ?? code);
}
