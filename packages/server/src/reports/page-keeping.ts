/** What a person is told about keeping, behind their second secret. As the portal, by a receipt. */
import { timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { dueAt, type PersonKeeping, type Retention } from '@amparo/casework/keeping';
import type { readMyKeeping } from '@amparo/casework/reports';
import { hashOf } from '../bytes.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { actingFor } from './mailbox.ts';
import { findPage, listPersonDrawers, listPersonHolds } from './page-store.ts';
import { findHeldMailbox } from './portal-store.ts';
import type { PortalWork } from './send.ts';

interface Asked {
  readonly asked: z.output<typeof readMyKeeping.input>;
  readonly retention: Retention;
}

/**
 * How long each part of what is kept about the person is kept, and what keeps a part longer by law; null for
 * a wrong token. A conversation that is part of no file is kept until it expires.
 *
 * Refuses: `mailbox/refused`.
 */
export async function showKeeping(
  { db }: PortalWork,
  { asked, retention }: Asked,
  now: Date,
): Promise<Outcome<PersonKeeping | null>> {
  return actingFor(db, asked).commit<PersonKeeping | null>(async (tx) => {
    const mailbox = await findHeldMailbox(tx);
    if (mailbox === undefined) return no('mailbox/refused');
    const page = await findPage(tx);
    const isTheirs = page && timingSafeEqual(hashOf(asked.pageToken), page.token_hash);
    const isWaiting = page?.waits_until != null && page.waits_until > now;
    if (isTheirs !== true || isWaiting) return ok(null);
    if (mailbox.file === null) {
      const until = mailbox.expires_at?.toISOString() ?? null;
      return ok({ kept: [{ class: 'contact', until }], holds: [] });
    }
    const rows = await listPersonDrawers(tx);
    const drawers = rows.map((row) => ({ class: row.class, isConversation: row.is_conversation }));
    const kept = rows.map((row) => {
      const file = { lastEntryAt: row.last_entry.toISOString(), drawers };
      const age = { class: row.class, isConversation: row.is_conversation };
      return {
        class: row.class,
        until: row.due_at?.toISOString() ?? dueAt(age, file, retention),
      };
    });
    const holds = (await listPersonHolds(tx)).map((row) => ({
      ...{ ground: row.ground, provision: row.provision },
      ...{ until: row.until_at.toISOString(), classes: [...row.classes] },
    }));
    return ok({ kept, holds });
  });
}
