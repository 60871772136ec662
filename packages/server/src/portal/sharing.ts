/** What a person allowed, each thing apart: to whom, until when, what became of it. Pure. */
import { findPacketQuestion } from '@amparo/casework/packets';
import type { PacketQuestion, SharingView } from '@amparo/casework/packets';
import type { HandoverAsked, MailboxView } from '@amparo/casework/reports';
import type { OpenedMailbox } from './opened-mailbox.ts';

type AllowedView = MailboxView['allowed'][number];

/** One thing that was allowed. Names come from the sealed question, never from the node. */
export type SharedItem = SharedState &
  (
    | {
        readonly kind: 'packet';
        readonly asked: PacketQuestion['asked'];
        readonly codes: readonly string[];
        /** What was allowed before and is allowed no longer. */
        readonly taken: readonly string[];
        readonly packets: SharingView['packets'];
        readonly node: string;
      }
    | { readonly kind: 'handover'; readonly asked: HandoverAsked }
  );

interface SharedState {
  readonly authorisation: string;
  readonly attestedBy: SharingView['attestedBy'];
  readonly givenAt: string;
  readonly expiresAt: string;
  /** When fields were last taken out of it; null for what cannot be narrowed. */
  readonly narrowedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly state: 'live' | 'stopped' | 'over';
}

/**
 * Everything that was ever allowed here, the newest first. What the node lists without a question of
 * this conversation, or for another desk than was asked, is left out: the caller counts it with
 * {@link unexplained}.
 */
export function sharedItems(
  opened: Pick<OpenedMailbox, 'allowed' | 'sharing' | 'packets' | 'conversation'>,
  now: string,
): readonly SharedItem[] {
  const packets = opened.sharing.flatMap((view) => asPacket(view, opened, now));
  const handovers = opened.allowed.flatMap((view) => asHandover(view, opened, now));
  return [...packets, ...handovers].toSorted((a, b) => b.givenAt.localeCompare(a.givenAt));
}

/** How many things the node lists that nobody asked for in this conversation. */
export function unexplained(
  opened: Pick<OpenedMailbox, 'allowed' | 'sharing' | 'packets' | 'conversation'>,
): number {
  const listed = opened.sharing.length + opened.allowed.length;
  return listed - sharedItems(opened, '').length;
}

function asPacket(
  view: SharingView,
  { packets }: Pick<OpenedMailbox, 'packets'>,
  now: string,
): SharedItem[] {
  const { statement, attestedBy, givenAt, narrowedAt, withdrawnAt } = view;
  const question = findPacketQuestion(packets, statement.authorisation);
  if (question === undefined) return [];
  const asked = question.asked.statement;
  const isSame =
    asked.to.desk === statement.to.desk &&
    asked.to.node === statement.to.node &&
    statement.codes.every((code) => asked.codes.includes(code));
  if (!isSame) return [];
  return [
    {
      kind: 'packet',
      authorisation: statement.authorisation,
      asked: question.asked,
      codes: statement.codes,
      taken: question.codes.filter((code) => !statement.codes.includes(code)),
      packets: view.packets,
      node: asked.to.node,
      attestedBy,
      givenAt,
      narrowedAt,
      withdrawnAt,
      expiresAt: statement.expiresAt,
      state: stateOf({ withdrawnAt, expiresAt: statement.expiresAt }, now),
    },
  ];
}

function asHandover(
  view: AllowedView,
  { conversation }: Pick<OpenedMailbox, 'conversation'>,
  now: string,
): SharedItem[] {
  const question = conversation.questions.find(
    ({ asked }) => asked.statement.authorisation === view.authorisation,
  );
  if (question === undefined) return [];
  return [
    {
      kind: 'handover',
      asked: question.asked,
      ...view,
      narrowedAt: null,
      state: stateOf(view, now),
    },
  ];
}

function stateOf(
  { withdrawnAt, expiresAt }: Pick<SharedState, 'withdrawnAt' | 'expiresAt'>,
  now: string,
): SharedItem['state'] {
  if (withdrawnAt !== null) return 'stopped';
  return expiresAt <= now ? 'over' : 'live';
}
