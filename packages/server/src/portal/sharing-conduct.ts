/** Who has the person's information, and Stop: for everything, or for one thing. */
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
    const { l, message } = work.fields;
    return {
      view: {
        page: 'sharing',
        ticket,
        items: sharedItems(opened, work.outside.now().toISOString()),
        named: session.pageSeed !== undefined,
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

/** Ends everything that was allowed here. */
export async function stopEverything(inside: Inside): Promise<Shown> {
  return stop(inside, undefined);
}

/** Ends the one thing that the pressed button names. */
export async function stopOne(inside: Inside): Promise<Shown> {
  const { s } = inside.work.fields;
  return isGiven(s) ? stop(inside, s) : showSharing(inside, null);
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
