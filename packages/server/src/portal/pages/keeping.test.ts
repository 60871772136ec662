import { LANGUAGES } from '@amparo/casework/reports';
import { expect, test } from 'vitest';
import { loadAllWords } from '../catalogues.ts';
import { inventAsked, inventQuestion, inventSent, inventShared } from '../testing/packets.ts';
import type { NarrowPage, SharingPage, View } from '../view.ts';
import type { WordKey } from '../words.ts';
import { renderPage } from './page.ts';

const words = loadAllWords();
const place = { nodeName: 'Invented line', country: 'GB', demo: false, nodeKey: '' };
const asked = inventAsked('The very words.', { deskName: 'Wage Desk', organisationName: 'Clinic' });
const CODES = ['cover.called', 'money.unpaid-wages'];

function render(view: View, language: (typeof LANGUAGES)[number] = 'en'): string {
  const scene = { words: words[language], place, fields: {}, sealedWhere: 'node' } as const;
  return String(renderPage(scene, view)).replace(/\s+/g, ' ');
}

const keeping = {
  kept: [
    { class: 'identity' as const, until: '2028-05-04T10:00:00.000Z' },
    { class: 'mine' as const, until: null },
  ],
  holds: [
    {
      ground: 'court-order' as const,
      provision: 'gb-eaw/invented-act/2',
      until: '2027-03-02T10:00:00.000Z',
      classes: ['evidence' as const],
    },
  ],
};

function sharing(change: Partial<SharingPage> = {}): View {
  const items = [inventShared({ asked, codes: CODES })];
  return {
    ...{ page: 'sharing', ticket: 't', items, named: true, unexplained: 0, notice: null, keeping },
    ...change,
  };
}

const narrow = (change: Partial<NarrowPage> = {}): View => ({
  page: 'narrow',
  ticket: 't',
  item: inventShared({ asked, codes: CODES, packets: [] }),
  ticked: [],
  problem: null,
  ...change,
});

test('behind the second secret: how long each part is kept, and which law or court keeps it longer', () => {
  const text = render(sharing());
  expect(text).toContain('who you are: Thursday, 4 May 2028');
  expect(text).toContain('your own pages: as long as you want');
  expect(text).toContain('A court has said that this may not be deleted yet: proof');
  expect(text).toContain('2 March 2027');
  expect(text).toContain('gb-eaw/invented-act/2');
  const none = render(sharing({ keeping: { ...keeping, holds: [] } }));
  expect(none).toContain('No law or court keeps anything longer here.');
  expect(render(sharing({ keeping: null }))).toContain('We could not look this up just now.');
});

test('a found code says nothing of a court, a day or a file, and everybody is told of the copy', () => {
  for (const language of LANGUAGES) {
    const text = render(
      { ...sharing({ named: false }), keeping: undefined } as unknown as View,
      language,
    );
    const say = (key: WordKey): string => words[language].say(key);
    expect(text).not.toContain(say('kept.lead'));
    expect(text).not.toContain(say('hold.heading'));
    expect(text).toContain(say('copy.heading'));
    expect(render(sharing(), language)).toContain(say('copy.heading'));
  }
});

test('a part is taken back with switches that are off, and both choices look the same', () => {
  const text = render(narrow());
  expect(text.match(/type="checkbox"/g)).toHaveLength(2);
  expect(text).not.toContain('checked');
  expect(text).toContain('Nothing was sent yet. What you tick will not be sent.');
  expect(text).not.toContain('Wage Desk');
  for (const go of ['narrow-give', 'sharing']) {
    expect(text).toMatch(new RegExp(`<button class="choice" name="go" value="${go}"`));
  }
  const sent = render(
    narrow({ item: inventShared({ asked, codes: CODES, packets: [inventSent()] }) }),
  );
  expect(sent).toContain('all of it is asked back, also what you leave');
});

test('only what holds and has more than one part can be taken back in parts', () => {
  expect(render(sharing())).toContain('name="p"');
  expect(render(sharing({ items: [inventShared({ asked })] }))).not.toContain('name="p"');
  const stopped = inventShared({ asked, codes: CODES, state: 'stopped' });
  expect(render(sharing({ items: [stopped] }))).not.toContain('name="p"');
});

test('what was taken back is named with its moment, and that it had left already is said', () => {
  const taken = {
    ...{ asked, codes: ['cover.called'], taken: ['money.unpaid-wages'] },
    narrowedAt: '2026-05-06T10:00:00.000Z',
  };
  const unsent = render(sharing({ items: [inventShared({ ...taken, packets: [] })] }));
  expect(unsent).toContain('You took back (');
  expect(unsent).not.toContain('all of it was asked back');
  const gone = inventShared({
    ...taken,
    ...{ state: 'stopped', withdrawnAt: '2026-05-06T10:00:00.000Z' },
    packets: [inventSent({ recalledAt: '2026-05-06T10:00:00.000Z' })],
  });
  expect(render(sharing({ items: [gone] }))).toContain('all of it was asked back');
});

test('a question that was taken back waits for nobody, and its words are gone from the messages', () => {
  const back = { at: '2026-05-04T10:00:00.000Z', by: 'a', byName: 'Ada Invented' };
  const view = (answer: 'yes' | null): View => ({
    ...{ page: 'mailbox', ticket: 't', lines: [], questions: [], reissued: [], shared: [] },
    packets: [inventQuestion(asked, { answer, takenBack: back })],
    ...{ refused: 0, closed: false, pageChoice: 'none', notice: null },
    expiresAt: '2026-06-03T10:00:00.000Z',
  });
  const open = render(view(null));
  expect(open).toContain('This question was taken back. You need not do anything.');
  for (const gone of ['The very words.', 'A question waits for you.', 'Ada Invented']) {
    expect(open).not.toContain(gone);
  }
  const answered = render(view('yes'));
  expect(answered).toContain('The question was taken back. Nothing more is sent.');
  expect(answered).not.toContain('You stopped it');
});
