/** What every page is made from, and the pieces that all of them use. */
import { FIELD_NAMES } from '../fields.ts';
import type { FieldName, Fields } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { SealedWhere } from '../outside.ts';
import type { Place } from '../place.ts';
import type { WordKey, Words } from '../words.ts';

/** Everything a page may look at besides its view. */
export interface Scene {
  readonly words: Words;
  readonly place: Place;
  /** What was written so far; every form carries it on. */
  readonly fields: Fields;
  /** Where this very rendering runs: in the browser, or in the node. */
  readonly sealedWhere: SealedWhere;
}

/** One thing that can be done on a page: a submit button that says where to go. */
export interface Choice {
  readonly go: string;
  readonly label: string;
  /** `act` is the one main thing, `choice` one of equals, `quiet` and `link` what can wait. */
  readonly look: 'act' | 'choice' | 'quiet' | 'link';
  /** What a screen reader hears instead, where the label alone is not enough. */
  readonly spoken?: string;
}

export function button({ go, label, look, spoken }: Choice): Html {
  if (spoken === undefined) {
    return html`<button class="${look}" name="go" value="${go}">${label}</button>`;
  }
  return html`<button class="${look}" name="go" value="${go}" aria-label="${spoken}">
    ${label}
  </button>`;
}

/** Never carried on: a second secret is typed anew, and a button about one thing is about that one. */
const UNCARRIED: readonly FieldName[] = ['secret', 's', 'p'];

/** What {@link form} needs to know about itself. */
export interface FormPlace {
  /** The name of this page; "back" from elsewhere returns to it. */
  readonly at: string;
  /** Fields that the page itself edits, so that they are not carried on as well. */
  readonly edits?: readonly FieldName[];
  /** Whether what it says may be printed. Other pages print nothing, so that nobody finds them. */
  readonly prints?: boolean;
}

/**
 * The one form of a page. It posts to the one address of the portal and carries on, hidden, all that
 * was written before, so that nothing is ever in an address.
 */
export function form(
  scene: Scene,
  { at, edits = [], prints = false }: FormPlace,
  content: Html,
): Html {
  const own: readonly FieldName[] = ['l', 'at', 'go', ...UNCARRIED, ...edits];
  const carried = FIELD_NAMES.filter((name) => !own.includes(name)).map((name) =>
    hidden(name, scene.fields[name]),
  );
  return html`<form
    id="f"
    class="${prints ? 'prints' : ''}"
    method="post"
    action="/"
    autocomplete="off"
    accept-charset="utf-8"
    novalidate
  >
    ${hidden('l', scene.words.language)}${hidden('at', at)}${carried}${content}
  </form>`;
}

function hidden(name: FieldName, value: string | undefined): Html | null {
  if (value === undefined || value === '') return null;
  return html`<input type="hidden" name="${name}" value="${value}" autocomplete="off" />`;
}

/** Text that a person wrote: its own direction and language, never translated by the browser. */
export function written(text: string, language?: string): Html {
  if (language === undefined) {
    return html`<div class="written" dir="auto" translate="no">${text}</div>`;
  }
  return html`<div class="written" dir="auto" lang="${language}" translate="no">${text}</div>`;
}

/** One thing that is said about a question, under its name. */
export function part(name: string, content: Html): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${content}</dd>
  </div>`;
}

/** A place to write in, which keeps no memory and asks no spelling service. */
export interface TextBox {
  readonly name: FieldName;
  readonly rows: number;
  readonly value: string;
  /** Ids of what explains the box, or null. */
  readonly describedBy: string | null;
  readonly invalid: boolean;
}

export function textBox({ name, rows, value, describedBy, invalid }: TextBox): Html {
  // The line feed after the tag is eaten by the parser; without it one of the person's own would be.
  return html`<textarea
    id="${name}"
    name="${name}"
    rows="${rows}"
    dir="auto"
    spellcheck="false"
    autocomplete="off"
    autocorrect="off"
    translate="no"
    aria-describedby="${describedBy ?? ''}"
    aria-invalid="${String(invalid)}"
  >
${value}</textarea>`;
}

/** What is wrong, above what it is about; a screen reader says it at once. */
export function problemBox({ words }: Scene, text: string): Html {
  return html`<div class="problem" role="alert">
    <h2>${words.say('problem.heading')}</h2>
    <p id="problem">${text}</p>
  </div>`;
}

/** Which path this page uses: said on every page on which somebody writes or reads. */
export function pathNotice({ words, sealedWhere }: Scene, what: 'write' | 'read'): Html {
  const here = words.say(`path.here.${what}`);
  if (sealedWhere === 'browser') return html`<p class="path sealed">${here}</p>`;
  return html`<div class="path">
    <p data-path="node">${words.say(`path.node.${what}`)}</p>
    <p data-path="wait" role="status">${words.say('path.wait')}</p>
    <p data-path="here">${here}</p>
    <div data-path="failed" role="alert">
      <p>${words.say('path.failed')}</p>
      <button type="button" class="quiet" data-act="retry">${words.say('retry')}</button>
      <button type="button" class="link" data-act="choose-node">
        ${words.say(`path.choose-node.${what}`)}
      </button>
    </div>
  </div>`;
}

export function listOf(words: Words, keys: readonly WordKey[]): Html {
  return html`<ul>
    ${keys.map((key) => html`<li>${words.say(key)}</li>`)}
  </ul>`;
}
