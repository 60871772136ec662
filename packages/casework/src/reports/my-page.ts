/**
 * "My page": what a worker wrote for the person about what is happening, sealed to a key that only the
 * person's second secret opens together with their receipt. docs/formats/my-page.md.
 */
import { z } from 'zod';
import { bytesUpTo, EncryptionKey, Key32 } from '../kernel/index.ts';
import type { Id, Instant, OpenedEntry } from '../kernel/index.ts';
import { Language } from '../files/index.ts';

/** The parts of the page that a worker writes; who has the information is read from the node. */
export const PAGE_SECTIONS = [
  'happening',
  'canDo',
  'helpers',
  'papers',
  'money',
  'rights',
] as const;
export type PageSection = (typeof PAGE_SECTIONS)[number];

/** The longest part, in characters. All of them together must fit into 16 KiB. */
export const LONGEST_SECTION = 2000;
const Part = z.string().trim().max(LONGEST_SECTION);

/** What is sealed to the page key: plain words, in a language of the person. '' is an empty part. */
export const PageContent = z.strictObject({
  v: z.literal(1),
  language: Language,
  sections: z.strictObject({
    happening: Part,
    canDo: Part,
    helpers: Part,
    papers: Part,
    money: Part,
    rights: Part,
  }),
});
export type PageContent = z.infer<typeof PageContent>;

/** The person chose a second secret; their page is sealed to this key from now on. */
export const PageOpened = z.strictObject({
  v: z.literal(1),
  kind: z.literal('page/opened'),
  key: EncryptionKey,
});

/** The person holds everything through their worker instead; nothing is written for the page. */
export const PageThroughWorker = z.strictObject({
  v: z.literal(1),
  kind: z.literal('page/through-worker'),
});

/** The page as it is now. `key` is the SHA-256 of the page key to which `sealed` is wrapped. */
export const PageUpdated = z.strictObject({
  v: z.literal(1),
  kind: z.literal('page/updated'),
  key: Key32,
  sealed: bytesUpTo(18 * 1024),
});
export type PageUpdated = z.infer<typeof PageUpdated>;

export type PageEvent =
  z.infer<typeof PageOpened> | z.infer<typeof PageThroughWorker> | PageUpdated;

/** How the person wants their page, and what was written last. */
export interface PageState {
  readonly choice: 'none' | 'secret' | 'worker';
  /** The page key of the person's latest choice, or null. */
  readonly key: string | null;
  /** The mailbox that chose, to which the page is bound; null before a choice. */
  readonly mailbox: Id | null;
  readonly update: {
    readonly entry: Id;
    readonly at: Instant;
    readonly key: string;
    readonly sealed: string;
  } | null;
}

export const NO_PAGE: PageState = { choice: 'none', key: null, mailbox: null, update: null };

/** One event further; undefined when the wrong side speaks: only the person chooses, only a desk writes. */
export function evolvePage(
  state: PageState,
  event: PageEvent,
  { entry, author, byPerson, receivedAt }: OpenedEntry,
): PageState | undefined {
  switch (event.kind) {
    case 'page/opened':
      return byPerson
        ? { choice: 'secret', key: event.key, mailbox: author, update: null }
        : undefined;
    case 'page/through-worker':
      return byPerson ? { choice: 'worker', key: null, mailbox: author, update: null } : undefined;
    case 'page/updated': {
      if (byPerson || state.choice !== 'secret') return undefined;
      const { key, sealed } = event;
      return { ...state, update: { entry, at: receivedAt, key, sealed } };
    }
  }
}
