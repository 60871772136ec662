/** Reads the forms that browsers without our script send. Made for hostile input. */
import { cleanText, FIELD_NAMES, REPEATED } from './fields.ts';
import type { FieldName, Fields } from './fields.ts';

/** The largest body of a form, in bytes: three times the longest report, written in Arabic. */
export const LARGEST_FORM = 256 * 1024;

/** Why a form was not read. */
type FormProblem = 'malformed' | 'not-utf8' | 'too-large' | 'unknown-field';

export type ReadForm =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly problem: FormProblem };

/**
 * Reads the body of a form as browsers send it, and nothing looser.
 *
 * Shape: `application/x-www-form-urlencoded` in UTF-8; known fields, each at most once but for ticks,
 * which are joined by spaces.
 * Refuses (a value, never a throw): `too-large` beyond {@link LARGEST_FORM}; `not-utf8`;
 * `unknown-field` for a field that no form here has; `malformed` for another media type, a broken
 * escape or a repeated field.
 * Source: WHATWG URL, section 5.1.
 */
export function readForm(body: Uint8Array, contentType: string | undefined): ReadForm {
  if (body.length > LARGEST_FORM) return no('too-large');
  if (!FORM_TYPE.test(contentType?.trim() ?? '')) return no('malformed');
  const fields: Partial<Record<FieldName, string>> = {};
  for (const pair of Buffer.from(body).toString('latin1').split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodePart(equals < 0 ? pair : pair.slice(0, equals));
    const value = decodePart(equals < 0 ? '' : pair.slice(equals + 1));
    if (!name.ok) return name;
    if (!value.ok) return value;
    if (!isFieldName(name.text)) return no('unknown-field');
    const before = fields[name.text];
    if (before !== undefined && name.text !== REPEATED) return no('malformed');
    const text = cleanText(value.text);
    fields[name.text] = before === undefined ? text : `${before} ${text}`;
  }
  return { ok: true, fields };
}

const FORM_TYPE = /^application\/x-www-form-urlencoded(\s*;\s*charset="?utf-8"?)?$/i;
const BROKEN_ESCAPE = /%(?![0-9a-f]{2})/i;

type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: FormProblem };

function decodePart(part: string): Decoded {
  if (BROKEN_ESCAPE.test(part)) return no('malformed');
  const bytes = part
    .replaceAll('+', ' ')
    .replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { ok: true, text: decoder.decode(Buffer.from(bytes, 'latin1')) };
  } catch {
    return no('not-utf8');
  }
}

function isFieldName(name: string): name is FieldName {
  return (FIELD_NAMES as readonly string[]).includes(name);
}

function no(problem: FormProblem): { readonly ok: false; readonly problem: FormProblem } {
  return { ok: false, problem };
}
