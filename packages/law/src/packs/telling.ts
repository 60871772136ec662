import { DESK_KINDS } from './desk-kinds.ts';
import { findFlag, readChoice, readList, readObject, readTexts, report } from './reader.ts';
import type { Path, Reading, YamlObject } from './reader.ts';
import { TELLING_ABOUT, TELLING_HOW, TELLING_TO } from '../telling.ts';
import type { Telling } from '../telling.ts';

/**
 * Reads what a duty to disclose comes to. Every such duty says it, if only with an empty list: what is
 * not said here is never shown to the person whom it concerns.
 */
export function readTellings(
  reading: Reading,
  object: YamlObject,
  path: Path,
  category: string,
): readonly Telling[] {
  if ((category === 'disclosure-duty') !== (object['tells'] !== undefined)) {
    report(reading, [...path, 'tells'], {
      code: 'pack/tells',
      message:
        'A duty to disclose says in "tells" who is told on what occasion, and nothing else does.',
      remedy: 'Add "tells:" with one line for each; "tells: []" where nobody is told anything.',
    });
  }
  return readList(reading, object, 'tells', path).map((item, index) =>
    readTelling(reading, item, [...path, 'tells', index]),
  );
}

function readTelling(reading: Reading, item: unknown, path: Path): Telling {
  const object = readObject(reading, item, path, ['to', 'about', 'how', 'immigration', 'desks']);
  return {
    to: readChoice(reading, object, 'to', { path, choices: TELLING_TO }),
    about: readChoice(reading, object, 'about', { path, choices: TELLING_ABOUT }),
    how: readChoice(reading, object, 'how', { path, choices: TELLING_HOW, fallback: 'must' }),
    immigration: findFlag(reading, object, 'immigration', path) ?? null,
    desks: readTexts(reading, object, 'desks', path).map((desk) =>
      readChoice(reading, { desks: desk }, 'desks', { path, choices: DESK_KINDS }),
    ),
  };
}
