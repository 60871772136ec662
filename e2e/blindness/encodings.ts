/** Every shape in which a piece of text could lie on a disk or in memory. */
import type { Marker } from './canaries.ts';

export interface Needle {
  /** Of what, and in which encoding and which normal form. */
  readonly name: string;
  /** The marker that it is of; a secret has none. */
  readonly marker: Marker | null;
  readonly bytes: Buffer;
  /** Whether the bytes are themselves text that a database can keep. */
  readonly isText: boolean;
}

/** What is searched for. A needle that contains a root can only be where that root is. */
export interface Needles {
  readonly roots: readonly Needle[];
  readonly all: readonly Needle[];
}

/** The markers in every shape, and their ASCII cores in those that change ASCII. */
export function needlesOf(...markers: readonly Marker[]): Needles {
  return gather(markers.flatMap(listNeedles));
}

/** Something that opens what is sealed, and that a node must not have either. */
export interface Secret {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Secrets as they are, and in the encodings in which they travel. */
export function needlesOfSecrets(secrets: readonly Secret[]): Needles {
  return gather(
    secrets.flatMap(({ name, bytes }) => {
      const raw = Buffer.from(bytes);
      const shapes = [raw, Buffer.from(raw.toString('hex')), base64At(raw, 0, 'base64url')];
      return shapes.map((shape) => ({ name, marker: null, bytes: shape, isText: false }));
    }),
  );
}

function gather(all: readonly Needle[]): Needles {
  const isRoot = ({ bytes }: Needle): boolean =>
    !all.some((other) => other.bytes !== bytes && bytes.includes(other.bytes));
  return { all, roots: all.filter(isRoot) };
}

function listNeedles(marker: Marker): Needle[] {
  const texts = [
    ['NFC', marker.text.normalize('NFC')],
    ['NFD', marker.text.normalize('NFD')],
    ['core', marker.core],
  ] as const;
  const needles: Needle[] = [];
  for (const [form, text] of texts) {
    for (const [shape, bytes] of shapesOf(text)) {
      if (needles.some((known) => known.bytes.equals(bytes))) continue;
      const isText =
        Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes) && !bytes.includes(0);
      needles.push({ name: `${marker.core}: ${form} as ${shape}`, marker, bytes, isText });
    }
  }
  return needles;
}

/**
 * UTF-8, UTF-16 in both orders, hex, base64 at its three offsets in both alphabets, escapes of JSON, of forms
 * and of HTML.
 */
function shapesOf(text: string): (readonly [string, Buffer])[] {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16le = Buffer.from(text, 'utf16le');
  const hex = utf8.toString('hex');
  const json = escaped(text, (unit) => `\\u${unit.toString(16).padStart(4, '0')}`);
  return [
    ['UTF-8', utf8],
    ['UTF-16LE', utf16le],
    ['UTF-16BE', Buffer.from(utf16le).swap16()],
    ['hex', Buffer.from(hex)],
    ['HEX', Buffer.from(hex.toUpperCase())],
    ['JSON', Buffer.from(json)],
    [
      'JSON, capitals',
      Buffer.from(json.replace(/\\u..../g, (code) => `\\u${code.slice(2).toUpperCase()}`)),
    ],
    ['form', Buffer.from(encodeURIComponent(text))],
    ['HTML', Buffer.from(escaped(text, (unit) => `&#${unit};`))],
    ...[0, 1, 2].flatMap((offset) =>
      (['base64', 'base64url'] as const).map(
        (alphabet) => [`${alphabet}+${offset}`, base64At(utf8, offset, alphabet)] as const,
      ),
    ),
  ];
}

/** Escapes every UTF-16 unit beyond ASCII. */
function escaped(text: string, escape: (unit: number) => string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => escape(character.charCodeAt(at))).join(''),
  );
}

/** The characters of the base64 text that depend on these bytes alone, wherever they begin. */
function base64At(bytes: Buffer, offset: number, alphabet: 'base64' | 'base64url'): Buffer {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const text = padded.toString(alphabet).replace(/=+$/, '');
  const skip = offset === 0 ? 0 : offset + 1;
  const certain = Math.floor((padded.length * 8) / 6);
  return Buffer.from(text.slice(skip, certain));
}
