/** The conformance suite of the protocol between nodes: it needs an address and a key that the node knows. */
import { NodeEntry } from '@amparo/casework/federation';
import { CHECKS } from './checks.ts';
import type { CheckAs, CheckedNode } from './peer.ts';

export type { CheckAs } from './peer.ts';

/** One line of the outcome; `why` is null where everything was as it must be. */
export interface CheckLine {
  readonly name: string;
  readonly ok: boolean;
  readonly why: string | null;
}

/** What a node said of itself, and how it did. `ok` when every check passed. */
export interface CheckReport {
  readonly url: string;
  readonly node: string | null;
  readonly release: number;
  readonly ok: boolean;
  readonly checks: readonly CheckLine[];
}

/** How many checks run at once: the one for slow senders takes half a minute. */
const SIDE_BY_SIDE = 6;

/**
 * Checks a node from the position of a peer.
 *
 * Shape: `url` without a slash at the end, as the checker reaches it. It leaves a few check messages in the
 * node's inbox, which change nothing. Throws when nothing that describes itself as a node answers there.
 */
export async function checkNode(url: string, as: CheckAs): Promise<CheckReport> {
  const answer = await fetch(`${url}/federation/node`, { signal: AbortSignal.timeout(20_000) });
  const said = NodeEntry.parse(await answer.json());
  const node: CheckedNode = { url, said, as };
  const lines: CheckLine[] = [];
  const waiting = [...CHECKS.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [place, { name, run }] = next;
      const why = await run(node).catch(
        (error: unknown) => `it could not be checked: ${String(error)}`,
      );
      lines[place] = { name, ok: why === undefined, why: why ?? null };
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  const { release, entry } = said;
  return { url, node: entry.node, release, ok: lines.every(({ ok }) => ok), checks: lines };
}
