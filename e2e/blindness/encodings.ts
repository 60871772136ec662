/** Every shape in which a piece of text could lie on a disk or in memory. */

export interface Needle {
  /** The canary and how it is encoded, for the report. */
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * UTF-8, UTF-16 in both orders, composed and decomposed, hex, base64 at its three offsets (both
 * alphabets), and JSON escapes.
 */
export function needlesOf(canary: string): Needle[] {
  const forms = new Map([
    ['NFC', canary.normalize('NFC')],
    ['NFD', canary.normalize('NFD')],
  ]);
  const needles: Needle[] = [];
  for (const [form, text] of forms) {
    const utf8 = Buffer.from(text, 'utf8');
    const utf16le = Buffer.from(text, 'utf16le');
    const shapes: [string, Buffer][] = [
      ['UTF-8', utf8],
      ['UTF-16LE', utf16le],
      ['UTF-16BE', Buffer.from(utf16le).swap16()],
      ['hex', Buffer.from(utf8.toString('hex'))],
      ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
      ['JSON', Buffer.from(jsonEscaped(text))],
      ...[0, 1, 2].flatMap((offset): [string, Buffer][] => [
        [`base64+${offset}`, base64At(utf8, offset, 'base64')],
        [`base64url+${offset}`, base64At(utf8, offset, 'base64url')],
      ]),
    ];
    for (const [shape, bytes] of shapes) {
      if (!needles.some((known) => known.bytes.equals(bytes))) {
        needles.push({ name: `${canary} as ${shape} ${form}`, bytes });
      }
    }
  }
  return needles;
}

function jsonEscaped(text: string): string {
  return [...text]
    .map((c) =>
      c.charCodeAt(0) < 128 ? c : [...c.normalize()].map((unit) => escapeUnits(unit)).join(''),
    )
    .join('');
}

function escapeUnits(character: string): string {
  let escaped = '';
  for (let i = 0; i < character.length; i += 1) {
    escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}

/** The characters of the base64 text that depend on these bytes alone, wherever they begin. */
function base64At(bytes: Buffer, offset: number, alphabet: 'base64' | 'base64url'): Buffer {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const text = padded.toString(alphabet).replace(/=+$/, '');
  const skip = offset === 0 ? 0 : offset + 1;
  const certain = Math.floor((padded.length * 8) / 6);
  return Buffer.from(text.slice(skip, certain));
}
