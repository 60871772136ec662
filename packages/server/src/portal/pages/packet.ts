/** A question about a packet: every field with the very words that would be sent, and its own switch. */
import type { Disclosure, PacketAsked, PacketQuestion } from '@amparo/casework/packets';
import { isGiven, LONGEST } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { ownWordsFor, tickedFor } from '../packet-conduct.ts';
import type { PacketProblem, View } from '../view.ts';
import type { WordKey, Words } from '../words.ts';
import { button, form, part, problemBox, textBox, written } from './scene.ts';
import type { Scene } from './scene.ts';

type ViewOf<P extends View['page']> = Extract<View, { page: P }>;

/** The question: who, why, until when, whom they must tell, what exactly; four equal answers. */
export function packetPage(scene: Scene, { question, problem }: ViewOf<'packet'>): Html {
  const { words, fields } = scene;
  const { asked, answer } = question;
  const { statement, language } = asked;
  const isTooLong = problem?.kind === 'too-long';
  const content = html`${problem && problemBox(scene, problemWords(words, problem))}
    <h1>${words.say('packet.heading')}</h1>
    <dl class="answers">
      ${part(words.say('packet.who'), recipient(words, asked))}
      ${part(words.say('packet.why'), written(asked.why, language))}
      ${part(words.say('asked.yes'), written(asked.ifYes, language))}
      ${part(
        words.say('asked.no'),
        html`<p><b>${words.say('asked.nothing')}</b></p>
          ${written(asked.ifNo, language)}`,
      )}
      ${part(
        words.say('asked.until'),
        html`<p>
          ${words.say('packet.until', {
            day: words.day(statement.expiresAt),
          })}
        </p>`,
      )}
      ${part(words.say('packet.law'), duties(words, asked))}
    </dl>
    <fieldset class="fields" aria-describedby="${problem === null ? 'ticks' : 'problem ticks'}">
      <legend><h2>${words.say('packet.what')}</h2></legend>
      <p class="hint" id="ticks">${words.say('packet.ticks')}</p>
      ${asked.fields.map((field) => fieldRow(scene, question, field))}
    </fieldset>
    <input type="hidden" name="k" value="${statement.authorisation}" autocomplete="off" />
    <label class="label" for="own">${words.say('packet.own')}</label>
    <p class="hint" id="own-hint">${words.say('packet.own.hint')}</p>
    ${textBox({
      name: 'own',
      rows: 3,
      value: fields.k === statement.authorisation ? (fields.own ?? '') : '',
      describedBy: isTooLong ? 'problem own-hint' : 'own-hint',
      invalid: isTooLong,
    })}
    <p class="limit">${words.say('question.limit', { limit: LONGEST.own })}</p>
    ${isGiven(answer ?? '') && html`<p class="notice">${words.say(`said.${answer ?? 'later'}`)}</p>`}
    <div class="equals">
      ${(['yes', 'no', 'later', 'talk'] as const).map((go) =>
        button({ go, label: words.say(`answer.${go}`), look: 'choice' }),
      )}
    </div>
    <p class="note">${words.say('packet.once-more')}</p>
    <div class="buttons">
      ${button({ go: 'mailbox', label: words.say('back'), look: 'link' })}
    </div>`;
  return form(scene, { at: 'packet', edits: ['c', 'k', 'own'], prints: true }, content);
}

function problemWords(words: Words, problem: PacketProblem): string {
  if (problem.kind === 'too-long') return words.say('problem.too-long', { over: problem.over });
  return words.say(problem.kind === 'no-tick' ? 'packet.no-tick' : 'notice.not-sent');
}

/** Which desk, of whom, what for, where; and whether it also enforces. */
function recipient(words: Words, asked: PacketAsked): Html {
  const { deskName, organisationName, deskKind, country, enforces } = asked;
  return html`<p>
      <b><bdi>${deskName}</bdi></b
      ><br /><bdi>${organisationName}</bdi><br />
      ${words.say(`kind.${deskKind}`)}<br />${words.country(country)}
    </p>
    ${enforcement(words, enforces)}`;
}

/** Whether a desk also enforces immigration or police law: said either way, before any yes. */
export function enforcement(words: Words, enforces: PacketAsked['enforces']): Html {
  const keys: WordKey[] = [
    ...(enforces.immigration ? (['enforces.immigration'] as const) : []),
    ...(enforces.police ? (['enforces.police'] as const) : []),
  ];
  if (keys.length === 0) return html`<p>${words.say('enforces.none')}</p>`;
  return html`${keys.map((key) => html`<p class="weighs">${words.say(key)}</p>`)}`;
}

function duties(words: Words, { disclosure, language }: PacketAsked): Html {
  if (!disclosure.known) return html`<p class="weighs">${words.say('packet.law.unknown')}</p>`;
  if (disclosure.duties.length === 0) return html`<p>${words.say('packet.law.none')}</p>`;
  return html`<ul>
    ${disclosure.duties.map((duty) => dutyLine(words, duty, language))}
  </ul>`;
}

type Duty = Extract<Disclosure, { known: true }>['duties'][number];

function dutyLine(words: Words, duty: Duty, language: string): Html {
  return html`<li>
    ${written(duty.says, language)}
    ${
      duty.enforcesImmigration === true &&
      html`<p class="weighs">${words.say('packet.law.immigration')}</p>`
    }
    ${
      duty.enforcesImmigration === null &&
      html`<p class="note">${words.say('packet.law.immigration-unknown')}</p>`
    }
    <p class="note">
      ${words.say(`verified.${duty.verified}`)} <bdi translate="no">${duty.provision}</bdi>
    </p>
  </li>`;
}

/** One field: its name, the words that would be sent, and a switch that is off. */
function fieldRow(
  { words, fields }: Scene,
  question: PacketQuestion,
  { code, words: said }: PacketAsked['fields'][number],
): Html {
  const isTicked = tickedFor(fields, question).includes(code);
  const id = `c-${code}`;
  const checkbox = isTicked
    ? html`<input
        type="checkbox"
        id="${id}"
        name="c"
        value="${code}"
        checked
        aria-describedby="w-${code}"
      />`
    : html`<input
        type="checkbox"
        id="${id}"
        name="c"
        value="${code}"
        aria-describedby="w-${code}"
      />`;
  return html`<div class="field">
    <label for="${id}">${checkbox}<span>${fieldName(words, code)}</span></label>
    <div id="w-${code}">${written(said, question.asked.language)}</div>
  </div>`;
}

/** The name of a field code; a code that came after this page was written is shown as it is. */
export function fieldName(words: Words, code: string): string {
  const key = `field.${code}`;
  return words.has(key) ? words.say(key) : code;
}

/** Before a yes is final: exactly what was ticked, and to whom. */
export function packetCheckPage(scene: Scene, view: ViewOf<'packet-check'>): Html {
  const { words, fields, sealedWhere } = scene;
  const { asked } = view.question;
  const chosen = asked.fields.filter(({ code }) => view.codes.includes(code));
  const left = asked.fields.length - chosen.length;
  const own = ownWordsFor(fields, view.question);
  const content = html`<h1>${words.say('check.heading')}</h1>
    <dl class="answers">
      ${part(words.say('check.to'), recipient(words, asked))}
      ${part(
        words.say('check.what'),
        html`<ul class="words">
            ${chosen.map(
              ({ code, words: said }) =>
                html`<li><b>${fieldName(words, code)}</b>${written(said, asked.language)}</li>`,
            )}
          </ul>
          <p>${words.say('check.nothing-else', { left })}</p>`,
      )}
      ${part(
        words.say('asked.until'),
        html`<p>${words.say('packet.until', { day: words.day(asked.statement.expiresAt) })}</p>`,
      )}
      ${own !== '' && part(words.say('packet.own'), written(own))}
    </dl>
    <p>${words.say('check.pass-on')} ${words.say('check.stop')}</p>
    <p class="note">${words.say(sealedWhere === 'browser' ? 'asked.here' : 'asked.node')}</p>
    <div class="equals">
      ${button({ go: 'give', label: words.say('check.give'), look: 'choice' })}
      ${button({ go: 'question', label: words.say('check.change'), look: 'choice' })}
    </div>
    <div class="buttons">
      ${button({ go: 'mailbox', label: words.say('check.leave'), look: 'link' })}
    </div>`;
  return form(scene, { at: 'packet-check', prints: true }, content);
}
