import { expect, test } from 'vitest';
import { RIGHT_NAMES } from '@amparo/casework/rights';
import {
  draftRightsLetter,
  findAsking,
  LetterDocument,
  readRightsLetterPerson,
} from '@amparo/casework/representations';
import { assess, parseFacts } from '@amparo/law';
import { readBundledPacks } from '../law/bundled.ts';
import { LOCALES } from '../words/index.ts';
import { loadRightsLetterWords } from './rights-words.ts';

const packs = readBundledPacks();
const locales = Object.keys(LOCALES) as (keyof typeof LOCALES)[];

/** Plainly fictional: a boy arrested in England, a man in Italy, a woman back in Romania. */
const signs = {
  indicators: true,
  means: ['deception', 'threat', 'debt'],
  traffickingActs: ['recruitment', 'transport', 'harbouring'],
};
const boy = {
  ...signs,
  nationality: ['VN'],
  location: 'GB-EAW',
  claimedAge: 16,
  reasonsToBelieveChild: true,
  exploitation: ['forced-criminality'],
  exploitationPlaces: ['GB-EAW'],
  identification: {
    decisions: [
      {
        state: 'GB',
        kind: 'reasonable-grounds',
        result: 'negative',
        madeOn: '2026-11-19',
        receivedOn: '2026-11-20',
      },
    ],
  },
  offences: [{ jurisdiction: 'GB-EAW', actDate: '2026-11-18', stage: 'arrested' }],
};
const man = {
  ...signs,
  nationality: ['IN'],
  location: 'IT',
  dateOfBirth: '1993-03-03',
  exploitation: ['forced-labour'],
  exploitationPlaces: ['IT'],
  wagesWithheld: true,
  compensation: { lastUnpaidOn: '2026-11-11' },
};
const woman = {
  ...signs,
  nationality: ['RO'],
  location: 'RO',
  dateOfBirth: '1999-08-08',
  exploitation: ['sexual'],
  exploitationPlaces: ['NL', 'RO'],
  compensation: { injury: true, crimeOfViolence: true, incidentOn: '2026-09-18' },
};
/** Plainly fictional: convicted in England, with an appeal against the conviction and one against the sentence. */
const convicted = {
  ...signs,
  nationality: ['VN'],
  location: 'GB-EAW',
  dateOfBirth: '2001-01-01',
  exploitation: ['forced-criminality'],
  exploitationPlaces: ['GB-EAW'],
  offences: [
    {
      jurisdiction: 'GB-EAW',
      actDate: '2026-05-18',
      stage: 'sentenced',
      convictedOn: '2026-11-09',
      sentencedOn: '2026-11-16',
    },
  ],
};
const people: readonly (readonly [string, object])[] = [
  ['boy', boy],
  ['man', man],
  ['woman', woman],
  ['convicted', convicted],
];

async function letterFor(person: object, locale: (typeof locales)[number]) {
  const parsed = parseFacts(person, packs);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const assessment = assess({ packs, facts: parsed.facts, asOf: '2026-11-23' });
  return draftRightsLetter(
    {
      assessment,
      name: 'A.',
      from: 'A law centre',
      person: readRightsLetterPerson(parsed.facts, packs.extents.places, '2026-11-23'),
    },
    await loadRightsLetterWords(locale),
  );
}

/** The pages that the person keeps, with the notes that may be printed on them, and the page that names laws. */
function pagesOf({ title, blocks: shown }: LetterDocument): readonly [string, string] {
  const at = shown.findIndex((block) => block.kind === 'heading' && block.newPage === true);
  const text = (part: LetterDocument['blocks']) =>
    part.map((block) => (block.kind === 'list' ? block.items.join('\n') : block.text)).join('\n');
  return [`${title}\n${text(shown.slice(0, at))}`, text(shown.slice(at))];
}

/** What the person must never find on a page that somebody else may see. */
const NAMED =
  /traffick|victim|rescue|slaver|trafic de|victim|sclav|nạn nhân|buôn người|nô lệ|ضحي|اتجار|عبودي/i;

test.each(locales)(
  'in %s it names nothing, fills everything, and writes days out',
  async (locale) => {
    for (const [name, person] of people) {
      const letter = await letterFor(person, locale);
      const [own] = pagesOf(letter);
      expect(LetterDocument.safeParse(letter).success, name).toBe(true);
      expect(letter.language).toBe(locale);
      expect(own, name).not.toMatch(NAMED);
      expect(own, name).not.toMatch(/[{}]|letter\.|right\./);
      expect(own, name).not.toMatch(/\d{4}-\d\d-\d\d/);
      expect(own, name).not.toMatch(/Act \d{4}|Directive|Legea nr|Decreto|Convention/);
    }
  },
);

test('a boy arrested in England reads first what to do today, and no law of Viet Nam', async () => {
  const [own, law] = pagesOf(await letterFor(boy, 'en'));
  expect(own).toMatch(
    /^Your rights, A\.\n[^\n]*\nToday\nAsk for a lawyer now\.[^\n]*\nSay how old you are/,
  );
  expect(own).toContain('ask a lawyer this week. The very last day is Friday, 19 February 2027.');
  expect(law).not.toMatch(/QH15/);
  expect(law.indexOf('section 45(4)-(7)')).toBeLessThan(law.indexOf('section 45(1)-(3)'));
  const maybe = own.slice(own.indexOf('This may be for you too'));
  expect(maybe).toMatch(/Staying in the country/);
  expect(maybe).not.toMatch(/A lawyer\n/);
});

test('a man in Italy is promised no weeks to rest, which its law does not have, and reads until when pay can be asked for', async () => {
  const [own] = pagesOf(await letterFor(man, 'en'));
  expect(own).not.toContain('Some weeks to rest');
  expect(own.slice(own.indexOf('This may be for you too'))).toContain('Time to rest and think');
  expect(own).toMatch(/Pay for your work: .*Tuesday, 11 November 2031/);
  expect(own).not.toContain('Today');
});

test('a woman in her own country reads of no embassy, and of the fund of the country where it happened', async () => {
  const [own] = pagesOf(await letterFor(woman, 'ro'));
  expect(own).not.toMatch(/ambasad|Rămânerea|Întoarcerea/);
  expect(own).toMatch(/Bani dintr-un fond al statului \(Țările de Jos\): .*18 septembrie 2036/);
  expect(own).toMatch(/poate că a trecut o zi .*17 noiembrie 2026/);
});

test('a person convicted in England reads first the one last day for asking a court again', async () => {
  const [own, law] = pagesOf(await letterFor(convicted, 'en'));
  const line =
    'Looking again at what a court decided: the last day is Monday, 7 December 2026. Tell your lawyer or us today.';
  expect(own.split('\nToday\n')[1]).toMatch(new RegExp(`^${line}\nCall or write to us`));
  expect(own.match(/Looking again at what a court decided/g)).toHaveLength(2);
  expect(own).not.toContain('14 December');
  expect(law).toContain('2026-12-14');
});

test('whoever may be under 18 is not told that a no stops every office', async () => {
  const [young] = pagesOf(await letterFor(boy, 'en'));
  expect(young).toMatch(
    /You can say no to any of it\.[^\n]*\nBecause you may be under 18, some offices must act even if you say no\. You can tell them what you want\.\n/,
  );
  const [grown] = pagesOf(await letterFor(man, 'en'));
  expect(grown).not.toContain('some offices must act');
});

test('each day that money or another look can be asked for says in plain words for what', () => {
  const days = [...packs.provisions.values()]
    .filter(({ category }) => ['compensation', 'restitution', 'remedy'].includes(category))
    .flatMap(({ id, deadlines }) => deadlines.map((deadline) => ({ id, deadline })))
    .filter(({ deadline }) => deadline.kind === 'person-must-act' && deadline.rule.kind !== 'open');
  expect(days.length).toBeGreaterThan(30);
  const unnamed = days.filter(({ id, deadline }) => findAsking(id, deadline.id) === undefined);
  expect(unnamed.map(({ id, deadline }) => `${id} ${deadline.id}`)).toEqual([]);
});

test.each(locales)('%s has words for every right', async (locale) => {
  const words = await loadRightsLetterWords(locale);
  for (const name of RIGHT_NAMES) {
    const { title, text, who } = words.right(name);
    expect([title, text, who].every((said) => said.trim() !== '')).toBe(true);
  }
});
