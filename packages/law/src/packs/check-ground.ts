import { vocabularyKey } from '../facts/vocabulary.ts';
import type { FactType, LawError, Packs } from '../model.ts';
import { nearestName } from '../names.ts';
import { report } from './reader.ts';
import type { Path, Reading } from './reader.ts';

/**
 * Checks the ground that the law stands on: the vocabulary, the events, the places and the lists.
 * Each fault is reported in the file that holds it. Shape: every problem; none means it is sound.
 */
export function checkGround(readings: readonly Reading[], packs: Packs): readonly LawError[] {
  const errors: LawError[] = [];
  const inFileWith = (path: Path): Reading | undefined => {
    const found = readings.find(({ file }) => has(file.content, path));
    return found === undefined ? undefined : { file: found.file, errors };
  };
  const refuse = (path: Path, message: string, remedy: string): void => {
    const reading = inFileWith(path);
    if (reading !== undefined) report(reading, path, { code: 'pack/ground', message, remedy });
  };
  checkFacts(packs, refuse);
  checkAnchors(packs, refuse);
  checkGroups(packs, refuse);
  checkPlaces(packs, refuse);
  return errors;
}

type Refuse = (path: Path, message: string, remedy: string) => void;

function has(content: unknown, path: Path): boolean {
  return (
    path
      .slice(0, 2)
      .reduce<unknown>(
        (at, part) =>
          typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined,
        content,
      ) !== undefined
  );
}

function meant(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? 'Add it, or take the name out.' : `Did you mean "${nearest}"?`;
}

function checkFacts({ vocabulary }: Packs, refuse: Refuse): void {
  for (const fact of vocabulary.facts.values()) {
    const path = ['facts', fact.key];
    if (!vocabulary.classes.includes(fact.class)) {
      refuse(
        [...path, 'class'],
        `"${fact.class}" is not one of the data classes.`,
        `Use one of ${vocabulary.classes.join(', ')}.`,
      );
    }
    const at = fact.key.indexOf('[].');
    if (at > 0 && !vocabulary.lists.has(fact.key.slice(0, at))) {
      refuse(
        path,
        `"${fact.key}" is a field of a list that does not exist.`,
        meant(fact.key.slice(0, at), vocabulary.lists.keys()),
      );
    }
    const { fallback } = fact;
    if (fallback === undefined) continue;
    const general = vocabulary.facts.get(fallback);
    if (general?.type === fact.type) continue;
    refuse(
      [...path, 'fallback'],
      `"${fallback}" is no fact of the same type.`,
      meant(fallback, vocabulary.facts.keys()),
    );
  }
}

function checkAnchors({ vocabulary, anchors }: Packs, refuse: Refuse): void {
  const typeOf = (name: string): FactType | undefined => {
    for (const list of [undefined, ...vocabulary.lists.keys()]) {
      const key = vocabularyKey(vocabulary, name, list);
      if (key !== undefined) return vocabulary.facts.get(key)?.type;
    }
    return undefined;
  };
  for (const anchor of anchors.values()) {
    const path = ['anchors', anchor.name];
    for (const name of anchor.paths) {
      if (typeOf(name) === 'date') continue;
      refuse(
        [...path, 'dates'],
        `"${name}" is no fact that is a date.`,
        meant(name, vocabulary.facts.keys()),
      );
    }
    if (anchor.age !== undefined && typeOf(anchor.age) !== 'age') {
      refuse(
        [...path, 'age'],
        `"${anchor.age}" is no fact that is an age.`,
        meant(anchor.age, vocabulary.facts.keys()),
      );
    }
    if (!anchor.today && anchor.paths.length === 0 && anchor.decision === undefined) {
      refuse(path, `The event "${anchor.name}" has no date.`, 'Add "dates:" or "decision:".');
    }
  }
}

function checkGroups({ extents }: Packs, refuse: Refuse): void {
  for (const group of extents.groups.values()) {
    for (const member of [...group.members.keys(), ...group.outside]) {
      if (extents.places.has(member)) continue;
      refuse(
        ['groups', group.code],
        `"${member}" is no place.`,
        meant(member, extents.places.keys()),
      );
    }
  }
}

function checkPlaces({ extents }: Packs, refuse: Refuse): void {
  for (const place of extents.places.values()) {
    for (const code of [place.country, ...place.choose, ...place.also]) {
      if (extents.places.has(code)) continue;
      refuse(['places', place.code], `"${code}" is no place.`, meant(code, extents.places.keys()));
    }
  }
}
