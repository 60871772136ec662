import {
  appendEntry,
  lockDrawers,
  openDrawer,
  openFile,
  prepareDrawers,
  prepareFile,
  prepareRotation,
  putCard,
  readCaseload,
  readFile,
  rotateDrawer,
} from '@amparo/casework/files';
import { fromBase64url } from '@amparo/seal';
import { toBytes, toText } from '../bytes.ts';
import type { AppDeps } from '../deps.ts';
import { findLiveGrant, holdsOfFile } from '../grants/index.ts';
import { type Route, route } from '../http/route.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok } from '../outcome.ts';
import { anyMember, desksOf, seatedAtInput, seatedAtPath } from '../http/member.ts';
import { acknowledge, appendTo } from '../drawers/index.ts';
import { isSealedCard } from './card.ts';
import { lockDrawer } from '../drawers/index.ts';
import { checkEntry } from '../drawers/index.ts';
import { findCard, keepCard, listCards, listUncarded } from './file-store.ts';
import { lockMoreDrawers, openPreparedFile } from './lock.ts';
import { prepareMoreDrawers, prepareNewFile } from './prepare.ts';
import { openHeldDrawer, showFile } from './read.ts';
import { prepareNextVersion, putNextVersion } from './rotate.ts';

/** Sixteen drawers with twenty grants each are the most that a contract lets through. */
const MANY_GRANTS = 3 * 1024 * 1024;

/** The calls about files and drawers. */
export function fileRoutes(deps: AppDeps): Route[] {
  return [
    route(prepareFile, { needs: seatedAtInput, handle: (call) => prepareNewFile(deps, call) }),
    route(openFile, {
      needs: anyMember,
      maxBytes: MANY_GRANTS,
      handle: (call) => openPreparedFile(deps, call),
    }),
    route(prepareDrawers, {
      needs: seatedAtInput,
      handle: (call) => prepareMoreDrawers(deps, call),
    }),
    route(lockDrawers, {
      needs: anyMember,
      maxBytes: MANY_GRANTS,
      handle: (call) => lockMoreDrawers(deps, call),
    }),
    route(readFile, { needs: anyMember, handle: (call) => showFile(deps, call) }),
    route(openDrawer, { needs: anyMember, handle: (call) => openHeldDrawer(deps, call) }),
    route(prepareRotation, { needs: anyMember, handle: (call) => prepareNextVersion(deps, call) }),
    route(rotateDrawer, { needs: anyMember, handle: (call) => putNextVersion(deps, call) }),
    appendRoute(deps),
    ...cardRoutes(deps),
  ];
}

function appendRoute({ db, keys }: AppDeps): Route {
  return route(appendEntry, {
    needs: anyMember,
    handle: async ({ actor, params, input, now }) => {
      const { drawer } = params;
      const { member: author, device } = actor;
      const by = { author, device, key: toBytes(actor.deviceKey), desk: null };
      const checked = await checkEntry(fromBase64url(input.bytes), { drawer, by, now });
      if (!checked.ok) return checked;
      const appended = await db.as(actor).commit(async (tx) => {
        const locked = await lockDrawer(tx, drawer);
        const held = locked && (await findLiveGrant(tx, drawer, desksOf(actor), now));
        if (locked === undefined || held === undefined) return no('not-available');
        const entry = { ...checked.value, by: { ...by, desk: held.holder } };
        return appendTo(tx, locked, entry, now);
      });
      return acknowledge(appended, keys.nodeSigning);
    },
  });
}

function cardRoutes({ db }: AppDeps): Route[] {
  return [
    route(readCaseload, {
      needs: seatedAtPath,
      handle: async ({ actor, params, now }) =>
        db.as(actor).commit(async (tx) => {
          const cards = await listCards(tx, params.desk, now);
          const uncarded = await listUncarded(tx, params.desk, now);
          const about = { actor: actor.member, desk: params.desk };
          await recordLeaf(tx, { kind: 'caseload-read', now, about });
          return ok({ cards, uncarded });
        }),
    }),
    route(putCard, {
      needs: seatedAtPath,
      handle: async ({ actor, params, input: card, now }) => {
        const { desk, file } = params;
        if (card.file !== file || !isSealedCard(card)) return no('request/malformed', 'The card.');
        return db.as(actor).commit(async (tx) => {
          if (!(await holdsOfFile(tx, file, desk, now))) return no('not-available');
          if (await keepCard(tx, desk, card)) return ok({});
          const known = await findCard(tx, desk, file);
          const isRepeated =
            known?.revision === card.revision && toText(known.sealed) === card.sealed;
          return isRepeated ? ok({}) : no('entry/conflict');
        });
      },
    }),
  ];
}
