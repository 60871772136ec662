/** Runs the node's tasks from the queue, each at its time and each again when it failed. */
import { run, type Runner as QueueRunner, type TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { Logger } from '../logger.ts';
import { faultFields } from '../logger.ts';
import { silent } from '../db/queue.ts';
import {
  deliverDue,
  deliverMessage,
  deliverToPeer,
  forgetMessages,
  watchMessages,
  type WorkDeps,
} from '../federation/index.ts';
import {
  endHolds,
  eraseRestored,
  eraseSigned,
  keepRetention,
  proveErasures,
  recallFromFile,
  type RetentionDeps,
} from '../keeping/index.ts';
import { type EndingDeps, endPacket, endRestored, expirePackets } from '../packets/index.ts';
import {
  endSessions,
  expireReports,
  type KeeperDeps,
  purgeUnclaimed,
  roundTimes,
} from './tasks.ts';

const TIMED = {
  'expire-reports': { task: expireReports, at: '7 * * * *' },
  'purge-unclaimed': { task: purgeUnclaimed, at: '*/10 * * * *' },
  'round-times': { task: roundTimes, at: '23 3 * * *' },
  'end-sessions': { task: endSessions, at: '*/15 * * * *' },
  'deliver-due': { task: deliverDue, at: '* * * * *' },
  'watch-messages': { task: watchMessages, at: '* * * * *' },
  'expire-packets': { task: expirePackets, at: '*/5 * * * *' },
  'end-restored': { task: endRestored, at: '27 * * * *' },
  'keep-retention': { task: keepRetention, at: '41 2 * * *' },
  'end-holds': { task: endHolds, at: '*/10 * * * *' },
  'erase-restored': { task: eraseRestored, at: '19 * * * *' },
  'prove-erasures': { task: proveErasures, at: '* * * * *' },
  'forget-messages': { task: forgetMessages, at: '37 * * * *' },
} as const satisfies Readonly<Record<string, { task: WorkerTask; at: string }>>;

/** What the tasks need: the keeper's databases, and the way to other nodes. */
export type WorkerDeps = KeeperDeps & WorkDeps & EndingDeps & RetentionDeps;

type WorkerTask = (deps: WorkerDeps, now: Date) => Promise<number>;

/** The random identifier that a task is about. */
const About = z.strictObject({ subject: z.uuid() });
const ToPeer = z.strictObject({ peer: z.string().max(100) });

/**
 * Starts the worker, as the keeper's login.
 *
 * A task that fails is logged without its message and tried again later, with growing pauses.
 */
export async function startWorker(
  keeperUrl: string,
  deps: WorkerDeps,
  log: Logger,
): Promise<QueueRunner> {
  const taskList: TaskList = {
    'destroy-shares': (payload) =>
      logged('destroy-shares', log, async () => {
        await deps.keystore.destroy(About.parse(payload).subject);
        return 1;
      }),
    erase: (payload) =>
      logged('erase', log, () =>
        eraseSigned({ ...deps, recall: recallFromFile }, About.parse(payload).subject, new Date()),
      ),
    'end-packet': (payload) =>
      logged('end-packet', log, async () =>
        Number(await endPacket(deps, About.parse(payload).subject, new Date())),
      ),
    'deliver-message': (payload) =>
      logged('deliver-message', log, () =>
        deliverMessage(deps, About.parse(payload).subject, new Date()),
      ),
    'deliver-peer': (payload) =>
      logged('deliver-peer', log, () =>
        deliverToPeer(deps, ToPeer.parse(payload).peer, new Date()),
      ),
  };
  for (const [name, { task }] of Object.entries(TIMED)) {
    taskList[name] = () => logged(name, log, () => task(deps, new Date()));
  }
  return run({
    connectionString: keeperUrl,
    // A node that answers slowly keeps one of these busy, and not what must be destroyed now.
    maxPoolSize: 6,
    concurrency: 4,
    pollInterval: 5000,
    noHandleSignals: true,
    noPreparedStatements: true,
    logger: silent,
    taskList,
    crontab: Object.entries(TIMED)
      .map(([name, { at }]) => `${at} ${name}`)
      .join('\n'),
  });
}

async function logged(task: string, log: Logger, work: () => Promise<number>): Promise<void> {
  try {
    const count = await work();
    log.info({ event: 'task done', task, count });
  } catch (error) {
    log.error({ event: 'fault', task, ...faultFields(error) });
    throw error;
  }
}
