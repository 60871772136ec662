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

/** The name of the demo's node. */
export const DEMO_NODE = 'England (demo)';

/** Lists every way into the demo, members first. */
export function listCards(
  { members }: Pick<DemoState, 'members'>,
  urls: { readonly app: string; readonly portal: string },
): readonly DemoCard[] {
  const nobody = { member: null, passphrase: null, card: null };
  return [
    ...members.map((member) => ({
      node: DEMO_NODE,
      face: 'app' as const,
      url: urls.app,
      ...member,
    })),
    { node: DEMO_NODE, face: 'portal', url: urls.portal, role: 'anybody', ...nobody },
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
