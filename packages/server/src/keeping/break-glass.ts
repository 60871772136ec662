/**
 * The opening of an emergency. The desk once held the drawer, so its half of the key is wrapped to it still;
 * the node lends its own half again, for the versions of that time and none after.
 */
import type { z } from 'zod';
import type { OpenedDrawer } from '@amparo/casework/files';
import type { breakGlass } from '@amparo/casework/keeping';
import { fromBase64url, GENESIS_HEAD, parseEntry } from '@amparo/seal';
import { toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import type { AppDeps } from '../deps.ts';
import { listDrawerAuthors, listEntriesAfter } from '../drawers/index.ts';
import { findDrawer, listVersions } from '../files/index.ts';
import { listEndedGrants, viewOf } from '../grants/index.ts';
import { desksOf, type MemberActor } from '../http/member.ts';
import { commitReading } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { findAct } from './act-store.ts';

interface Breaking {
  readonly actor: MemberActor;
  readonly params: { readonly act: string };
  readonly now: Date;
}

/**
 * Opens the drawer of a signed emergency. The leaf is durable before the keystore is asked.
 *
 * Refuses: `not-available` for whoever is not at the desk that asked, before both signatures and after the
 * 24 hours.
 */
export async function openSigned(
  { db, keystore }: AppDeps,
  breaking: Breaking,
): Promise<Outcome<z.input<typeof breakGlass.output>>> {
  const { actor, now } = breaking;
  const read = await commitReading(db.as(actor), async (tx) => {
    const found = await readSigned(tx, breaking);
    if (!found.ok) return found;
    const { act, drawer } = found.value;
    const about = {
      actor: actor.member,
      desk: act.desk,
      file: drawer.file,
      drawer: drawer.drawer,
      class: drawer.class,
      object: act.act,
    };
    return ok({
      drawer: drawer.drawer,
      value: found.value,
      act: { kind: 'break-glass-opened', now, about },
    });
  });
  if (!read.ok) return read;
  const { act, drawer, grants, versions, entries, authors } = read.value.value;
  const lent = await keystore.lend(read.value.reading);
  const shares = new Map(lent.map(({ version, share }) => [version, toText(share)]));
  if (versions.some(({ version }) => !shares.has(version))) return no('not-available');
  const last = entries.at(-1);
  const until = act.until_at < actor.expiresAt ? act.until_at : actor.expiresAt;
  const view: OpenedDrawer['drawer'] = {
    drawer: drawer.drawer,
    file: drawer.file,
    class: drawer.class,
    version: versions.at(-1)?.version ?? 1,
    stale: true,
    position: last?.position ?? 0,
    head: last?.head ?? GENESIS_HEAD,
    grants: grants.map(viewOf),
  };
  return ok({
    drawer: view,
    versions: versions.map((each) => ({ ...each, nodeShare: shares.get(each.version) ?? '' })),
    entries,
    authors,
    lentUntil: until.toISOString(),
  });
}

async function readSigned(tx: Runner, { actor, params, now }: Breaking) {
  const act = await findAct(tx, params.act);
  const isLive =
    act?.kind === 'break-glass' &&
    act.second_at !== null &&
    act.ended_at === null &&
    act.until_at > now &&
    desksOf(actor).includes(act.desk);
  const drawer = isLive ? await findDrawer(tx, act.drawers[0] ?? '') : undefined;
  if (act === undefined || drawer === undefined) return no('not-available');
  const grants = await listEndedGrants(tx, drawer.drawer, act.desk);
  const wrapped = Math.max(...grants.map(({ version }) => version), 0);
  if (wrapped === 0) return no('not-available');
  const versions = (await listVersions(tx, drawer.drawer)).filter(
    ({ version }) => version <= wrapped,
  );
  return ok({
    act,
    drawer,
    grants: grants.filter(({ version }) => version === wrapped),
    versions,
    entries: await listReadable(tx, drawer.drawer, wrapped),
    authors: await listDrawerAuthors(tx, drawer.drawer),
  });
}

/** The entries up to the last that was sealed under a version the desk's half opens. */
async function listReadable(tx: Runner, drawer: string, wrapped: number) {
  const entries = await listEntriesAfter(tx, drawer, 0);
  const readable = [];
  for (const entry of entries) {
    const { header } = await parseEntry(fromBase64url(entry.bytes));
    if (header.version > wrapped) break;
    readable.push(entry);
  }
  return readable;
}
