/** The pages of the mailbox: the code, the thread, one question, deleting. */
import { isOpenQuestion } from '@amparo/casework/packets';
import type { PacketAsked } from '@amparo/casework/packets';
import { isGiven } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { SharedItem } from '../sharing.ts';
import type { Line, MailboxPage, Notice, View } from '../view.ts';
import type { Words } from '../words.ts';
import { noticeBox } from './notice.ts';
import { enforcement } from './packet.ts';
import { button, form, part, pathNotice, problemBox, textBox, written } from './scene.ts';
import type { Scene } from './scene.ts';

type ViewOf<P extends View['page']> = Extract<View, { page: P }>;

/** Asks for the 24 digits. */
export function codePage(scene: Scene, { problem }: ViewOf<'code'>): Html {
  const { words, fields } = scene;
  const content = html`${problem && problemBox(scene, words.say(`code.${problem}`))}
    <h1>${words.say('code.heading')}</h1>
    <p>${words.say('code.why')}</p>
    <label class="label" for="code">${words.say('code.label')}</label>
    <p class="hint" id="hint">${words.say('code.hint')}</p>
    <input
      id="code"
      name="code"
      class="code"
      type="text"
      inputmode="numeric"
      dir="ltr"
      value="${fields.code ?? ''}"
      autocomplete="off"
      autocorrect="off"
      autocapitalize="off"
      spellcheck="false"
      translate="no"
      aria-describedby="${problem === null ? 'hint' : 'problem hint'}"
      aria-invalid="${String(problem === 'mistyped' || problem === 'refused')}"
    />
    ${pathNotice(scene, 'read')}
    <div class="buttons">
      ${button({ go: 'open', label: words.say('code.open'), look: 'act' })}
      ${button({ go: 'front', label: words.say('start'), look: 'quiet' })}
    </div>
    <p class="note">${words.say('code.lost')}</p>`;
  return form(scene, { at: 'code', edits: ['code'] }, content);
}

/** The open mailbox. */
export function mailboxPage(scene: Scene, view: MailboxPage): Html {
  const { words } = scene;
  const open = [
    ...view.questions.filter(({ answer }) => answer !== 'yes' && answer !== 'no'),
    ...view.packets.filter(isOpenQuestion),
  ];
  const asThreadQuestion = (question: AnyQuestion): ThreadItem =>
    questionInThread(question, findShared(view, question));
  const thread = [
    ...view.lines.map(asThread),
    ...view.questions.map(asThreadQuestion),
    ...view.packets.map(asThreadQuestion),
    ...view.reissued.map(asReissue),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  const day = words.day(view.expiresAt);
  const content = html`${view.notice && noticeBox(scene, view.notice)}
    <h1>${words.say('mailbox.heading')}</h1>
    ${view.closed && html`<p class="notice">${words.say('mailbox.closed', { day })}</p>`}
    ${
      view.refused > 0 &&
      html`<p class="notice">${words.say('mailbox.refused', { count: view.refused })}</p>`
    }
    ${open.map((question) => questionCard(scene, question))}
    <ol class="thread">
      ${thread.map((item) => html`<li>${item.show(scene)}</li>`)}
    </ol>
    ${view.lines.every(({ from }) => from === null) && html`<p>${words.say('mailbox.waiting')}</p>`}
    ${!view.closed && writeBox(scene, view.notice)}
    <div class="buttons">
      ${button({ go: 'mailbox', label: words.say('mailbox.refresh'), look: 'quiet' })}
      ${button({ go: 'front', label: words.say('mailbox.leave'), look: 'quiet' })}
    </div>
    ${
      !view.closed &&
      !isForever(view.expiresAt) &&
      html`<p class="note">${words.say('mailbox.expires', { day })}</p>`
    }
    ${pathNotice(scene, 'read')} ${rooms(scene, view)} ${endings(scene)}`;
  return form(scene, { at: 'mailbox', edits: ['message', 'q'] }, content);
}

/** A conversation that is part of a file does not expire; the node then says the year 9999. */
function isForever(expiresAt: string): boolean {
  return expiresAt.startsWith('9999-');
}

interface ThreadItem {
  readonly at: string;
  readonly show: (scene: Scene) => Html;
}

function asThread(line: Line): ThreadItem {
  return {
    at: line.at,
    show: ({ words }) =>
      html`<article class="${line.from === null ? 'line mine' : 'line'}">
        <p class="from">
          <bdi>${nameOf(words, line)}</bdi>
          <time datetime="${line.at.slice(0, 10)}">${words.day(line.at)}</time>
        </p>
        ${written(line.text)}
      </article>`,
  };
}

/** A found slip must show no helper: where the node tells no name, an answer is just an answer. */
function nameOf(words: Scene['words'], { from }: Line): string {
  if (from === null) return words.say('mailbox.you');
  return from === '' ? words.say('mailbox.desk') : from;
}

function asReissue(at: string): ThreadItem {
  return {
    at,
    show: ({ words }) =>
      html`<article class="line">
        <p class="from">
          <time datetime="${at.slice(0, 10)}">${words.day(at)}</time>
        </p>
        <p>${words.say('mailbox.reissued')}</p>
      </article>`,
  };
}

/** Either kind of question. */
type AnyQuestion = MailboxPage['questions'][number] | MailboxPage['packets'][number];

function findShared({ shared }: MailboxPage, { asked }: AnyQuestion): SharedItem | undefined {
  return shared.find(({ authorisation }) => authorisation === asked.statement.authorisation);
}

/** In the thread a question is one line; it is read on its own page. */
function questionInThread(question: AnyQuestion, shared: SharedItem | undefined): ThreadItem {
  const { asked, at } = question;
  return {
    at,
    show: ({ words }) =>
      html`<article class="line asked">
        <p class="from">
          ${words.say('mailbox.question.past')}
          <time datetime="${at.slice(0, 10)}">${words.day(at)}</time>
        </p>
        ${isBack(question) ? html`<p>${words.say('mailbox.question.back')}</p>` : inWords(asked)}
        ${!isBack(question) && said(words, question, shared)}
      </article>`,
  };
}

/** A question that its desk took back: what it asked is no business of anybody's any more. */
function isBack(question: AnyQuestion): boolean {
  return 'takenBack' in question && question.takenBack !== null && question.answer !== 'yes';
}

function inWords(asked: AnyQuestion['asked']): Html {
  return 'text' in asked ? written(asked.text) : written(asked.why, asked.language);
}

/** What was answered, and whether it still holds: a yes that was stopped is no yes any more. */
function said(words: Words, question: AnyQuestion, shared: SharedItem | undefined): Html | null {
  const { answer } = question;
  if (answer === null) return null;
  const isTakenBack = 'takenBack' in question && question.takenBack !== null;
  const isOver = shared?.state === 'over';
  return html`<p>
    ${words.say(`said.${answer}`)} ${isTakenBack && words.say('said.back')}
    ${
      !isTakenBack &&
      shared?.withdrawnAt != null &&
      words.say('said.stopped', { day: words.day(shared.withdrawnAt) })
    }
    ${!isTakenBack && isOver && words.say('said.over', { day: words.day(shared.expiresAt) })}
  </p>`;
}

function questionCard({ words }: Scene, { asked, answer }: AnyQuestion): Html {
  const { authorisation } = asked.statement;
  return html`<div class="card">
    <p><b>${words.say('mailbox.question')}</b> ${answer && words.say(`said.${answer}`)}</p>
    <button class="act" name="q" value="${authorisation}">
      ${words.say('mailbox.question.read')}
    </button>
  </div>`;
}

/** The two rooms behind the messages: what was allowed, and the person's own page. */
function rooms({ words }: Scene, { shared }: MailboxPage): Html {
  const live = shared.filter(({ state }) => state === 'live').length;
  return html`<div class="endings">
    <section>
      <h2>${words.say('sharing.heading')}</h2>
      <p>${words.say('page.sharing', { count: live })}</p>
      ${button({ go: 'sharing', label: words.say('page.look'), look: 'choice' })}
    </section>
    <section>
      <h2>${words.say('page.heading')}</h2>
      <p>${words.say('page.short')}</p>
      ${button({ go: 'page', label: words.say('page.go'), look: 'choice' })}
    </section>
  </div>`;
}

function writeBox(scene: Scene, notice: Notice | null): Html {
  const { words, fields } = scene;
  const isWrong = notice?.kind === 'too-long' || notice?.kind === 'empty';
  return html`<div class="write">
    <label class="label" for="message">${words.say('mailbox.write')}</label>
    ${textBox({
      name: 'message',
      rows: 5,
      value: fields.message ?? '',
      describedBy: isWrong ? 'problem' : null,
      invalid: isWrong,
    })}
    ${button({ go: 'message', label: words.say('mailbox.send'), look: 'act' })}
  </div>`;
}

function endings({ words }: Scene): Html {
  return html`<div class="endings">
    <section>
      <h2>${words.say('mailbox.stop.heading')}</h2>
      <p>${words.say('mailbox.stop.text')}</p>
      ${button({ go: 'stop', label: words.say('mailbox.stop'), look: 'choice' })}
    </section>
    <section>
      <h2>${words.say('mailbox.delete.heading')}</h2>
      <p>${words.say('mailbox.delete.text')}</p>
      ${button({ go: 'delete', label: words.say('mailbox.delete'), look: 'choice' })}
    </section>
  </div>`;
}

/** One question of a helper, with what yes and no would mean. The four answers look the same. */
export function askedPage(scene: Scene, { question }: ViewOf<'asked'>): Html {
  const { words, sealedWhere } = scene;
  const { asked, answer } = question;
  const { statement } = asked;
  const content = html`<h1>${words.say('asked.heading')}</h1>
    ${written(asked.text)}
    <dl class="answers">
      ${part(
        words.say('asked.who'),
        html`<ul>
          ${asked.deskNames.map(
            (name, at) =>
              html`<li><bdi>${name}</bdi>${enforcesOf(words, asked.enforces?.[at])}</li>`,
          )}
        </ul>`,
      )}
      ${part(
        words.say('asked.what'),
        html`<ul>
            ${statement.classes.map((drawer) => html`<li>${words.say(`class.${drawer}`)}</li>`)}
          </ul>
          ${statement.opensFile && html`<p>${words.say('asked.file')}</p>`}`,
      )}
      ${part(
        words.say('asked.until'),
        html`<p>${words.say('asked.until.day', { day: words.day(statement.expiresAt) })}</p>`,
      )}
      ${part(words.say('asked.yes'), written(asked.ifYes))}
      ${part(
        words.say('asked.no'),
        html`<p><b>${words.say('asked.nothing')}</b></p>
          ${written(asked.ifNo)}`,
      )}
    </dl>
    <p>${words.say('asked.law')}</p>
    ${isGiven(answer ?? '') && html`<p class="notice">${words.say(`said.${answer ?? 'later'}`)}</p>`}
    <div class="equals">
      ${(['yes', 'no', 'later', 'talk'] as const).map((go) =>
        button({ go, label: words.say(`answer.${go}`), look: 'choice' }),
      )}
    </div>
    <p class="note">${words.say(sealedWhere === 'browser' ? 'asked.here' : 'asked.node')}</p>
    <div class="buttons">
      ${button({ go: 'mailbox', label: words.say('back'), look: 'link' })}
    </div>`;
  return form(scene, { at: 'asked' }, content);
}

/** Older questions do not say what a desk enforces: then the page says that it is not known. */
function enforcesOf(words: Words, enforces: PacketAsked['enforces'] | undefined): Html {
  if (enforces === undefined) return html`<p class="weighs">${words.say('enforces.unknown')}</p>`;
  return enforcement(words, enforces);
}

/** Deleting cannot be undone: the one place where the portal asks again. */
export function deletePage(scene: Scene): Html {
  const { words } = scene;
  const content = html`<h1>${words.say('delete.heading')}</h1>
    <p>${words.say('delete.text')}</p>
    <div class="equals">
      ${button({ go: 'delete-now', label: words.say('delete.yes'), look: 'choice' })}
      ${button({ go: 'mailbox', label: words.say('delete.no'), look: 'choice' })}
    </div>`;
  return form(scene, { at: 'delete' }, content);
}
