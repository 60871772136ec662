/** Taking fields of a received packet over into a file of the desk that it was sent to. */
import { fieldCode, findTakingBar } from '@amparo/casework/packets';
import type { FieldCode, PacketTaken, TakingBar } from '@amparo/casework/packets';
import { appendTo } from './append.ts';
import { openDrawer } from './drawers.ts';
import type { OpenDrawer } from './drawers.ts';
import { readFile } from './files.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { ReceivedPacket } from './packet-opening.ts';
import type { Session } from './session.ts';

/** What became of each field: written, waiting for a line, or why it may not be taken. */
export interface FieldTaken {
  readonly code: FieldCode;
  readonly state: 'taken' | 'waiting' | TakingBar;
}

/**
 * Writes chosen fields into the drawers of their classes, each as an entry of its own that names its source.
 *
 * Opening those drawers is logged. A field that may not be taken is left out and said so; the others are written.
 * Refuses: what the node refuses; `packet/basis` for a packet about nobody.
 */
export async function takeFromPacket(
  session: Session,
  received: ReceivedPacket,
  { file, codes }: { readonly file: string; readonly codes: readonly FieldCode[] },
): Promise<Outcome<readonly FieldTaken[]>> {
  const { basis, expiresAt, to } = received.statement;
  if (basis.kind === 'no-person') return no('packet/basis');
  const view = await readFile(session, file);
  if (!view.ok) return view;
  const { leadDesk, drawers } = view.value.value;
  const now = session.now();
  const facts = {
    ...{ now, expiresAt, leadDesk, desk: to.desk },
    drawers: drawers.map((drawer) => ({ class: drawer.class, holders: holdersOf(drawer, now) })),
  };
  const opened = new Map<string, OpenDrawer>();
  const done: FieldTaken[] = [];
  for (const code of codes) {
    const bar = findTakingBar(code, facts);
    const drawer = drawers.find((each) => each.class === fieldCode(code).class)?.drawer;
    const words = received.fields.find((field) => field.code === code)?.words ?? '';
    if (bar !== undefined || drawer === undefined || words === '') {
      done.push({ code, state: bar ?? 'no-drawer' });
      continue;
    }
    const at = await openOnce(session, opened, drawer);
    if (!at.ok) return at;
    const event = takenEvent(received, { code, words, basis: basis.kind });
    const result = await appendTo(session, at.value, event);
    if (result.kind === 'refused') return { ok: false, offline: false, refusal: result.refusal };
    if (result.kind === 'conflict') return no('entry/conflict');
    if (result.kind === 'appended' && result.drawer !== null) opened.set(drawer, result.drawer);
    done.push({ code, state: result.kind === 'waiting' ? 'waiting' : 'taken' });
  }
  return ok(done);
}

type Grants = OpenDrawer['view']['grants'];

function holdersOf({ grants }: { readonly grants: Grants }, now: string): readonly string[] {
  const live = grants.filter(
    ({ revokedAt, statement }) => revokedAt === null && statement.expiresAt > now,
  );
  return [...new Set(live.map(({ statement }) => statement.holder))];
}

async function openOnce(
  session: Session,
  opened: Map<string, OpenDrawer>,
  drawer: string,
): Promise<Outcome<OpenDrawer>> {
  const known = opened.get(drawer);
  if (known !== undefined) return ok(known);
  const now = await openDrawer(session, drawer);
  if (now.ok) opened.set(drawer, now.value);
  return now;
}

function takenEvent(
  { statement, sender, from }: ReceivedPacket,
  field: Pick<PacketTaken, 'code' | 'words' | 'basis'>,
): PacketTaken {
  const { packet, sentAt, expiresAt } = statement;
  const deskName = [sender.deskName, sender.organisationName].join(', ');
  const source = { packet, sentAt, expiresAt, deskName, nodeName: from.nodeName };
  return { v: 1, kind: 'packet/taken', ...source, ...field };
}
