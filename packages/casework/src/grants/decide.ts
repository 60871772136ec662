/** May this grant exist? The same decision runs in the app before asking and on the node. */
import type { DeskKind } from '../directory/index.ts';
import { accept, refuse } from '../kernel/index.ts';
import type { Decision, Instant } from '../kernel/index.ts';
import type { AuthorisationView, DrawerClass, GrantStatement } from './model.ts';
import { needToKnow } from './need-to-know.ts';

/** What is known about drawer, holder and the person's word at the moment of granting. */
export interface GrantFacts {
  readonly now: Instant;
  readonly class: DrawerClass;
  readonly currentVersion: number;
  readonly stale: boolean;
  readonly holderKind: DeskKind;
  /** True when the holding desk is the granting desk itself, keeping its own vault. */
  readonly holderIsGranter: boolean;
  readonly holderInLeadOrganisation: boolean;
  /** The authorisation the statement names, if it exists. */
  readonly authorisation: AuthorisationView | null;
}

export interface GrantGiven {
  readonly kind: 'grant-given';
  readonly grant: GrantStatement;
}

/** The longest a grant may last without asking again, in days. */
export const LONGEST_GRANT_DAYS = 370;

/**
 * Decides whether a grant may exist.
 *
 * Refuses: `entry/stale-version`, `grant/need-to-know`, `grant/no-authorisation`, `grant/expiry`.
 * `own` needs no word of the person only inside the lead organisation or for the desk's own vault;
 * everybody else holds on a live authorisation that names this desk and this class.
 */
export function decideGrant(statement: GrantStatement, facts: GrantFacts): Decision<GrantGiven> {
  if (statement.version !== facts.currentVersion) return refuse('entry/stale-version');
  const { right, grant } = needToKnow(facts.class, facts.holderKind);
  if (!grant) return refuse('grant/need-to-know');
  if (statement.expiresAt <= facts.now) return refuse('grant/expiry');
  if (statement.expiresAt > daysAfter(facts.now, LONGEST_GRANT_DAYS)) return refuse('grant/expiry');
  if (statement.basis.kind === 'own') {
    const owns = right === 'own' && (facts.holderIsGranter || facts.holderInLeadOrganisation);
    return owns
      ? accept({ kind: 'grant-given', grant: statement })
      : refuse('grant/no-authorisation');
  }
  const { authorisation } = facts;
  if (authorisation?.statement.authorisation !== statement.basis.authorisation) {
    return refuse('grant/no-authorisation');
  }
  if (!isLive(authorisation, facts.now)) return refuse('grant/no-authorisation');
  if (!authorisation.statement.desks.includes(statement.holder)) {
    return refuse('grant/no-authorisation');
  }
  if (!authorisation.statement.classes.includes(facts.class)) {
    return refuse('grant/no-authorisation');
  }
  if (statement.expiresAt > authorisation.statement.expiresAt) return refuse('grant/expiry');
  return accept({ kind: 'grant-given', grant: statement });
}

/** True while an authorisation was neither withdrawn nor has run out. */
export function isLive(authorisation: AuthorisationView, now: Instant): boolean {
  return authorisation.withdrawnAt === null && authorisation.statement.expiresAt > now;
}

const DAY = 24 * 60 * 60 * 1000;

function daysAfter(instant: Instant, days: number): Instant {
  return new Date(Date.parse(instant) + days * DAY).toISOString();
}
