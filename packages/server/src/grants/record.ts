import type { Runner } from '../db/handle.ts';
import type { LockedDrawer } from '../drawers/index.ts';
import { recordLeaf } from '../ledger/index.ts';

/** Records a grant; the desk of the leaf is the one that holds. */
export async function recordGrant(
  tx: Runner,
  kind: 'grant-given' | 'grant-revoked',
  act: {
    readonly drawer: Pick<LockedDrawer, 'drawer' | 'file' | 'class'>;
    readonly statement: { readonly grant: string; readonly holder: string };
    readonly member: string;
    readonly now: Date;
  },
): Promise<void> {
  const { drawer, statement, member, now } = act;
  const about = {
    actor: member,
    desk: statement.holder,
    file: drawer.file,
    drawer: drawer.drawer,
    class: drawer.class,
    object: statement.grant,
  };
  await recordLeaf(tx, { kind, now, about });
}
