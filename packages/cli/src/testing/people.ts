/** Invented organisations that joined a test node, and their members at work. */
import { createMemoryStore, createOrganisation, joinNode, unlock } from '@amparo/app/client';
import type { Outcome, Session, Store } from '@amparo/app/client';
import type { DeskKind } from '@amparo/casework/directory';
import { layLine } from './node.ts';
import type { Line, TestNode } from './node.ts';

const PASSPHRASE = 'three quiet words';

/** The value of an outcome that must be there. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

/** Somebody who can unlock, again and on several devices. */
export interface Worker {
  readonly card: string;
  readonly desk: string;
  unlock(line?: Line, store?: Store): Promise<Session>;
}

/** An organisation with one desk and one lead joins the node. */
export async function joinDesk(
  node: TestNode,
  invitation: number,
  kind: DeskKind,
): Promise<Worker> {
  const name = `Desk of kind ${kind} (test)`;
  const organisation = must(
    await createOrganisation(
      {
        name: `Organisation with ${kind} (test)`,
        desks: [{ name, kind }],
        members: [
          {
            name: `${kind} worker (test)`,
            passphrase: PASSPHRASE,
            desks: [{ name, role: 'lead' }],
          },
        ],
      },
      new Date().toISOString(),
    ),
  );
  const { caller } = layLine(node.urls.app);
  must(await joinNode(caller, node.invitations[invitation] ?? '', organisation));
  const card = organisation.cards[0]?.card ?? '';
  return {
    card,
    desk: organisation.joining.desks[0]?.subject.desk ?? '',
    unlock: async (line = layLine(node.urls.app), store = createMemoryStore()) =>
      must(await unlock({ card, passphrase: PASSPHRASE, caller: line.caller, store })),
  };
}
