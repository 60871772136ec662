/** Somebody who writes through the whole client: what cannot be sent waits in the outbox of their device. */
import { setTimeout as pause } from 'node:timers/promises';
import { appendTo, listOutbox, openDrawer, syncOutbox } from '@amparo/app/client';
import type { OpenDrawer, Session } from '@amparo/app/client';
import { must, noteSaying } from './organisation.ts';
import { untilStopped } from './writers.ts';
import type { AtWork } from './writers.ts';

export interface OutboxWriter {
  startWriting(): AtWork;
  /** What was written on the device and is not in the drawer exactly once. */
  findFaults(): Promise<string[]>;
}

const TRIES = 20;

/** Opens the drawer in which only this device writes. */
export async function openOutboxWriter(session: Session, drawer: string): Promise<OutboxWriter> {
  let opened = must(await openDrawer(session, drawer));
  const written: string[] = [];
  return {
    startWriting: () =>
      untilStopped(async () => {
        const event = noteSaying('Kept on the device until the node has it.');
        written.push(event.note);
        opened = await write(session, opened, event);
        await pause(40);
      }),
    findFaults: async () => {
      for (let tries = 0; (await listOutbox(session)).length > 0 && tries < TRIES; tries += 1) {
        await syncOutbox(session);
      }
      const waiting = await listOutbox(session);
      opened = must(await openDrawer(session, drawer));
      return [
        ...waiting.map(({ entry, state }) => `${entry} is still in the outbox: ${state}`),
        ...opened.unproved.map(({ position, reason }) => `position ${position} is ${reason}`),
        ...(opened.rewritten ? ['the client says that the past was rewritten'] : []),
        ...findMissing(written, opened),
      ];
    },
  };
}

async function write(session: Session, opened: OpenDrawer, event: object): Promise<OpenDrawer> {
  const result = await appendTo(session, opened, event);
  if (result.kind === 'appended') return result.drawer ?? opened;
  if (result.kind !== 'waiting') throw new Error(`not kept: ${JSON.stringify(result)}`);
  await pause(60);
  await syncOutbox(session);
  return opened;
}

function findMissing(written: readonly string[], { entries }: OpenDrawer): string[] {
  const notes = entries.map(({ payload }) => (payload as { note?: string }).note);
  return written.flatMap((note) => {
    const count = notes.filter((each) => each === note).length;
    return count === 1 ? [] : [`note ${note} is there ${count} times`];
  });
}
