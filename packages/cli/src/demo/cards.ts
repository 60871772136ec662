import type { NodeUrls } from '../start/node-process.ts';
import type { DemoState } from './state.ts';

/** One way into the demo. At the portal anybody comes in, without a card. */
export interface DemoCard {
  readonly node: string;
  readonly face: 'app' | 'portal';
  readonly url: string;
  readonly role: string;
  readonly member: string | null;
  readonly passphrase: string | null;
  readonly card: string | null;
}

/** Lists every way into one node of the demo, members first. */
export function listCards(
  { members }: Pick<DemoState, 'members'>,
  { urls, node }: { readonly urls: Pick<NodeUrls, 'app' | 'portal'>; readonly node: string },
): readonly DemoCard[] {
  const nobody = { member: null, passphrase: null, card: null };
  return [
    ...members.map((member) => ({
      node,
      face: 'app' as const,
      url: urls.app,
      ...member,
    })),
    { node, face: 'portal', url: urls.portal, role: 'anybody', ...nobody },
  ];
}

/** Writes cards as a table for a terminal. */
export function inColumns(cards: readonly DemoCard[]): string {
  const rows = [
    ['Role', 'Who', 'Sign-in card', 'Passphrase'],
    ...cards
      .filter(({ face }) => face === 'app')
      .map(({ role, member, card, passphrase }) => [
        role,
        member ?? '',
        card ?? '',
        passphrase ?? '',
      ]),
  ];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}
