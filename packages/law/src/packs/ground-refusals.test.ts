/** What is wrong with places, lists, calendars, concepts or the vocabulary is refused in its file. */
import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import { MARK, smallFiles } from '../testing/small-law.ts';

/** The refusals after one part of one file was replaced; `''` replaces names of the file itself. */
function refusalsAfter(name: string, part: string, own: object): readonly string[] {
  const files = smallFiles().map((file) => {
    if (file.file !== name) return file;
    const content = file.content as Record<string, object>;
    const changed = part === '' ? own : { [part]: { ...content[part], ...own } };
    return { ...file, content: { ...content, ...changed } };
  });
  const parsed = parsePacks(files);
  if (parsed.ok) return [];
  return parsed.errors.map(({ code, file, path, message, remedy }) => {
    expect(file).toBe(name);
    return `${code} ${path}: ${message} ${remedy}`;
  });
}

const GROUP = { name: 'a club', members: {}, verified: MARK };
const LIST = {
  id: 'LIST',
  title: 't',
  source: 's',
  from: '2010',
  entries: [{ label: 'A' }],
  verified: MARK,
};
const CALENDAR = {
  id: 'aa',
  weekend: [6, 7],
  from: '2026-01-01',
  to: '2026-12-31',
  holidays: {},
  verified: MARK,
};
const NO_DATE =
  'is not a date that exists. Write YYYY-MM-DD, or YYYY-MM or YYYY when no more is known.';
const NO_HOLIDAY = 'is not a day that exists. Write each holiday as YYYY-MM-DD: name.';
const NO_SET = 'must be a set of named values. Write it as "name: value" lines.';

test.each<[object, readonly string[]]>([
  [
    { CC: 7 },
    [
      'pack/not-an-object places.CC: places.CC must be a set of named values. Write it as "name: value" lines; the names are name, of, choose, also.',
      'pack/missing places.CC.name: "name" is missing. Add "name:" with a text.',
    ],
  ],
  [
    { CC: { name: 'Cee', chose: [] } },
    [
      'pack/unknown-key places.CC.chose: "chose" is not a name that can stand here. Did you mean "choose"?',
    ],
  ],
  [
    { CC: { name: 'Cee', of: 'AB' } },
    ['pack/ground places.CC: "AB" is no place. Did you mean "AA"?'],
  ],
  [
    { CC: { name: 'Cee', choose: ['CC-NORTH'] } },
    ['pack/ground places.CC: "CC-NORTH" is no place. Add it, or take the name out.'],
  ],
  [
    { CC: { name: 'Cee', also: ['CC-NORTH'] } },
    ['pack/ground places.CC: "CC-NORTH" is no place. Add it, or take the name out.'],
  ],
])('the place %j is refused, with what to write', (own, refusals) => {
  expect(refusalsAfter('places.yaml', 'places', own)).toEqual(refusals);
});

test.each<[object, readonly string[]]>([
  [{ members: { AA: 'soon' } }, [`pack/not-a-date groups.CLUB.members.AA: "AA" ${NO_DATE}`]],
  [
    { members: { AA: { form: '2010', to: 'x' } } },
    [
      'pack/unknown-key groups.CLUB.members.AA.form: "form" is not a name that can stand here. Did you mean "from"?',
      `pack/not-a-date groups.CLUB.members.AA.to: "to" ${NO_DATE}`,
    ],
  ],
  [{ members: ['AA'] }, [`pack/not-an-object groups.CLUB.members: "members" ${NO_SET}`]],
  [
    { members: { AAAAAA: '2010' } },
    ['pack/ground groups.CLUB: "AAAAAA" is no place. Add it, or take the name out.'],
  ],
  [{ outside: ['ZZ'] }, ['pack/ground groups.CLUB: "ZZ" is no place. Did you mean "AA"?']],
  [
    { closed: 'yes', everyone: 1 },
    [
      'pack/not-a-flag groups.CLUB.everyone: "everyone" must be true or false. Write true or false without quotes.',
      'pack/not-a-flag groups.CLUB.closed: "closed" must be true or false. Write true or false without quotes.',
    ],
  ],
  [
    { nam: 'x' },
    [
      'pack/unknown-key groups.CLUB.nam: "nam" is not a name that can stand here. Did you mean "name"?',
    ],
  ],
  [
    { verified: { ...MARK, level: 'secondary' } },
    [
      'pack/mark-without-proof groups.CLUB.verified: The mark "secondary" needs the day on which the source was read. Add "on:", or lower the mark to memory.',
    ],
  ],
])('the treaty group with %j is refused, with what to write', (own, refusals) => {
  expect(refusalsAfter('places.yaml', 'groups', { CLUB: { ...GROUP, ...own } })).toEqual(refusals);
});

test.each<[object, readonly string[]]>([
  [
    { source: undefined },
    ['pack/missing lawLists[0].source: "source" is missing. Add "source:" with a text.'],
  ],
  [
    { entries: [{}] },
    ['pack/missing lawLists[0].entries[0].label: "label" is missing. Add "label:" with a text.'],
  ],
  [
    { entries: [{ label: 'x', cods: [], to: 'x' }] },
    [
      'pack/unknown-key lawLists[0].entries[0].cods: "cods" is not a name that can stand here. Did you mean "codes"?',
      `pack/not-a-date lawLists[0].entries[0].to: "to" ${NO_DATE}`,
    ],
  ],
  [
    { id: undefined, title: undefined },
    [
      'pack/missing lawLists[0].id: "id" is missing. Add "id:" with a text.',
      'pack/missing lawLists[0].title: "title" is missing. Add "title:" with a text.',
    ],
  ],
  [
    { entris: [] },
    [
      'pack/unknown-key lawLists[0].entris: "entris" is not a name that can stand here. Did you mean "entries"?',
    ],
  ],
  [{ from: 'x' }, [`pack/not-a-date lawLists[0].from: "from" ${NO_DATE}`]],
])('the list with %j is refused, with what to write', (own, refusals) => {
  expect(refusalsAfter('aa/pack.yaml', '', { lawLists: [{ ...LIST, ...own }] })).toEqual(refusals);
});

test.each<[object, readonly string[]]>([
  [
    { holidays: { '2026-4-3': 'x', '2026-04': 'y', '2026-02-30': 'z' } },
    [
      `pack/not-a-date calendars[0].holidays.2026-4-3: "2026-4-3" ${NO_HOLIDAY}`,
      `pack/not-a-date calendars[0].holidays.2026-04: "2026-04" ${NO_HOLIDAY}`,
      `pack/not-a-date calendars[0].holidays.2026-02-30: "2026-02-30" ${NO_HOLIDAY}`,
    ],
  ],
  [
    { holidays: ['2026-04-03'] },
    [`pack/not-an-object calendars[0].holidays: "holidays" ${NO_SET}`],
  ],
  [
    { from: 'x', id: undefined },
    [
      `pack/not-a-date calendars[0].from: "from" ${NO_DATE}`,
      'pack/missing calendars[0]: A calendar needs the first and the last day that it covers. Add "from:" and "to:".',
      'pack/missing calendars[0].id: "id" is missing. Add "id:" with a text.',
    ],
  ],
  [
    { to: undefined },
    [
      'pack/missing calendars[0]: A calendar needs the first and the last day that it covers. Add "from:" and "to:".',
    ],
  ],
  [
    { weekends: [6] },
    [
      'pack/unknown-key calendars[0].weekends: "weekends" is not a name that can stand here. Did you mean "weekend"?',
    ],
  ],
  [
    { weekend: 'Saturday' },
    [
      'pack/not-a-list calendars[0].weekend: "weekend" must be a list. Write one item a line, each beginning with "- ".',
    ],
  ],
  [
    { weekend: [6, 'Sunday', 8, 0, 1.5] },
    ['Sunday', '8', '0', '1.5'].map(
      (day, index) =>
        `pack/not-a-weekday calendars[0].weekend[${String(index + 1)}]: "${day}" is not a day of the week. Write 1 for Monday to 7 for Sunday.`,
    ),
  ],
])('the calendar with %j is refused, with what to write', (own, refusals) => {
  const calendars = [{ ...CALENDAR, ...own }];
  expect(refusalsAfter('aa/pack.yaml', '', { calendars })).toEqual(refusals);
});

test.each<[string, string, object, readonly string[]]>([
  [
    'aa/pack.yaml',
    'pack',
    { id: 'bb' },
    [
      'pack/folder pack.id: The pack "bb" stands in the folder "aa". Give the folder and the pack the same name.',
      'pack/no-head pack: The pack "aa" does not say its version, title and jurisdiction. Add pack.yaml with "pack:" and these names.',
    ],
  ],
  [
    'aa/pack.yaml',
    'pack',
    { verion: '1' },
    [
      'pack/unknown-key pack.verion: "verion" is not a name that can stand here. Did you mean "version"?',
    ],
  ],
  [
    'aa/pack.yaml',
    '',
    { pack: undefined },
    [
      'pack/no-head pack: The pack "aa" does not say its version, title and jurisdiction. Add pack.yaml with "pack:" and these names.',
    ],
  ],
  [
    'aa/law.yaml',
    '',
    { provison: [] },
    [
      'pack/unknown-key provison: "provison" is not a name that can stand here. Did you mean "provisions"?',
    ],
  ],
  [
    'aa/law.yaml',
    '',
    { defaults: { frce: 'must' } },
    [
      'pack/unknown-key defaults.frce: "frce" is not a name that can stand here. Did you mean "force"?',
    ],
  ],
  [
    'aa/law.yaml',
    '',
    { provisions: 'none' },
    [
      'pack/not-a-list provisions: "provisions" must be a list. Write one item a line, each beginning with "- ".',
    ],
  ],
  [
    'concepts.yaml',
    'concepts',
    { c: { title: 'x', when: 'sgns', source: 's' } },
    [
      'pack/condition concepts.c.when: "sgns" is neither a fact of the vocabulary nor a concept. Did you mean "signs"?',
    ],
  ],
  [
    'concepts.yaml',
    'concepts',
    { c: { when: 'signs', sorce: 's' } },
    [
      'pack/unknown-key concepts.c.sorce: "sorce" is not a name that can stand here. Did you mean "source"?',
      'pack/missing concepts.c.title: "title" is missing. Add "title:" with a text.',
      'pack/missing concepts.c.source: "source" is missing. Add "source:" with a text.',
    ],
  ],
  [
    'concepts.yaml',
    'concepts',
    { c: { title: 'x', when: { provision: 'Q' }, source: 's' } },
    [
      'pack/leads-nowhere concepts.c: This names the provision "Q", which does not exist. Add it, or take the name out.',
    ],
  ],
  [
    'places.yaml',
    '',
    { place: {} },
    ['pack/unknown-key place: "place" is not a name that can stand here. Did you mean "places"?'],
  ],
  ['concepts.yaml', '', { concepts: ['c'] }, [`pack/not-an-object concepts: "concepts" ${NO_SET}`]],
  ['places.yaml', '', { groups: ['AA'] }, [`pack/not-an-object groups: "groups" ${NO_SET}`]],
])('in %s, %s with %j is refused, with what to write', (file, part, own, refusals) => {
  expect(refusalsAfter(file, part, own)).toEqual(refusals);
});

test('a review without its day is no review, and a presumption that cannot be read is not passed over', () => {
  const rule = (own: object): readonly string[] => {
    const [files, last] = [smallFiles().slice(0, -1), smallFiles().at(-1)];
    const { provisions } = last?.content as { provisions: readonly object[] };
    const content = { provisions: provisions.map((one) => ({ ...one, ...own })) };
    const parsed = parsePacks([...files, { file: 'aa/law.yaml', content }]);
    return parsed.ok ? [] : parsed.errors.map(({ code, path }) => `${code} ${path}`);
  };
  expect(rule({ verified: { ...MARK, reviewed: { by: 'A. Lawyer (invented)' } } })).toEqual([
    'pack/missing provisions[0].verified.reviewed.on',
  ]);
  expect(rule({ presumes: 'child' })[0]).toBe('pack/not-an-object provisions[0].presumes');
});
