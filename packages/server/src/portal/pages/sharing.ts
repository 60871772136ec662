/** Who has the person's information: each permission apart, what became of it, and Stop. */
import type { SharingView } from '@amparo/casework/packets';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { SharedItem } from '../sharing.ts';
import type { SharingPage } from '../view.ts';
import type { Words } from '../words.ts';
import { noticeBox } from './notice.ts';
import { copySection, keepingSection } from './keeping.ts';
import { fieldName } from './packet.ts';
import { button, form } from './scene.ts';
import type { Scene } from './scene.ts';

/** The page. Without the second secret it names nobody and no place. */
export function sharingPage(scene: Scene, view: SharingPage): Html {
  const { words } = scene;
  const live = view.items.filter(({ state }) => state === 'live');
  const ended = view.items.filter(({ state }) => state !== 'live');
  const content = html`${view.notice && noticeBox(scene, view.notice)}
    <h1>${words.say('sharing.heading')}</h1>
    ${view.items.length === 0 && html`<p>${words.say('sharing.none')}</p>`}
    ${
      view.unexplained > 0 &&
      html`<p class="notice">${words.say('sharing.unexplained', { count: view.unexplained })}</p>`
    }
    ${!view.named && view.items.length > 0 && html`<p class="note">${words.say('sharing.unnamed')}</p>`}
    ${live.map((item) => card(scene, view, item))} ${live.length > 1 && stopAll(words)}
    ${ended.length > 0 && html`<h2>${words.say('sharing.ended')}</h2>`}
    ${ended.map((item) => card(scene, view, item))}
    ${view.keeping !== undefined && keepingSection(words, view.keeping)} ${copySection(words)}
    ${!view.named && html`<p class="note">${words.say('kept.door')}</p>`}
    <div class="buttons">
      ${button({ go: 'sharing', label: words.say('sharing.refresh'), look: 'quiet' })}
      ${view.named && button({ go: 'page', label: words.say('page.heading'), look: 'quiet' })}
      ${button({ go: 'mailbox', label: words.say('sharing.messages'), look: 'quiet' })}
    </div>`;
  return form(scene, { at: 'sharing', edits: ['q', 's', 'c', 'k'], prints: true }, content);
}

function stopAll(words: Words): Html {
  return html`<section class="endings">
    <div>
      <p>${words.say('mailbox.stop.text')}</p>
      ${button({ go: 'stop', label: words.say('sharing.stop-all'), look: 'choice' })}
    </div>
  </section>`;
}

function card({ words }: Scene, { named }: SharingPage, item: SharedItem): Html {
  const { authorisation, state, expiresAt, givenAt, withdrawnAt, attestedBy } = item;
  return html`<article class="shared">
    <h2>${named ? recipients(item) : words.say(`sharing.kind.${item.kind}`)}</h2>
    <p>
      ${words.say(`sharing.given.${attestedBy}`, { day: words.day(givenAt) })}
      ${
        state !== 'stopped' &&
        words.say(state === 'over' ? 'sharing.over' : 'sharing.until', {
          day: words.day(expiresAt),
        })
      }
    </p>
    <p>${words.say('sharing.what')}</p>
    <ul>
      ${whatOf(words, item).map((name) => html`<li>${name}</li>`)}
    </ul>
    ${item.kind === 'packet' && takenBack(words, item)}
    ${
      withdrawnAt !== null &&
      html`<p class="weighs">
        ${words.say('sharing.refused', { moment: words.moment(withdrawnAt) })}
      </p>`
    }
    ${item.kind === 'packet' && trail(words, item, named)}
    ${
      item.kind === 'handover' &&
      withdrawnAt !== null &&
      html`<p>${words.say('sharing.handover.read')}</p>`
    }
    ${
      state === 'live' &&
      html`<button class="choice" name="s" value="${authorisation}">
        ${words.say('sharing.stop-one')}
      </button>`
    }
    ${
      state === 'live' &&
      item.kind === 'packet' &&
      item.codes.length > 1 &&
      html`<button class="quiet" name="p" value="${authorisation}">
        ${words.say('sharing.narrow')}
      </button>`
    }
  </article>`;
}

/** What was taken out of a permission, and what that meant for what had left. */
function takenBack(words: Words, item: SharedItem & { readonly kind: 'packet' }): Html | null {
  const { narrowedAt, taken, withdrawnAt, packets } = item;
  if (narrowedAt === null || taken.length === 0) return null;
  const hadLeft = withdrawnAt !== null && packets.some(({ recalledAt }) => recalledAt !== null);
  return html`<p>${words.say('sharing.taken', { moment: words.moment(narrowedAt) })}</p>
    <ul>
      ${taken.map((code) => html`<li>${fieldName(words, code)}</li>`)}
    </ul>
    ${hadLeft && html`<p>${words.say('sharing.taken.sent')}</p>`}`;
}

function recipients(item: SharedItem): Html {
  if (item.kind === 'packet') {
    const { deskName, organisationName } = item.asked;
    return html`<bdi>${deskName}</bdi>, <bdi>${organisationName}</bdi>`;
  }
  return html`${item.asked.deskNames.map((name, at) => html`${at > 0 && ', '}<bdi>${name}</bdi>`)}`;
}

function whatOf(words: Words, item: SharedItem): readonly string[] {
  if (item.kind === 'packet') return item.codes.map((code) => fieldName(words, code));
  return item.asked.statement.classes.map((each) => words.say(`class.${each}`));
}

/** What became of each packet that went, in the order in which it happened. */
function trail(words: Words, item: SharedItem & { readonly kind: 'packet' }, named: boolean): Html {
  if (item.packets.length === 0) {
    return html`<p>${words.say(item.state === 'live' ? 'trail.not-yet' : 'trail.never')}</p>`;
  }
  const node = named ? item.node : words.say('trail.their-computer');
  return html`${item.packets.map(
    (packet) =>
      html`<ul class="trail">
        ${linesOf(words, packet, node).map((line) => html`<li>${line}</li>`)}
      </ul>`,
  )}`;
}

type Sent = SharingView['packets'][number];

/** One sentence for each thing that happened to a packet, each apart. */
export function linesOf(words: Words, packet: Sent, node: string): readonly string[] {
  const at = (moment: string): { moment: string } => ({ moment: words.moment(moment) });
  const { sentAt, deliveredAt, readAt, decision } = packet;
  return [
    words.say('trail.sent', at(sentAt)),
    deliveredAt === null
      ? words.say('trail.waiting')
      : words.say('trail.delivered', at(deliveredAt)),
    ...(readAt === null ? [] : [words.say('trail.read', at(readAt))]),
    ...(decision === null ? [] : [words.say(`trail.decision.${decision}`)]),
    ...deletionLines(words, packet, node),
  ];
}

function deletionLines(words: Words, packet: Sent, node: string): readonly string[] {
  const { recalledAt, deletion, deletionAt, provision, readAt, triedAt } = packet;
  if (recalledAt === null && deletion === null) return [];
  const said: string[] = [];
  if (deletion === 'deleted') {
    said.push(words.say('trail.deleted', { node, moment: words.moment(deletionAt ?? '') }));
  } else if (deletion === 'kept-by-law') {
    said.push(words.say('trail.kept', { provision: provision ?? '?' }));
  } else if (triedAt === null) {
    said.push(words.say('trail.not-confirmed'));
  } else {
    said.push(words.say('trail.tried', { moment: words.moment(triedAt) }));
  }
  if (readAt !== null) said.push(words.say('trail.unread'));
  return said;
}
