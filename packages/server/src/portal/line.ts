/** A worker's line to its supervisor: one question, one answer. */
import type { Ask, FromWorker, ToWorker } from './channel.ts';

/** The supervisor could not do what was asked; the reason stays with it. */
export class LineFault extends Error {
  constructor() {
    super('The supervisor could not answer.');
    this.name = 'LineFault';
  }
}

export interface Line {
  tell(message: FromWorker): void;
  /** Throws {@link LineFault} when there is no answer. */
  ask<Answer = unknown>(ask: Ask): Promise<Answer>;
  /** Hears an answer. */
  hear(message: ToWorker): void;
}

const PATIENCE_MILLISECONDS = 60_000;

/** Makes the line; `send` passes one message to the supervisor. */
export function createLine(send: (message: FromWorker) => void): Line {
  const open = new Map<number, (answer: (ToWorker & { kind: 'answer' })['answer']) => void>();
  let last = 0;
  return {
    tell: send,
    ask: <Answer>(ask: Ask) =>
      new Promise<Answer>((resolve, reject) => {
        const id = ++last;
        const timer = setTimeout(() => {
          open.delete(id);
          reject(new LineFault());
        }, PATIENCE_MILLISECONDS);
        open.set(id, (answer) => {
          clearTimeout(timer);
          if (answer.ok) resolve(answer.value as Answer);
          else reject(new LineFault());
        });
        send({ kind: 'ask', id, ask });
      }),
    hear(message) {
      if (message.kind !== 'answer') return;
      open.get(message.id)?.(message.answer);
      open.delete(message.id);
    },
  };
}
