/** The pages of a report: one question each, then checking, then the receipt. */
import { isGiven, LONGEST, QUESTIONS } from '../fields.ts';
import type { Question } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { doorOf } from '../journey.ts';
import type { View } from '../view.ts';
import { button, form, pathNotice, problemBox, textBox, written } from './scene.ts';
import type { Scene } from './scene.ts';

type ViewOf<P extends View['page']> = Extract<View, { page: P }>;

/** One question: what, why, a place to write, and three ways on. */
export function questionPage(scene: Scene, { question, problem }: ViewOf<'question'>): Html {
  const { words, fields } = scene;
  const problemText = problem && problemWords(scene, problem);
  const content = html`${problemText && problemBox(scene, problemText)}
    <h1><label for="${question}">${heading(scene, question)}</label></h1>
    <p class="why" id="why"><b>${words.say('why')}.</b> ${words.say(`${question}.why`)}</p>
    <p class="hint" id="hint">${words.say(`${question}.hint`)}</p>
    ${textBox({
      name: question,
      rows: ROWS[question],
      value: fields[question] ?? '',
      describedBy: problem === null ? 'why hint' : 'problem why hint',
      invalid: problem !== null,
    })}
    <p class="limit">${words.say('question.limit', { limit: LONGEST[question] })}</p>
    ${pathNotice(scene, 'write')}
    <div class="buttons">
      ${button({ go: 'next', label: words.say('next'), look: 'act' })}
      ${button({ go: 'skip', label: words.say('skip'), look: 'quiet' })}
      ${button({ go: 'back', label: words.say('back'), look: 'link' })}
    </div>
    <p class="note">${words.say('question.stop')} ${words.say('question.back-button')}</p>`;
  return form(scene, { at: question, edits: [question] }, content);
}

const ROWS: Readonly<Record<Question, number>> = {
  text: 8,
  how: 3,
  when: 3,
  name: 1,
  ifSomeoneElse: 3,
};

function heading({ words, fields }: Scene, question: Question): string {
  const isWorried = question === 'text' && doorOf(fields) === 'worried';
  return words.say(isWorried ? 'text.heading.worried' : `${question}.heading`);
}

function problemWords(
  { words }: Scene,
  problem: NonNullable<ViewOf<'question'>['problem']>,
): string {
  if (problem.kind === 'empty') return words.say('problem.empty');
  return words.say('problem.too-long', { over: problem.over });
}

/** Everything that would be sent, and to whom. */
export function reviewPage(scene: Scene, { reader, changed }: ViewOf<'review'>): Html {
  const { words } = scene;
  const content = html`<h1>${words.say('review.heading')}</h1>
    ${changed && html`<p class="notice" role="status">${words.say('review.changed')}</p>`}
    <p>${words.say('review.reader', { ...reader })}</p>
    <dl class="answers">${QUESTIONS.map((question) => answer(scene, question))}</dl>
    <p>${words.say('review.next')} ${words.say('review.delete')}</p>
    ${pathNotice(scene, 'write')}
    <div class="buttons">
      ${button({ go: 'send', label: words.say('review.send'), look: 'act' })}
      ${button({ go: 'stopped', label: words.say('review.stop'), look: 'quiet' })}
    </div>`;
  return form(scene, { at: 'review' }, content);
}

function answer(scene: Scene, question: Question): Html | null {
  const { words, fields } = scene;
  const given = fields[question];
  const mayBeReached = isGiven(fields.how);
  if (!mayBeReached && (question === 'when' || question === 'ifSomeoneElse')) return null;
  const what = words.say(`${question}.label`);
  const change = button({
    go: question,
    label: words.say('review.change'),
    look: 'link',
    spoken: words.say('review.change.what', { what }),
  });
  return html`<div>
    <dt>${what}</dt>
    <dd>
      ${isGiven(given) ? written(given.trim()) : html`<p class="note">${words.say('review.none')}</p>`}
    </dd>
    <dd class="change">${change}</dd>
  </div>`;
}

/** The receipt: the only page with a print style of its own, which prints digits and nothing else. */
export function sentPage(scene: Scene, { receipt, reader }: ViewOf<'sent'>): Html {
  const { words } = scene;
  const groups = receipt.split(' ').map((group) => html`<span>${group}</span> `);
  const content = html`<h1>${words.say('sent.heading')}</h1>
    <p class="slip">
      <span class="slip-name">${words.say('sent.slip')}</span>
      <span class="digits" dir="ltr" translate="no">${groups}</span>
    </p>
    <p>${words.say('sent.what')} ${words.say('sent.sent', { ...reader })}</p>
    <h2>${words.say('sent.keep.heading')}</h2>
    <ul>
      <li>${words.say('sent.keep.paper')}</li>
      <li>${words.say('sent.keep.words')}</li>
      <li>${words.say('sent.keep.phone')}</li>
      <li>${words.say('sent.keep.lost')}</li>
    </ul>
    <h2>${words.say('sent.after.heading')}</h2>
    <p>${words.say('sent.after')} ${words.say('sent.danger')}</p>
    <p>${words.say('review.delete')}</p>
    <div class="buttons">
      ${button({ go: 'front', label: words.say('sent.done'), look: 'act' })}
      ${button({ go: 'open-sent', label: words.say('sent.open'), look: 'quiet' })}
      <button type="button" class="link only-script" data-act="print">
        ${words.say('sent.print')}
      </button>
    </div>`;
  return form(scene, { at: 'sent' }, content);
}
