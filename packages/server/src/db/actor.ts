/** On whose behalf the database is asked. Nothing is ever asked on nobody's behalf by accident. */

/**
 * Who asks. Each kind is proved before it is made: a session, an invitation, a receipt.
 *
 * Shape: hashes are SHA-256, 32 bytes. `receipt` with `tokenHash: null` can see the salt and no more.
 */
export type Actor =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'member'; readonly member: string }
  | { readonly kind: 'card'; readonly lookupHash: Uint8Array }
  | { readonly kind: 'session'; readonly tokenHash: Uint8Array }
  | { readonly kind: 'joining'; readonly tokenHash: Uint8Array }
  | { readonly kind: 'receipt'; readonly locator: string; readonly tokenHash: Uint8Array | null }
  | {
      readonly kind: 'parcel';
      readonly drawer: string;
      readonly locator: string;
      readonly tokenHash: Uint8Array;
    }
  | { readonly kind: 'drawer'; readonly drawer: string }
  | { readonly kind: 'keeper' }
  | { readonly kind: 'federation' };

/** The settings that the policies read, always all of them, so that none is left from before. */
export const ACTOR_SETTINGS = [
  'app.member',
  'app.card',
  'app.session',
  'app.enrolment',
  'app.locator',
  'app.token',
  'app.drawer',
] as const;

/** The values of `ACTOR_SETTINGS` for an actor, in that order; '' where there is none. */
export function settingsOf(actor: Actor): readonly string[] {
  const set: Partial<Record<(typeof ACTOR_SETTINGS)[number], string>> = {};
  switch (actor.kind) {
    case 'nobody':
    case 'keeper':
    case 'federation':
      break;
    case 'member':
      set['app.member'] = actor.member;
      break;
    case 'card':
      set['app.card'] = hex(actor.lookupHash);
      break;
    case 'session':
      set['app.session'] = hex(actor.tokenHash);
      break;
    case 'joining':
      set['app.enrolment'] = hex(actor.tokenHash);
      break;
    case 'drawer':
      set['app.drawer'] = actor.drawer;
      break;
    case 'parcel':
      set['app.drawer'] = actor.drawer;
      set['app.locator'] = actor.locator;
      set['app.token'] = hex(actor.tokenHash);
      break;
    case 'receipt':
      set['app.locator'] = actor.locator;
      if (actor.tokenHash !== null) set['app.token'] = hex(actor.tokenHash);
      break;
  }
  return ACTOR_SETTINGS.map((name) => set[name] ?? '');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
