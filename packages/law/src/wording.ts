/** How answers, values and places are put into sentences. */
import type { FactUse } from './finding.ts';
import type { FactDefinition, FactEntry, Packs, Tri } from './model.ts';

/** How a step of the reasoning reads when it is so, when it is not, and while nobody knows. */
export type Wording = Readonly<Record<Tri, string>>;

/** A first letter in upper case, the rest as it is. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A first letter in lower case, unless the word is a code or an abbreviation such as `EU`. */
export function lower(text: string): string {
  return /^[A-Z][a-z]|^A /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** A sentence with one mark at its end, whatever the text ended with. */
export function endSentence(text: string): string {
  return /[.?!…]["”’)]?$/.test(text) ? text : `${text}.`;
}

/** Sentences one after the other, each ended once. */
export function joinSentences(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => endSentence(text))
    .join(' ');
}

/** `the` before the names of places that carry it in a sentence. */
export function withArticle(name: string): string {
  const carries =
    /^(United |Netherlands|Philippines|Gambia|Maldives|Bahamas|Comoros|Seychelles|Marshall |Solomon |Czech Rep|Dominican Rep|Central African)/;
  return carries.test(name) ? `the ${name}` : name;
}

/** A role that decides, in a sentence: `the jury`, whether or not it was written with its article. */
export function roleInWords(role: string): string {
  return role.startsWith('the ') ? role : `the ${role}`;
}

/** The name of a place in a sentence; a code that nobody named stays a code. */
export function placeInWords(packs: Pick<Packs, 'extents'>, code: string): string {
  return withArticle(packs.extents.places.get(code)?.name ?? code);
}

/** A fact's value as words: places by name, choices without hyphens, ages and empty lists in words. */
export function valueInWords(
  definition: FactDefinition,
  value: NonNullable<FactEntry['value']>,
  packs: Pick<Packs, 'extents'>,
): string {
  const kind = definition.type === 'list' ? (definition.of ?? 'text') : definition.type;
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.length === 0) return 'none';
  return items.map((item) => itemInWords(kind, String(item), packs)).join(', ');
}

function itemInWords(kind: string, text: string, packs: Pick<Packs, 'extents'>): string {
  switch (kind) {
    case 'boolean':
      return text === 'true' ? 'yes' : 'no';
    case 'enum':
      return text.replaceAll('-', ' ');
    case 'country':
    case 'extent':
    case 'place':
      return placeInWords(packs, text);
    case 'age':
      return text.startsWith('<')
        ? `under ${text.slice(1)}`
        : text.startsWith('>=')
          ? `${text.slice(2)} or over`
          : text;
    default:
      return text;
  }
}

/** What is known about where a fact comes from, in the order in which one would say it. */
export function listProvenance(use: FactUse): readonly string[] {
  return [
    ...(use.asserted === true ? ['claimed, not shown'] : []),
    ...(use.source === undefined
      ? []
      : [use.source === 'document' ? 'from a document' : `as ${use.source}`]),
    ...(use.by === undefined ? [] : [`by ${use.by}`]),
    ...(use.on === undefined ? [] : [`on ${use.on}`]),
    ...(use.disputedBy === undefined ? [] : [`disputed by ${use.disputedBy}`]),
  ];
}
