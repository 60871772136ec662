import type { ExtentGroup, ExtentMap, Membership, Place } from '../model.ts';
import { nearestName } from '../names.ts';
import {
  findDate,
  isObject,
  readFlag,
  readNamed,
  readObject,
  readText,
  readTexts,
  readVerified,
} from './reader.ts';
import type { Reading, YamlObject } from './reader.ts';

/** Places and treaty groups in the making: several files add to one map. */
export interface ExtentDraft {
  readonly places: Map<string, Place>;
  readonly groups: Map<string, ExtentGroup>;
}

/** Adds one file with `places:` and `groups:` to the draft. */
export function readExtentFile(reading: Reading, draft: ExtentDraft): void {
  const file = readObject(reading, reading.file.content, [], ['places', 'groups']);
  const places = readNamed(reading, file, 'places', []);
  for (const [code, value] of Object.entries(places)) {
    if (typeof value === 'string') {
      draft.places.set(code, { code, name: value, country: code, choose: [], also: [] });
      continue;
    }
    const path = ['places', code];
    const object = readObject(reading, value, path, ['name', 'of', 'choose', 'also']);
    draft.places.set(code, {
      code,
      name: readText(reading, object, 'name', path),
      country: object['of'] === undefined ? code : readText(reading, object, 'of', path),
      choose: readTexts(reading, object, 'choose', path),
      also: readTexts(reading, object, 'also', path),
    });
  }
  const groups = readNamed(reading, file, 'groups', []);
  for (const [code, value] of Object.entries(groups)) readGroup(reading, draft, code, value);
}

function readGroup(reading: Reading, draft: ExtentDraft, code: string, value: unknown): void {
  const path = ['groups', code];
  const keys = ['name', 'everyone', 'closed', 'members', 'outside', 'verified'];
  const object = readObject(reading, value, path, keys);
  const members = new Map<string, Membership>();
  const listed = readNamed(reading, object, 'members', path);
  for (const member of Object.keys(listed)) {
    members.set(member, readMembership(reading, listed, member, [...path, 'members']));
  }
  draft.groups.set(code, {
    code,
    name: readText(reading, object, 'name', path),
    everyone: readFlag(reading, object, 'everyone', path),
    closed: readFlag(reading, object, 'closed', path),
    members,
    outside: readTexts(reading, object, 'outside', path),
    verified: readVerified(reading, object, path),
  });
}

/** `GB: 2009-04-01` for a start, `RU: { to: 2022-09-15 }` for an end, `RO: ~` for neither. */
function readMembership(
  reading: Reading,
  members: YamlObject,
  member: string,
  path: readonly (string | number)[],
): Membership {
  const value = members[member];
  if (value === null) return {};
  if (!isObject(value)) {
    const start = findDate(reading, members, member, path);
    return start === undefined ? {} : { from: start };
  }
  const here = [...path, member];
  const dates = readObject(reading, value, here, ['from', 'to']);
  const from = findDate(reading, dates, 'from', here);
  const to = findDate(reading, dates, 'to', here);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** Why a place code cannot stand for a territory with one legal system, or `undefined`. */
export function findPlaceProblem(
  extents: ExtentMap,
  code: string,
): { readonly message: string; readonly remedy: string } | undefined {
  const place = extents.places.get(code);
  if (place === undefined) {
    const nearest = nearestName(code, extents.places.keys());
    return {
      message: `"${code}" is not a place this engine knows.`,
      remedy:
        nearest === undefined
          ? 'Use a country code such as RO, or a part of one such as GB-EAW or US-NY.'
          : `Did you mean "${nearest}"?`,
    };
  }
  if (place.choose.length === 0) return undefined;
  return {
    message: `${place.name} (${code}) has several legal systems.`,
    remedy: `Choose one: ${place.choose.map((part) => describePlace(extents, part)).join(', ')}.`,
  };
}

function describePlace(extents: ExtentMap, code: string): string {
  const name = extents.places.get(code)?.name;
  return name === undefined ? code : `${code} (${name})`;
}
