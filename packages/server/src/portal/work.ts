/** What every effect of a journey works with, and how trouble is told. */
import type { Refusal } from '@amparo/casework/kernel';
import type { Language } from '@amparo/casework/reports';
import type { Fields } from './fields.ts';
import type { Outside } from './outside.ts';
import type { Shown, Trouble } from './view.ts';

/** One submitted form, its language, and the outside it may use. */
export interface Work {
  readonly fields: Fields;
  readonly language: Language;
  readonly outside: Outside;
}

/** The moment some minutes from now, for a ticket. */
export function inMinutes(outside: Pick<Outside, 'now'>, minutes: number): string {
  return new Date(outside.now().getTime() + minutes * 60_000).toISOString();
}

/** A page of trouble; what was written is carried on. */
export function trouble({ fields }: Pick<Work, 'fields'>, kind: Trouble): Shown {
  return { view: { page: 'trouble', trouble: kind }, fields };
}

/** In which words a refusal of the node is told. */
export function troubleOf({ code }: Refusal): Trouble {
  switch (code) {
    case 'request/too-many':
      return 'too-many';
    case 'request/clock':
      return 'clock';
    case 'certificate/refused':
      return 'reader-refused';
    case 'request/too-large':
      return 'too-large';
    case 'request/wrong-origin':
      return 'wrong-origin';
    default:
      return 'busy';
  }
}
