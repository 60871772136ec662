/** Packs with an amendment laid over them: what the law would be. */
import { isScenarioFile, parsePacks } from '@amparo/law';
import type { LawError, PackFile, ParsedPacks } from '@amparo/law';

type Entry = Readonly<Record<string, unknown>>;

/**
 * Reads packs as an amendment would change them.
 *
 * Shape: the amendment is a pack file whose `provisions:` name an `id` and the parts that change; an id
 * that no pack has is a new provision of the pack whose folder holds the amendment, and needs every part. Refuses as `parsePacks` does, and `pack/amendment` for what is no list.
 */
export function parseAmended(files: readonly PackFile[], amendment: PackFile): ParsedPacks {
  const changes = listEntries(amendment.content);
  if (changes === undefined) return { ok: false, errors: [noList(amendment)] };
  const law = files.filter((file) => !isScenarioFile(file.content));
  const known = new Set(law.flatMap((file) => (listEntries(file.content) ?? []).map(idOf)));
  const amended = law.map((file) => amendFile(file, changes));
  const added = changes.filter((change) => !known.has(idOf(change)));
  if (added.length === 0) return parsePacks(amended);
  return parsePacks([...amended, { ...amendment, content: { provisions: added } }]);
}

function noList(amendment: PackFile): LawError {
  return {
    code: 'pack/amendment',
    file: amendment.file,
    path: 'provisions',
    message: 'An amendment needs "provisions:" with at least one id.',
    remedy: 'Write "provisions:" and, for each, "- id:" with the parts that change.',
  };
}

function listEntries(content: unknown): readonly Entry[] | undefined {
  if (typeof content !== 'object' || content === null || !('provisions' in content))
    return undefined;
  const { provisions } = content;
  if (!Array.isArray(provisions)) return undefined;
  return provisions.filter((entry): entry is Entry => typeof entry === 'object' && entry !== null);
}

function idOf(entry: Entry): unknown {
  return entry['id'];
}

function amendFile(file: PackFile, changes: readonly Entry[]): PackFile {
  const entries = listEntries(file.content);
  if (entries === undefined) return file;
  const provisions = entries.map((entry) => {
    const change = changes.find((candidate) => idOf(candidate) === idOf(entry));
    return change === undefined ? entry : { ...entry, ...change };
  });
  return { ...file, content: { ...(file.content as object), provisions } };
}
