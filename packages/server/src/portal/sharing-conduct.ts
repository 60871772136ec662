/** Who has the person's information, and Stop: for everything, or for one thing. */
import type { PersonKeeping } from '@amparo/casework/keeping';
import { isGiven } from './fields.ts';
import { askForCode, codeProblem, withMailbox } from './in-mailbox.ts';
import type { Inside } from './in-mailbox.ts';
import { sharedItems, unexplained } from './sharing.ts';
import type { Notice, Shown } from './view.ts';

/** Lists what was allowed. Names are shown only where the second secret was given. */
export async function showSharing(inside: Inside, notice: Notice | null): Promise<Shown> {
  const { work, session } = inside;
  return withMailbox(inside, async (opened) => {
    const ticket = await work.outside.keep(session);
    const named = session.pageSeed !== undefined;
    const keeping = named ? await readKeeping(inside) : undefined;
    const { l, message } = work.fields;
    return {
      view: {
        page: 'sharing',
        ticket,
        items: sharedItems(opened, work.outside.now().toISOString()),
        named,
        ...(keeping !== undefined && { keeping }),
        unexplained: unexplained(opened),
        notice,
      },
      fields: {
        ...(l !== undefined && { l }),
        ...(message !== undefined && { message }),
        t: ticket,
      },
    };
  });
}

/** What the node says about keeping, for the token of an open page; null where it does not say it. */
export async function readKeeping({ work, session }: Inside): Promise<PersonKeeping | null> {
  const { locator, token, pageToken } = session;
  if (pageToken === undefined) return null;
  const read = await work.outside.calls.readMyKeeping({ locator, token, pageToken });
  return read.ok ? read.value : null;
}

/** Ends everything that was allowed here. */
export async function stopEverything(inside: Inside): Promise<Shown> {
  return stop(inside, undefined);
}

/** Ends the one thing that the pressed button names. */
export async function stopOne(inside: Inside): Promise<Shown> {
  const { s } = inside.work.fields;
  return isGiven(s) ? stop(inside, s) : showSharing(inside, null);
}

/** Ends one thing by its identifier. */
export async function stopNamed(inside: Inside, authorisation: string): Promise<Shown> {
  return stop(inside, authorisation);
}

async function stop(inside: Inside, authorisation: string | undefined): Promise<Shown> {
  const { work, session } = inside;
  const { locator, token } = session;
  const stopped = await work.outside.calls.stopSharing({
    locator,
    token,
    ...(authorisation !== undefined && { authorisation }),
  });
  if (stopped.ok) {
    return showSharing(inside, { kind: 'stopped', withdrawn: stopped.value.withdrawn });
  }
  const { code } = stopped.refusal;
  if (code === 'mailbox/refused') return askForCode(work, codeProblem(code));
  return showSharing(inside, { kind: 'not-stopped' });
}
