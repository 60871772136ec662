/**
 * Loads the law and what reads it when the first person asks, and not when a process starts: most
 * people never do, and a process that has seen an answer is gone a moment later.
 */
import type { Language } from '@amparo/casework/reports';
import type { Packs } from '@amparo/law';
import type { Fields } from '../fields.ts';
import type { Line } from '../line.ts';
import type { Place } from '../place.ts';
import type { Shown } from '../view.ts';
import type { Words } from '../words.ts';

interface TellerDeps {
  readonly words: Readonly<Record<Language, Words>>;
  readonly place: Place;
  readonly line: Line;
}

/** Makes what answers the forms before "what you may ask for". */
export function createRightsTeller({
  words,
  place,
  line,
}: TellerDeps): (fields: Fields, language: Language) => Promise<Shown> {
  let packs: Packs | undefined;
  return async (fields, language) => {
    const { conductRights } = await import('./conduct-rights.ts');
    packs ??= await loadLaw(line);
    const today = new Date().toISOString().slice(0, 10);
    return conductRights(fields, language, { words, place, packs, today });
  };
}

/** The supervisor hands out the same bytes to everybody; what they are read for stays here. */
async function loadLaw(line: Line): Promise<Packs> {
  const { openLaw } = await import('./built-law.ts');
  return openLaw(await line.ask<Uint8Array>({ do: 'law' }));
}
