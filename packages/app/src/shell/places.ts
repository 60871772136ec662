/** The six places of the app, in the order of the rail. */
import type { IconName } from '../look/index.ts';
import type { WordKey } from '../words/index.ts';

export interface PlaceLink {
  readonly path: string;
  readonly label: WordKey;
  readonly icon: IconName;
}

export const PLACES: readonly PlaceLink[] = [
  { path: '/', label: 'place.today', icon: 'today' },
  { path: '/inbox', label: 'place.inbox', icon: 'inbox' },
  { path: '/files', label: 'place.files', icon: 'files' },
  { path: '/exchange', label: 'place.exchange', icon: 'exchange' },
  { path: '/law', label: 'place.law', icon: 'law' },
  { path: '/organisation', label: 'place.organisation', icon: 'organisation' },
];

/** On a phone four stand in the bar; the rest are one press away. */
export const BAR_PLACES: readonly PlaceLink[] = PLACES.filter(({ path }) =>
  ['/', '/inbox', '/files', '/law'].includes(path),
);

/** True when a place is where this path leads. */
export function isAt(place: string, path: string): boolean {
  return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`);
}
