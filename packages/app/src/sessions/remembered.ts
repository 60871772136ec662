/** The sign-in card, kept on this device only where somebody asked for it. */
import type { Store } from '../client/index.ts';

const NAME = 'remembered';

/** Keeps the card. Whoever has this device then needs only the passphrase. */
export async function rememberCard(store: Store, member: string, card: string): Promise<void> {
  await store.put('device', NAME, JSON.stringify({ member, card }));
}

export async function findRememberedCard(store: Store): Promise<string | undefined> {
  const kept = await store.get('device', NAME);
  if (kept === undefined) return undefined;
  try {
    const { card } = JSON.parse(kept) as { readonly card?: unknown };
    return typeof card === 'string' ? card : undefined;
  } catch {
    return undefined;
  }
}

export async function forgetCard(store: Store): Promise<void> {
  await store.delete('device', NAME);
}
