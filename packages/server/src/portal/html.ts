/**
 * The one way in which the portal writes HTML: a template tag that escapes everything it is given.
 * It runs in Node and in the browser alike.
 */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Markup that {@link html} made; nothing else can make one, least of all parsed JSON. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(template: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    const parts = prepare(template);
    const rest = values.map((value, at) => write(value) + (parts[at + 1] ?? ''));
    return new Html((parts[0] ?? '') + rest.join(''));
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: text and numbers are escaped, `Html` is not, nothing is nothing. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * Writes markup; every value is escaped unless it is markup itself.
 *
 * Shape: values may stand in text and inside double-quoted attribute values, nowhere else.
 * Throws a `TypeError` for a value elsewhere (an unquoted attribute, a tag, a script), because there
 * escaping protects nobody.
 */
export function html(template: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.of(template, values);
}

function write(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.map(write).join('');
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  throw new TypeError('Only text, numbers and markup can be written into a page.');
}

function escapeText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? '');
}

const prepared = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Checks a template once, and takes out the indentation that only its readers needed. */
function prepare(template: TemplateStringsArray): readonly string[] {
  const known = prepared.get(template);
  if (known !== undefined) return known;
  let before = '';
  for (const part of template.slice(0, -1)) {
    before += part;
    if (!isText(before) && !isQuoted(before)) {
      throw new TypeError('A value may stand in text or in a quoted attribute only.');
    }
    before += 'x';
  }
  const parts = template.map((part) => part.replace(/\s*\n\s*/g, '\n'));
  prepared.set(template, parts);
  return parts;
}

function isText(before: string): boolean {
  const inTag = /<[^>]*$/.test(before);
  const inRawText = /<(script|style)\b[^>]*>(?![\s\S]*<\/\1)/i.test(before);
  return !inTag && !inRawText;
}

function isQuoted(before: string): boolean {
  const tag = /<[a-z][^>]*$/i.exec(before)?.[0] ?? '';
  const isInQuotes = (tag.match(/"/g)?.length ?? 0) % 2 === 1;
  return isInQuotes && !/\son[a-z]+="[^"]*$/i.test(tag);
}
