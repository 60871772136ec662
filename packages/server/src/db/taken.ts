import { no, type Outcome } from '../outcome.ts';

/** Turns "this identifier exists already", which the database says, into a refusal. */
export async function refuseTaken<T>(
  refusal: Parameters<typeof no>,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === '23505';
    if (isTaken) return no(...refusal);
    throw error;
  }
}
