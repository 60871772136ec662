/** Writing the person's own page: sealed to a key that only their second secret opens. */
import { PageContent } from '@amparo/casework/reports';
import type { Language, PageSection, PageState } from '@amparo/casework/reports';
import {
  fromBase64url,
  pageNumber,
  sealPage,
  SealRefusal,
  sha256,
  toBase64url,
  utf8,
} from '@amparo/seal';
import { appendTo } from './append.ts';
import type { Appended } from './append.ts';
import { readConversation } from './conversations.ts';
import type { OpenDrawer } from './drawers.ts';

import type { Session } from './session.ts';

/** How the person holds their page. `number` is what they read out to their worker. */
export interface PageChoice {
  readonly choice: PageState['choice'];
  readonly number: string | null;
  /** When the page was last written for the key there is now, or null. */
  readonly writtenAt: string | null;
}

/** Says how the person of an opened conversation holds their page. */
export async function readPageChoice(opened: OpenDrawer): Promise<PageChoice> {
  const { choice, key, update } = readConversation(opened).state.page;
  const number = key === null ? null : await pageNumber(fromBase64url(key));
  return { choice, number, writtenAt: update?.at ?? null };
}

/** What is written: plain words for each part, and the number that the person read out. */
export interface PageToWrite {
  readonly language: Language;
  readonly sections: Readonly<Record<PageSection, string>>;
  /** As the person said it; blanks do not matter. */
  readonly number: string;
}

/** What became of writing a page. */
export type PageWritten =
  | Appended
  /** The person chose no page, or holds everything through their worker. */
  | { readonly kind: 'no-page' }
  /** Another key than the person's own: whoever found a receipt could have made it. Nothing was sealed. */
  | { readonly kind: 'other-number' }
  /** A part is too long, or all of them together are. */
  | { readonly kind: 'too-long' };

/**
 * Writes the page of the person in an opened conversation; what was on it before is replaced.
 *
 * The number must be the one that the person reads from their own page: a found receipt can put
 * another key in its place, and the check by voice is what tells the two apart.
 */
export async function writePage(
  session: Session,
  opened: OpenDrawer,
  { language, sections, number }: PageToWrite,
): Promise<PageWritten> {
  const { key, mailbox } = readConversation(opened).state.page;
  if (key === null || mailbox === null) return { kind: 'no-page' };
  const publicKey = fromBase64url(key);
  if (digitsOf(number) !== digitsOf(await pageNumber(publicKey))) return { kind: 'other-number' };
  const content = PageContent.safeParse({ v: 1, language, sections });
  if (!content.success) return { kind: 'too-long' };
  const { drawer } = opened.view;
  try {
    const bytes = utf8(JSON.stringify(content.data));
    const sealed = await sealPage({ publicKey, drawer, mailbox, content: bytes });
    return await appendTo(session, opened, {
      v: 1,
      kind: 'page/updated',
      key: toBase64url(await sha256(publicKey)),
      sealed: toBase64url(sealed),
    });
  } catch (error) {
    if (error instanceof SealRefusal && error.code === 'seal/too-large')
      return { kind: 'too-long' };
    throw error;
  }
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '');
}
