/** How long the person's information is kept, what a law keeps longer, and how to get a copy of all of it. */
import type { PersonKeeping } from '@amparo/casework/keeping';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Words } from '../words.ts';

/**
 * What the node knows of keeping, in plain words. Only behind the second secret: that there is a file, or a
 * court, is nothing for whoever finds a code. `keeping` is null where the node could not say it just now.
 */
export function keepingSection(words: Words, keeping: PersonKeeping | null): Html {
  if (keeping === null) {
    return html`<section>
      <h2>${words.say('kept.heading')}</h2>
      <p>${words.say('kept.unread')}</p>
    </section>`;
  }
  return html`<section>
      <h2>${words.say('kept.heading')}</h2>
      <p>${words.say('kept.lead')}</p>
      <ul>
        ${keeping.kept.map((part) => html`<li>${keptLine(words, part)}</li>`)}
      </ul>
    </section>
    <section>
      <h2>${words.say('hold.heading')}</h2>
      ${keeping.holds.length === 0 && html`<p>${words.say('hold.none')}</p>`}
      ${keeping.holds.map((hold) => heldBecause(words, hold))}
    </section>`;
}

function keptLine(words: Words, { class: of, until }: PersonKeeping['kept'][number]): string {
  const what = words.say(`class.${of}`);
  if (until === null) return words.say('kept.always', { what });
  return words.say('kept.until', { what, day: words.day(until) });
}

function heldBecause(words: Words, hold: PersonKeeping['holds'][number]): Html {
  const what = hold.classes.map((each) => words.say(`class.${each}`)).join('; ');
  return html`<p class="weighs">${words.say(`hold.${hold.ground}`, { what })}</p>
    <p>${words.say('hold.until', { day: words.day(hold.until) })}</p>
    <p class="note"><bdi translate="no">${hold.provision}</bdi></p>`;
}

/** How to ask for a copy of everything: it names nobody, and so stands on every page about information. */
export function copySection(words: Words): Html {
  return html`<section>
    <h2>${words.say('copy.heading')}</h2>
    <p>${words.say('copy.text')}</p>
  </section>`;
}
