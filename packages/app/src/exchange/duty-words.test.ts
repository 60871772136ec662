import { expect, test } from 'vitest';
import { DESK_KINDS, listDisclosureDuties } from '@amparo/law';
import type { DisclosureDuties, Provision } from '@amparo/law';
import { readBundledPacks } from '../law/bundled.ts';
import { loadWords, LOCALES } from '../words/index.ts';
import { disclosureOf, dutyWords } from './duty-words.ts';

const packs = readBundledPacks();
const duties = [...packs.provisions.values()].filter(
  ({ category }) => category === 'disclosure-duty',
);
const locales = Object.keys(LOCALES) as (keyof typeof LOCALES)[];

/** What the person must never find on a page that somebody else may see. */
const NAMED =
  /traffick|victim|rescue|slaver|trafic de|sclav|nạn nhân|buôn người|nô lệ|ضحي|اتجار|عبودي/i;

test.each(locales)(
  'every duty to report can be read in %s, and none names what happened',
  async (locale) => {
    const words = await loadWords(locale);
    expect(duties.length).toBeGreaterThan(50);
    for (const kind of DESK_KINDS) {
      for (const duty of duties) {
        const says = dutyWords(words, duty, kind);
        expect(says, `${duty.id} ${kind}`).not.toMatch(NAMED);
        expect(says, `${duty.id} ${kind}`).not.toMatch(/[{}]|tell\./);
      }
    }
  },
);

test('a lawyer in Romania: what they must tell, in the person’s own language, the law left out', async () => {
  const words = await loadWords('ro');
  const [law] = listDisclosureDuties(packs, ['RO'], '2026-11-23', 'legal');
  const said = disclosureOf(law, 'legal', (duty) => dutyWords(words, duty, 'legal'));
  expect(said.known && said.duties.map(({ provision, says }) => [provision, says])).toEqual([
    [
      'RO-CP-266-267',
      'Trebuie să anunțe procurorul dacă află de o infracțiune foarte gravă, cum ar fi un omor.',
    ],
    [
      'RO-272-89.3',
      'Trebuie să anunțe protecția copilului dacă un copil este în pericol sau i se face rău.',
    ],
  ]);
  expect(said.known && said.duties.map((duty) => duty.enforcesImmigration)).toEqual([null, false]);
});

test('a country nobody has read about is "we do not know", never "nobody"', () => {
  expect(disclosureOf(undefined, 'legal', () => '')).toEqual({ known: false });
  const unread: DisclosureDuties = { extent: 'XX', known: false, duties: [], sentence: '' };
  expect(disclosureOf(unread, 'legal', () => '')).toEqual({ known: false });
});

test('what reads alike is said once, with the better of its sources; an immigration office is never left out', async () => {
  const words = await loadWords('en');
  const duty = (id: string, level: string, immigration: boolean | null) =>
    ({
      id,
      verified: { level },
      tells: [{ to: 'court', about: 'asked', how: 'must', immigration, desks: [] }],
    }) as unknown as Provision;
  const of = (...all: readonly Provision[]) =>
    disclosureOf({ extent: 'XX', known: true, duties: all, sentence: '' }, 'legal', (each) =>
      dutyWords(words, each, 'legal'),
    );
  expect(of(duty('A', 'memory', true), duty('B', 'official', null))).toEqual({
    known: true,
    duties: [
      {
        provision: 'B',
        says: 'They must tell a court if the law lets them be asked.',
        verified: 'official',
        enforcesImmigration: true,
      },
    ],
  });
});
