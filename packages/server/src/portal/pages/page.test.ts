import { LANGUAGES } from '@amparo/casework/reports';
import type { Question } from '@amparo/casework/reports';
import { expect, test } from 'vitest';
import { loadAllWords } from '../catalogues.ts';
import { QUESTIONS } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { LANGUAGE_FACTS } from '../languages.ts';
import { PLAIN_PAGES, TROUBLES } from '../view.ts';
import type { View } from '../view.ts';
import { inventAsked, inventQuestion, inventSent, inventShared } from '../testing/packets.ts';
import { isSealingPage, renderDocument } from './page.ts';
import type { PageFiles } from './page.ts';

const words = loadAllWords();
const HOSTILE = `"><script>alert('x')</script>&\u202e`;
const id = '11111111-1111-4111-8111-111111111111';
const files: PageFiles = {
  style: '/s.css',
  exitScript: 'var a=1',
  script: { path: '/a.js', integrity: 'sha384-a' },
  stretch: { path: '/b.js', integrity: 'sha384-b' },
  words: { en: '/w', vi: '/w', ar: '/w', ro: '/w' },
};

const question: Question = {
  entry: id,
  asked: {
    v: 1,
    kind: 'handover/asked',
    statement: {
      authorisation: id,
      drawer: id,
      desks: [id],
      classes: ['identity', 'therapy', 'mine'],
      opensFile: true,
      askedBy: id,
      askedAt: '2026-05-03T10:00:00.000Z',
      expiresAt: '2026-06-03T10:00:00.000Z',
    },
    deskNames: [HOSTILE],
    text: HOSTILE,
    ifYes: HOSTILE,
    ifNo: HOSTILE,
  },
  at: '2026-05-03T10:00:00.000Z',
  answer: 'later',
  answeredAt: null,
};
const withEnforces = { ...question.asked, enforces: [{ immigration: true, police: true }] };
const packet = inventQuestion(inventAsked(HOSTILE));
const takenBack = { at: '2026-05-04T10:00:00.000Z', by: id, byName: HOSTILE };
const keeping = {
  kept: [
    { class: 'identity' as const, until: '2028-05-04T10:00:00.000Z' },
    { class: 'mine' as const, until: null },
  ],
  holds: [
    {
      ground: 'court-order' as const,
      provision: HOSTILE,
      until: '2027-05-04T10:00:00.000Z',
      classes: ['evidence' as const],
    },
  ],
};
const shared = [
  inventShared({ asked: inventAsked(HOSTILE) }),
  inventShared({
    state: 'stopped',
    narrowedAt: '2026-05-05T10:00:00.000Z',
    taken: ['money.unpaid-wages'],
    withdrawnAt: '2026-05-06T10:00:00.000Z',
    packets: [
      inventSent({
        recalledAt: '2026-05-06T10:00:00.000Z',
        deletion: 'kept-by-law',
        provision: HOSTILE,
      }),
    ],
  }),
];
const reader = { desk: HOSTILE, organisation: HOSTILE };

/** Every page there is, with hostile words wherever somebody can put words. */
const views: readonly View[] = [
  ...PLAIN_PAGES.map((page) => ({ page })),
  ...QUESTIONS.flatMap((at): View[] => [
    { page: 'question', question: at, problem: null },
    { page: 'question', question: at, problem: { kind: 'too-long', over: 3 } },
  ]),
  { page: 'review', reader, ticket: 't', changed: true },
  { page: 'sent', receipt: '1234 5678 9012 3456 7890 1234', reader },
  { page: 'code', problem: null },
  ...(['mistyped', 'refused', 'too-many', 'expired', 'busy'] as const).map((problem): View => ({
    page: 'code',
    problem,
  })),
  {
    page: 'mailbox',
    ticket: 't',
    lines: [
      { from: null, text: HOSTILE, at: '2026-05-03T10:00:00.000Z' },
      { from: HOSTILE, text: HOSTILE, at: '2026-05-04T10:00:00.000Z' },
    ],
    questions: [question, { ...question, answer: 'yes', asked: withEnforces }],
    packets: [packet, { ...packet, answer: 'no' }, { ...packet, takenBack }],
    reissued: ['2026-05-05T10:00:00.000Z'],
    shared,
    pageChoice: 'none',
    refused: 2,
    closed: false,
    expiresAt: '2026-06-03T10:00:00.000Z',
    notice: { kind: 'stopped', withdrawn: 1 },
  },
  { page: 'asked', ticket: 't', question },
  { page: 'delete', ticket: 't' },
  { page: 'packet', ticket: 't', question: packet, problem: null },
  { page: 'packet', ticket: 't', question: packet, problem: { kind: 'no-tick' } },
  { page: 'packet', ticket: 't', question: packet, problem: { kind: 'too-long', over: 3 } },
  { page: 'packet-check', ticket: 't', question: packet, codes: ['cover.called'] },
  ...[true, false].map((named): View => ({
    page: 'sharing',
    ticket: 't',
    items: shared,
    named,
    unexplained: 2,
    ...(named && { keeping }),
    notice: { kind: 'narrowed', recalled: 1 },
  })),
  ...([null, 'no-tick', 'not-sent'] as const).map((problem): View => ({
    page: 'narrow',
    ticket: 't',
    item: inventShared({ asked: inventAsked(HOSTILE) }),
    ticked: [],
    problem,
  })),
  ...(['ask', 'choose', 'worker', 'no-script'] as const).map((state): View => ({
    page: 'page-door',
    ticket: 't',
    state,
    problem: state === 'ask' ? { kind: 'wait', minutes: 3 } : null,
  })),
  { page: 'page-new', ticket: 't', problem: 'weak', isChange: true },
  {
    page: 'my-page',
    ticket: 't',
    content: {
      v: 1,
      language: 'en',
      sections: {
        happening: HOSTILE,
        canDo: HOSTILE,
        helpers: HOSTILE,
        papers: HOSTILE,
        money: '',
        rights: HOSTILE,
      },
    },
    isUnreadable: false,
    writtenAt: '2026-05-04T10:00:00.000Z',
    number: '1234 5678 9012',
    live: 1,
    keeping,
    notice: { kind: 'page-chosen' },
  },
  ...TROUBLES.map((trouble): View => ({ page: 'trouble', trouble })),
];

const fields: Fields = {
  at: 'text',
  go: 'next',
  text: HOSTILE,
  how: HOSTILE,
  when: HOSTILE,
  name: HOSTILE,
  ifSomeoneElse: HOSTILE,
  code: HOSTILE,
  message: HOSTILE,
  t: HOSTILE,
};

function render(view: View, language: (typeof LANGUAGES)[number]): string {
  const place = { nodeName: HOSTILE, country: 'GB', demo: true, nodeKey: HOSTILE };
  const scene = { words: words[language], place, fields, sealedWhere: 'node' } as const;
  return renderDocument(scene, view, files);
}

const everyPage = LANGUAGES.flatMap((language) =>
  views.map((view) => ({ language, view, text: render(view, language) })),
);

test('nothing that anybody wrote becomes markup on any page, in any language', () => {
  for (const { text } of everyPage) {
    expect(text).not.toContain("alert('x')");
    expect(text.match(/<script/g)?.length).toBeLessThanOrEqual(2);
  }
});

test('every page of a language has the same ordinary title', () => {
  for (const { language, text } of everyPage) {
    expect(/<title>([^<]*)<\/title>/.exec(text)?.[1]).toBe(words[language].say('title'));
  }
});

test('every form goes to the one address by POST; the only links leave or call', () => {
  for (const { text } of everyPage) {
    for (const [form] of text.matchAll(/<form[^>]*>/g)) {
      expect(form).toContain('action="/"');
      expect(form).toContain('method="post"');
    }
    for (const [, href] of text.matchAll(/<a\s[^>]*href="([^"]*)"/g)) {
      expect(href).toMatch(/^(https:\/\/[a-z.]+\/[a-z]*|tel:\d+)$/);
    }
  }
});

test('leaving is the first thing on every page, and works without a script', () => {
  for (const { language, text } of everyPage) {
    const body = text.slice(text.indexOf('<body>'));
    const [first] = /<(a|button|input|textarea)\s[^>]*>/.exec(body) ?? [''];
    expect(first).toContain(`href="${LANGUAGE_FACTS[language].neutralPage}"`);
    expect(first).toContain('rel="nofollow noreferrer"');
    expect(body).toContain('id="leave"');
  }
});

test('free text is kept from spelling services, memories and translators', () => {
  for (const { text } of everyPage) {
    for (const [box] of text.matchAll(/<(textarea|input\s[^>]*type="text")[^>]*>/g)) {
      for (const guard of ['spellcheck="false"', 'autocomplete="off"', 'translate="no"']) {
        expect(box).toContain(guard);
      }
    }
  }
});

test('help is in the same place on every page, and "not now" on every question', () => {
  for (const { view, text } of everyPage) {
    expect(text).toMatch(/<footer[\s\S]*value="help-now"[\s\S]*value="about"[\s\S]*<\/footer>/);
    if (view.page === 'question') expect(text).toContain('value="skip"');
  }
});

test('the sealing script is on every page on which somebody writes or reads, and on no other', () => {
  for (const { view, text } of everyPage) {
    const writes = /<textarea|id="code"|class="slip"|class="line/.test(text);
    if (writes) expect([view.page, isSealingPage(view)]).toEqual([view.page, true]);
    expect(text.includes('id="sealing"')).toBe(isSealingPage(view));
  }
});

test('the four answers to a question look the same: nobody is pushed', () => {
  const text = render({ page: 'asked', ticket: 't', question }, 'en');
  const looks = ['yes', 'no', 'later', 'talk'].map(
    (go) => new RegExp(`<button\\s+class="(\\w+)"\\s+name="go"\\s+value="${go}"`).exec(text)?.[1],
  );
  expect(new Set(looks)).toEqual(new Set(['choice']));
});

test('a leading line feed that a person wrote survives the page', () => {
  const place = { nodeName: 'n', country: 'GB', demo: false, nodeKey: '' };
  const scene = {
    words: words.en,
    place,
    fields: { text: '\n\nlate' },
    sealedWhere: 'node',
  } as const;
  const text = renderDocument(scene, { page: 'question', question: 'text', problem: null }, files);
  expect(text).toContain('>\n\n\nlate</textarea>');
});
