/**
 * Tickets: what the node must remember between two pages of somebody without a script, sealed under
 * a key that lives in memory only and carried by the page itself. Nothing is kept on the node.
 */
import {
  fromBase64url,
  fromUtf8,
  openWithKey,
  SealRefusal,
  sealWithKey,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { Bytes } from '@amparo/seal';
import type { Session } from './outside.ts';

const INFO = 'portal-ticket';
const LONGEST_TICKET = 16 * 1024;

/** A ticket that was opened: what it stands for, and the random name under which it is spent. */
export interface OpenedTicket {
  readonly id: string;
  readonly session: Session;
}

/** Seals a session into a ticket: base64url. */
export async function sealTicket(key: Bytes, session: Session): Promise<string> {
  const opened: OpenedTicket = { id: crypto.randomUUID(), session };
  return toBase64url(await sealWithKey(key, INFO, utf8(JSON.stringify(opened))));
}

/** Opens a ticket; undefined when it is not ours, was altered, or is over. */
export async function openTicket(
  key: Bytes,
  ticket: string | undefined,
  now: Date,
): Promise<OpenedTicket | undefined> {
  if (ticket === undefined || ticket.length > LONGEST_TICKET) return undefined;
  try {
    const bytes = await openWithKey(key, INFO, fromBase64url(ticket));
    // Only this node seals tickets, so what opens has the shape that was sealed.
    const opened = JSON.parse(fromUtf8(bytes)) as OpenedTicket;
    return Date.parse(opened.session.until) > now.getTime() ? opened : undefined;
  } catch (error) {
    if (error instanceof SealRefusal) return undefined;
    throw error;
  }
}
