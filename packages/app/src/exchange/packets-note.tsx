/** On today's page: what came from other desks and what waits for a signature, without saying what it is about. */
import type { PacketView } from '@amparo/casework/packets';
import type { Outcome, Session } from '../client/index.ts';
import { useWords } from '../words/index.ts';
import { listCalledBack, loadSeen } from './called-back.ts';
import { loadPackets } from './load.ts';
import { sortWaiting } from './standing.ts';
import type { PacketsWaiting as Waiting } from './standing.ts';

interface AtDesk {
  readonly desk: string;
  readonly packet: PacketView;
}

export interface PacketsWaiting extends Waiting<AtDesk> {
  /** What went with a yes and was called back: somebody has to look how the person is. */
  readonly back: readonly AtDesk[];
}

export const NO_PACKETS: PacketsWaiting = { first: [], back: [], sign: [], call: [], open: [] };

const ORDER = ['first', 'back', 'sign', 'call', 'open'] as const;

/** What waits at all desks of this member. */
export async function loadPacketsWaiting(session: Session): Promise<Outcome<PacketsWaiting>> {
  const all: Record<(typeof ORDER)[number], PacketsWaiting['first'][number][]> = {
    ...{ first: [], back: [], sign: [], call: [], open: [] },
  };
  const seen = await loadSeen(session);
  for (const { desk } of session.desks) {
    const listed = await loadPackets(session, desk.desk);
    if (!listed.ok) return listed;
    const sorted = {
      ...sortWaiting(listed.value, session.member),
      back: listCalledBack(listed.value, seen),
    };
    for (const each of ORDER) {
      all[each].push(...sorted[each].map((packet) => ({ desk: desk.desk, packet })));
    }
  }
  return { ok: true, value: all };
}

export function countWaiting(waiting: PacketsWaiting): number {
  return ORDER.reduce((sum, each) => sum + waiting[each].length, 0);
}

/** One line for each thing to do; where there is one packet, or one file, the line leads to it. */
export function PacketsNote({ waiting }: { readonly waiting: PacketsWaiting }) {
  const { t } = useWords();
  return ORDER.filter((each) => waiting[each].length > 0).map((each) => (
    <p key={each} className="today-line">
      <a href={`#${each === 'back' ? pathToFile(waiting.back) : pathToPacket(waiting[each])}`}>
        {t(`today.packets.${each}`, { count: waiting[each].length })}
      </a>
    </p>
  ));
}

function pathToFile(packets: readonly AtDesk[]): string {
  const files = new Set(packets.map(({ packet }) => packet.file));
  const [file] = files;
  return files.size === 1 && file != null ? `/files/${file}/share` : '/exchange';
}

function pathToPacket([one, ...more]: readonly AtDesk[]): string {
  return one === undefined || more.length > 0
    ? '/exchange'
    : `/exchange/${one.desk}/packets/${one.packet.statement.packet}`;
}
