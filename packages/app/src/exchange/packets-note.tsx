/** On today's page: what came from other desks and what waits for a signature, without saying what it is about. */
import type { PacketView } from '@amparo/casework/packets';
import type { Outcome, Session } from '../client/index.ts';
import { useWords } from '../words/index.ts';
import { loadPackets } from './load.ts';
import { sortWaiting } from './standing.ts';
import type { PacketsWaiting as Waiting } from './standing.ts';

export type PacketsWaiting = Waiting<{ readonly desk: string; readonly packet: PacketView }>;

export const NO_PACKETS: PacketsWaiting = { first: [], sign: [], call: [], open: [] };

const ORDER = ['first', 'sign', 'call', 'open'] as const;

/** What waits at all desks of this member. */
export async function loadPacketsWaiting(session: Session): Promise<Outcome<PacketsWaiting>> {
  const all: Record<(typeof ORDER)[number], PacketsWaiting['first'][number][]> = {
    ...{ first: [], sign: [], call: [], open: [] },
  };
  for (const { desk } of session.desks) {
    const listed = await loadPackets(session, desk.desk);
    if (!listed.ok) return listed;
    const sorted = sortWaiting(listed.value, session.member);
    for (const each of ORDER) {
      all[each].push(...sorted[each].map((packet) => ({ desk: desk.desk, packet })));
    }
  }
  return { ok: true, value: all };
}

export function countWaiting(waiting: PacketsWaiting): number {
  return ORDER.reduce((sum, each) => sum + waiting[each].length, 0);
}

/** One line for each thing to do; where there is one packet the line leads to it. */
export function PacketsNote({ waiting }: { readonly waiting: PacketsWaiting }) {
  const { t } = useWords();
  return ORDER.filter((each) => waiting[each].length > 0).map((each) => {
    const [one, ...more] = waiting[each];
    const path =
      one === undefined || more.length > 0
        ? '/exchange'
        : `/exchange/${one.desk}/packets/${one.packet.statement.packet}`;
    return (
      <p key={each} className="today-line">
        <a href={`#${path}`}>{t(`today.packets.${each}`, { count: waiting[each].length })}</a>
      </p>
    );
  });
}
