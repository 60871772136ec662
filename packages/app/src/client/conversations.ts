/** Talking with a person in a conversation, and asking them for a yes. */
import {
  decideConversation,
  foldConversation,
  readInbox as readInboxCall,
} from '@amparo/casework/reports';
import type { Conversation, ConversationCommand, HandoverAsked } from '@amparo/casework/reports';
import type { DrawerClass } from '@amparo/casework/grants';
import type { Folded } from '@amparo/casework/kernel';
import type { z } from 'zod';
import { appendTo } from './append.ts';
import type { Appended } from './append.ts';
import type { OpenDrawer } from './drawers.ts';
import { askOrRecall } from './kept.ts';
import type { Kept } from './kept.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';

/** The reports that wait at a desk, envelopes only; this device's copy while there is no line. */
export async function readInbox(
  session: Session,
  desk: string,
): Promise<Outcome<Kept<z.infer<typeof readInboxCall.output>>>> {
  return askOrRecall(session, `inbox/${desk}`, readInboxCall, { params: { desk } });
}

/** Folds what was said out of an opened conversation. */
export function readConversation(opened: OpenDrawer): Folded<Conversation> {
  return foldConversation(opened.entries);
}

/** Answers the person. Refuses: what `decideConversation` and `appendTo` refuse. */
export async function reply(session: Session, opened: OpenDrawer, text: string): Promise<Appended> {
  return say(session, opened, { kind: 'reply', text });
}

/** A question for a yes: which desks would hold which classes until when, and what it says in words. */
export interface HandoverToAsk {
  readonly desks: readonly string[];
  readonly classes: readonly DrawerClass[];
  /** True when the casework desk among `desks` may open a file. */
  readonly opensFile: boolean;
  readonly expiresAt: string;
  readonly text: string;
  readonly ifYes: string;
  readonly ifNo: string;
}

/**
 * Asks the person whether these desks may hold these classes.
 *
 * Names of desks, and what they enforce, are taken from their certificates, never from what was typed.
 * Refuses: `certificate/refused` for a desk that is not proved, what `decideConversation` and `appendTo` refuse.
 */
export async function askHandover(
  session: Session,
  opened: OpenDrawer,
  asked: HandoverToAsk,
): Promise<Appended> {
  const proved = asked.desks.map((desk) => session.trust.desks.get(desk)?.desk);
  const desks = proved.filter((desk) => desk !== undefined);
  if (desks.length !== proved.length) {
    const refusal = { code: 'certificate/refused', detail: 'a desk is not proved' } as const;
    return { kind: 'refused', entry: '', refusal };
  }
  const question: Omit<HandoverAsked, 'v' | 'kind'> = {
    statement: {
      authorisation: globalThis.crypto.randomUUID(),
      drawer: opened.view.drawer,
      desks: [...asked.desks],
      classes: [...asked.classes],
      opensFile: asked.opensFile,
      askedBy: session.member,
      askedAt: session.now(),
      expiresAt: asked.expiresAt,
    },
    deskNames: desks.map(({ name }) => name),
    enforces: desks.map(({ enforces }) => enforces),
    text: asked.text,
    ifYes: asked.ifYes,
    ifNo: asked.ifNo,
  };
  return say(session, opened, { kind: 'ask', question });
}

async function say(
  session: Session,
  opened: OpenDrawer,
  command: ConversationCommand,
): Promise<Appended> {
  const { state } = readConversation(opened);
  const decision = decideConversation(state, command, session.now());
  if (!decision.ok) return { kind: 'refused', entry: '', refusal: decision.refusal };
  const [event] = decision.events;
  if (event === undefined) throw new Error('A decision without an event.');
  return appendTo(session, opened, event);
}
