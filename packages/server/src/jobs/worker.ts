/** Runs the node's tasks from the queue, each at its time and each again when it failed. */
import { run, type Runner as QueueRunner, type TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { Logger } from '../logger.ts';
import { faultFields } from '../logger.ts';
import { silent } from '../db/queue.ts';
import {
  endSessions,
  expireReports,
  type KeeperDeps,
  purgeUnclaimed,
  remindOverdue,
  roundTimes,
  type Task,
} from './tasks.ts';

const TIMED = {
  'expire-reports': { task: expireReports, at: '7 * * * *' },
  'purge-unclaimed': { task: purgeUnclaimed, at: '*/10 * * * *' },
  'round-times': { task: roundTimes, at: '23 3 * * *' },
  'remind-overdue': { task: remindOverdue, at: '11 * * * *' },
  'end-sessions': { task: endSessions, at: '*/15 * * * *' },
} as const satisfies Readonly<Record<string, { task: Task; at: string }>>;

const DestroyShares = z.strictObject({ subject: z.uuid() });

/**
 * Starts the worker, as the keeper's login.
 *
 * A task that fails is logged without its message and tried again later, with growing pauses.
 */
export async function startWorker(
  keeperUrl: string,
  deps: KeeperDeps,
  log: Logger,
): Promise<QueueRunner> {
  const taskList: TaskList = {
    'destroy-shares': (payload) =>
      logged('destroy-shares', log, async () => {
        await deps.keystore.destroy(DestroyShares.parse(payload).subject);
        return 1;
      }),
  };
  for (const [name, { task }] of Object.entries(TIMED)) {
    taskList[name] = () => logged(name, log, () => task(deps, new Date()));
  }
  return run({
    connectionString: keeperUrl,
    maxPoolSize: 3,
    concurrency: 1,
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
