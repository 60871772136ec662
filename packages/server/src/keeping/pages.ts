const FIRST = '00000000-0000-0000-0000-000000000000';

/** Walks a list page by page: each asks for what comes after the identifier of the last. */
export async function* pagesOf<T>(
  next: (after: string) => Promise<readonly T[]>,
  idOf: (item: T) => string,
): AsyncGenerator<readonly T[]> {
  for (let after = FIRST; ;) {
    const page = await next(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = idOf(last);
  }
}
