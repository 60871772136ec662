/** The invented person's side of packets: ticking fields in the mailbox, and Stop. */
import type { Caller, Outcome } from '@amparo/app/client';
import { decidePacketAnswer, foldPacketQuestions, narrowStatement } from '@amparo/casework/packets';
import type { PacketAsked, SharingView } from '@amparo/casework/packets';
import { answerFromMailbox, openMailbox, stopSharing } from '@amparo/casework/reports';
import { signAuthorisation, toBase64url } from '@amparo/seal';
import { sealSaid } from '../demo/person.ts';
import type { Person } from '../demo/person.ts';
import { must } from './people.ts';

/** Ticks these fields of a question and says yes, with the mailbox key, as the portal's browser does. */
export async function tick(
  portal: Caller,
  person: Person,
  asked: PacketAsked,
  codes: readonly string[],
): Promise<void> {
  const held = { locator: person.receipt.locator, token: person.token };
  const { position, head } = must(await portal.call(openMailbox, { input: held }));
  const opened = { position: 1, byPerson: false, time: asked.statement.askedAt };
  const names = { entry: person.mailbox, author: person.mailbox, authorName: '', deskName: '' };
  const { state } = foldPacketQuestions([
    { ...opened, ...names, receivedAt: opened.time, payload: asked },
  ]);
  const { authorisation } = asked.statement;
  const decision = decidePacketAnswer(
    state,
    { authorisation, answer: 'yes', codes, inOwnWords: 'They help with wages (demo).' },
    new Date().toISOString(),
  );
  const [event] = decision.ok ? decision.events : [];
  if (event === undefined) throw new Error('the answer was refused');
  const statement = narrowStatement(asked.statement, event.codes);
  const { signature } = await signAuthorisation(statement, person.signing.secretKey);
  const key = toBase64url(person.signing.publicKey);
  const entry = await sealSaid(person, { event, seen: { position, head } });
  must(
    await portal.call(answerFromMailbox, {
      input: {
        ...held,
        entry,
        authorisation: null,
        packetAuthorisation: { statement, attestation: { by: 'person-key', key, signature } },
      },
    }),
  );
}

/** What the mailbox shows of what was shared. */
export async function sharingOf(portal: Caller, person: Person): Promise<readonly SharingView[]> {
  const input = { locator: person.receipt.locator, token: person.token };
  return must(await portal.call(openMailbox, { input })).sharing;
}

/** Stop. */
export async function pressStop(portal: Caller, person: Person): Promise<Outcome<unknown>> {
  const input = { locator: person.receipt.locator, token: person.token };
  return portal.call(stopSharing, { input });
}
