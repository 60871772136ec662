/** What just happened, above the page it happened on. */
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Notice } from '../view.ts';
import { problemBox } from './scene.ts';
import type { Scene } from './scene.ts';

/** One notice; a screen reader says it at once. */
export function noticeBox(scene: Scene, notice: Notice): Html {
  const { words } = scene;
  switch (notice.kind) {
    case 'too-long':
      return problemBox(scene, words.say('problem.too-long', { over: notice.over }));
    case 'empty':
      return problemBox(scene, words.say('notice.empty'));
    case 'answered':
      return said(words.say(`notice.${notice.answer}`));
    case 'stopped':
      return said(words.say('notice.stopped', { withdrawn: notice.withdrawn }));
    case 'narrowed':
      return said(words.say('notice.narrowed', { recalled: notice.recalled }));
    default:
      return said(words.say(`notice.${notice.kind}`));
  }
}

function said(text: string): Html {
  return html`<p class="notice" role="status">${text}</p>`;
}
