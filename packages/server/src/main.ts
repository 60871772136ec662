/** The node as a process: environment in, one line when ready, a clean stop on SIGTERM. */
import { readConfig } from './config.ts';
import { createLogger, faultFields } from './logger.ts';
import { forbidMemoryDumps } from './memory-dumps.ts';
import { StartRefusal } from './refusal.ts';
import { startNode } from './start.ts';

const log = createLogger();

try {
  forbidMemoryDumps();
  const node = await startNode(readConfig(), log);
  process.stdout.write(`${JSON.stringify({ ready: true, ...node.urls })}\n`);
  const stop = (): void => {
    void node.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ event: 'fault', task: 'stop', ...faultFields(error) });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  if (error instanceof StartRefusal) {
    log.error({ event: 'refused to start', code: error.code });
    process.stderr.write(`${error.message}\n`);
  } else {
    log.error({ event: 'fault', task: 'start', ...faultFields(error) });
  }
  process.exit(1);
}
