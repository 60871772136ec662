/** How a person takes back some of what they allowed: look, tick, and it is done at once. */
import { isGiven } from './fields.ts';
import type { Fields } from './fields.ts';
import { askForCode, codeProblem, withMailbox } from './in-mailbox.ts';
import type { Inside } from './in-mailbox.ts';
import type { OpenedMailbox } from './opened-mailbox.ts';
import { showSharing, stopNamed } from './sharing-conduct.ts';
import { sharedItems } from './sharing.ts';
import type { SharedItem } from './sharing.ts';
import type { NarrowPage, Shown } from './view.ts';

type Sending = SharedItem & { readonly kind: 'packet' };

/** Shows the switches of the one permission that the pressed button names. */
export async function showNarrow(inside: Inside): Promise<Shown> {
  const { p } = inside.work.fields;
  return withMailbox(inside, (opened) => {
    const item = findLive(inside, opened, p);
    return item === undefined ? showSharing(inside, null) : showSwitches(inside, item, null);
  });
}

async function showSwitches(
  { work, session }: Inside,
  item: Sending,
  problem: NarrowPage['problem'],
): Promise<Shown> {
  const ticket = await work.outside.keep(session);
  const { l, message } = work.fields;
  return {
    view: { page: 'narrow', ticket, item, ticked: tickedOf(work.fields, item), problem },
    fields: {
      ...(l !== undefined && { l }),
      ...(message !== undefined && { message }),
      t: ticket,
    },
  };
}

/**
 * Takes back what was ticked: the person signs what is left, and the node puts it in the place of what was.
 * With everything ticked it is an ordinary Stop of this one thing.
 */
export async function narrowNow(inside: Inside): Promise<Shown> {
  const { work, session } = inside;
  const { fields, outside } = work;
  return withMailbox(inside, async (opened) => {
    const item = findLive(inside, opened, fields.k);
    if (item === undefined) return showSharing(inside, null);
    const taken = tickedOf(fields, item);
    if (taken.length === 0) return showSwitches(inside, item, 'no-tick');
    const codes = item.codes.filter((code) => !taken.includes(code));
    if (codes.length === 0) return stopNamed(inside, item.authorisation);
    const { statement } = opened.sharing.find(
      (view) => view.statement.authorisation === item.authorisation,
    ) ?? { statement: item.asked.statement };
    const narrowed = await outside.attestPacket({ ...statement, codes }, opened);
    const { locator, token } = session;
    const done = await outside.calls.narrowSharing({ locator, token, narrowed });
    if (done.ok) return showSharing(inside, { kind: 'narrowed', recalled: done.value.recalled });
    const { code } = done.refusal;
    if (code === 'mailbox/refused') return askForCode(work, codeProblem(code));
    return showSwitches(inside, item, 'not-sent');
  });
}

/** A permission that holds now and has a part to take back. */
function findLive(
  { work }: Inside,
  opened: OpenedMailbox,
  authorisation: string | undefined,
): Sending | undefined {
  if (!isGiven(authorisation)) return undefined;
  const items = sharedItems(opened, work.outside.now().toISOString());
  return items.find(
    (item): item is Sending =>
      item.kind === 'packet' && item.state === 'live' && item.authorisation === authorisation,
  );
}

/** What is ticked on the page about this very permission; nothing is carried over from another page. */
function tickedOf({ at, c, k }: Fields, item: Sending): readonly string[] {
  if (at !== 'narrow' || k !== item.authorisation) return [];
  const given = new Set((c ?? '').split(' '));
  return item.codes.filter((code) => given.has(code));
}
