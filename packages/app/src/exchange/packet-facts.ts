/**
 * From the fields of a received packet to facts that the law engine reads. Words are not facts: each is
 * offered as "we take it that …" and counts only while somebody leaves it ticked. Pure.
 */
import type { FieldCode } from '@amparo/casework/packets';
import type { Packs } from '@amparo/law';

/** Something a field may be taken to say: a fact of the vocabulary with its value. */
export interface Supposed {
  readonly code: FieldCode;
  readonly key: string;
  readonly value: boolean | string | readonly string[];
}

/** Fields that by being there say one thing. */
const SAYS: readonly (readonly [FieldCode, string, boolean | readonly string[]])[] = [
  ['money.unpaid-wages', 'wagesWithheld', true],
  ['safety.return-worries', 'risk.return', true],
  ['account.work', 'exploitation', ['forced-labour']],
  ['child.in-care-of', 'dependants', true],
  ['child.age-band', 'dependants', true],
];

/** What the fields may be taken to say, each once; `words` are as they were received. */
export function supposedFacts(
  packs: Pick<Packs, 'vocabulary' | 'extents'>,
  items: readonly { readonly code: FieldCode; readonly words: string }[],
  languages: readonly string[],
): readonly Supposed[] {
  const said = SAYS.filter(([code]) => items.some((item) => item.code === code)).map(
    ([code, key, value]): Supposed => ({ code, key, value }),
  );
  const nationality = items.find(({ code }) => code === 'identity.nationality');
  const country =
    nationality === undefined ? undefined : findCountry(packs, nationality.words, languages);
  const all =
    country === undefined
      ? said
      : [{ code: 'identity.nationality', key: 'nationality', value: [country] }, ...said];
  const known = all.filter(({ key }) => packs.vocabulary.facts.has(key));
  return known.filter((one, at) => known.findIndex(({ key }) => key === one.key) === at);
}

/**
 * The country whose name, in one of the languages, or whose code stands in a text as a word of its own; the
 * longest name where several do, and undefined when none does.
 */
function findCountry(
  { extents }: Pick<Packs, 'extents'>,
  text: string,
  languages: readonly string[],
): string | undefined {
  const codes = [...new Set([...extents.places.values()].map(({ country }) => country))];
  const countries = codes.filter((code) => /^[A-Z]{2}$/.test(code));
  const named = countries.flatMap((code) =>
    languages.map((language) => {
      const name = new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
      return { code, name: name.toLowerCase() };
    }),
  );
  const found = named
    .filter(({ name }) => isWordIn(name, text.toLowerCase()))
    .toSorted((a, b) => b.name.length - a.name.length);
  return found[0]?.code ?? countries.find((code) => isWordIn(code, text));
}

/** True where no letter stands before or after: there is no Oman in Romania. */
function isWordIn(word: string, text: string): boolean {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\p{L})${literal}(?!\\p{L})`, 'u').test(text);
}

/** The facts document of what is left ticked; the person is where the packet was sent from. */
export function documentOf(
  supposed: readonly Supposed[],
  location: string,
  on: string,
): Record<string, unknown> {
  const document: Record<string, unknown> = {
    location: { value: location, source: 'document', on },
  };
  for (const { key, value } of supposed) {
    const entry = { value, source: 'document', on };
    const [head = '', tail] = key.split('.');
    if (tail === undefined) document[head] = entry;
    else document[head] = { ...(document[head] as object | undefined), [tail]: entry };
  }
  return document;
}
