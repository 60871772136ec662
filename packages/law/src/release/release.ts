import { findDateSpan } from '../dates.ts';
import type { Packs } from '../model.ts';

/** One release of all packs: which versions, and which files with which content. */
export interface LawRelease {
  /** The day of the release, with `.2` and so on for a further one of that day. */
  readonly version: string;
  /** SHA-256 in base64 of the text of the release before it; absent for the first. */
  readonly previous?: string;
  readonly packs: readonly { readonly id: string; readonly version: string }[];
  /** SHA-256 in base64 of each file's bytes, by its path below the folder of packs. */
  readonly files: readonly ReleaseFile[];
}

export interface ReleaseFile {
  readonly file: string;
  readonly hash: string;
}

export type ParsedRelease =
  | { readonly ok: true; readonly release: LawRelease }
  | { readonly ok: false; readonly code: 'release/text'; readonly message: string };

/** Why a release may not take the place of the one a node has pinned. */
export interface ReleaseRefusal {
  readonly code:
    FileRefusal['code'] | 'release/pack-version' | 'release/same-version' | 'release/older';
  readonly message: string;
}

/** How one file differs from what was released. */
export interface FileRefusal {
  readonly code: 'release/altered-file' | 'release/missing-file' | 'release/extra-file';
  readonly file: string;
  readonly message: string;
}

const HEAD = 'amparo law release 1';
const HASH = '[A-Za-z0-9+/]{43}=';
const VERSION = String.raw`\d{4}-\d{2}-\d{2}(?:\.\d{1,4})?`;

/**
 * The text of a release: what is signed as a note (c2sp.org/signed-note), by whoever holds the key.
 * This package knows no keys. See docs/formats/law-release.md.
 */
export function formatRelease(release: LawRelease): string {
  const packs = [...release.packs].sort((one, other) => order(one.id, other.id));
  const files = [...release.files].sort((one, other) => order(one.file, other.file));
  return [
    HEAD,
    release.version,
    release.previous === undefined ? 'first' : `previous ${release.previous}`,
    ...packs.map(({ id, version }) => `pack ${id} ${version}`),
    ...files.map(({ file, hash }) => `file ${hash} ${file}`),
    '',
  ].join('\n');
}

/** Compares as the bytes do, in every language alike. */
function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Reads the text of a release; of several spellings only the one that `formatRelease` writes. */
export function parseRelease(text: string): ParsedRelease {
  const [head, version = '', previous = '', ...lines] = text.split('\n');
  const packs: { id: string; version: string }[] = [];
  const files: ReleaseFile[] = [];
  for (const line of lines.slice(0, -1)) {
    const pack = new RegExp(`^pack ([a-z0-9-]+) (${VERSION})$`).exec(line);
    const file = new RegExp(`^file (${HASH}) ([^ ].*)$`).exec(line);
    if (pack?.[1] !== undefined && pack[2] !== undefined) {
      packs.push({ id: pack[1], version: pack[2] });
    } else if (file?.[1] !== undefined && file[2] !== undefined) {
      files.push({ hash: file[1], file: file[2] });
    } else return unreadable(`This line cannot be read: ${line.slice(0, 80)}`);
  }
  const hash = new RegExp(`^previous (${HASH})$`).exec(previous)?.[1];
  const release: LawRelease = {
    version,
    ...(hash === undefined ? {} : { previous: hash }),
    packs,
    files,
  };
  if (head !== HEAD) return unreadable(`The text does not begin with "${HEAD}".`);
  if (!isVersion(version)) return unreadable('The second line is no version.');
  if (formatRelease(release) !== text) {
    return unreadable(
      'The text is not written as a release is: order, spelling or an end is wrong.',
    );
  }
  return { ok: true, release };
}

function unreadable(message: string): ParsedRelease {
  return { ok: false, code: 'release/text', message };
}

function isVersion(text: string): boolean {
  const day = new RegExp(`^${VERSION}$`).test(text) ? text.slice(0, 10) : '';
  return findDateSpan(day) !== undefined;
}

/** Says which of two versions is later: below zero, zero or above, as `sort` wants it. */
export function compareVersions(one: string, other: string): number {
  const parts = (version: string): readonly [string, number] => {
    const [day = '', number = '1'] = version.split('.');
    return [day, Number(number)];
  };
  const [dayOne, numberOne] = parts(one);
  const [dayOther, numberOther] = parts(other);
  return order(dayOne, dayOther) || numberOne - numberOther;
}

/** Makes the release of what was read. Shape: `files` with the hash of each file's bytes. */
export function makeRelease(
  packs: Pick<Packs, 'packs'>,
  files: readonly ReleaseFile[],
  about: { readonly version: string; readonly previous?: string },
): LawRelease {
  const versions = packs.packs.map(({ id, version }) => ({ id, version }));
  return { ...about, packs: versions, files };
}

/**
 * Whether a release whose signature was verified may take the place of the pinned one, and whether what
 * was fetched is what was released.
 *
 * Shape: every reason against it; none means that it may be offered to members. It changes nothing in a
 * file: that takes a member who has seen `listReleaseChanges` for that person.
 */
export function listReleaseRefusals(
  offered: LawRelease,
  given: { readonly packs: Pick<Packs, 'packs'>; readonly files: readonly ReleaseFile[] },
  pinned?: LawRelease,
): readonly ReleaseRefusal[] {
  return [
    ...listFileRefusals(offered, given.files),
    ...listPackRefusals(offered, given.packs),
    ...(pinned === undefined ? [] : listPinRefusals(offered, pinned)),
  ];
}

/** How the files here differ from those of a release. Shape: by path; none where all are the same. */
export function listFileRefusals(
  offered: Pick<LawRelease, 'files'>,
  files: readonly ReleaseFile[],
): readonly FileRefusal[] {
  return compareFiles(offered.files, files).map(({ file, how }) => ({
    code: `release/${how}-file`,
    file,
    message: `${file} ${HOW[how]}`,
  }));
}

const HOW = {
  missing: 'is missing.',
  altered: 'is not what was released.',
  extra: 'is not part of the release.',
} as const;

interface FileDifference {
  readonly file: string;
  readonly how: 'missing' | 'altered' | 'extra';
}

function compareFiles(
  wanted: readonly ReleaseFile[],
  given: readonly ReleaseFile[],
): readonly FileDifference[] {
  const released = new Map(wanted.map(({ file, hash }) => [file, hash]));
  const found = new Map(given.map(({ file, hash }) => [file, hash]));
  return [...new Set([...released.keys(), ...found.keys()])].flatMap(
    (file): readonly FileDifference[] => {
      if (!found.has(file)) return [{ file, how: 'missing' }];
      if (!released.has(file)) return [{ file, how: 'extra' }];
      return found.get(file) === released.get(file) ? [] : [{ file, how: 'altered' }];
    },
  );
}

function listPackRefusals(
  offered: LawRelease,
  { packs }: Pick<Packs, 'packs'>,
): readonly ReleaseRefusal[] {
  const said = (list: readonly { readonly id: string; readonly version: string }[]): string =>
    list
      .map(({ id, version }) => `${id} ${version}`)
      .sort()
      .join(', ');
  if (said(offered.packs) === said(packs)) return [];
  return [
    {
      code: 'release/pack-version',
      message: `The packs say ${said(packs)}; the release says ${said(offered.packs)}.`,
    },
  ];
}

function listPinRefusals(offered: LawRelease, pinned: LawRelease): readonly ReleaseRefusal[] {
  const older = compareVersions(offered.version, pinned.version) <= 0;
  const before = new Map(pinned.packs.map(({ id, version }) => [id, version]));
  const changed = new Set(
    compareFiles(offered.files, pinned.files).map(({ file }) => file.split('/')[0] ?? ''),
  );
  return [
    ...(older
      ? [
          {
            code: 'release/older' as const,
            message: `Release ${offered.version} is not later than ${pinned.version}, which is in use.`,
          },
        ]
      : []),
    ...offered.packs.flatMap(({ id, version }): readonly ReleaseRefusal[] =>
      changed.has(id) && before.get(id) === version
        ? [
            {
              code: 'release/same-version',
              message: `The pack ${id} changed and is still called ${version}.`,
            },
          ]
        : [],
    ),
  ];
}
