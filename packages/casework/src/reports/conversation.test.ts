import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpenedEntry } from '../kernel/index.ts';
import { decideConversation, findOpenQuestion, foldConversation } from './index.ts';
import type { HandoverAsked, ReportEvent } from './index.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** The shape of a page key; what is in it does not matter to the fold. */
const toKey = (fill: number): string => Buffer.alloc(1216, fill).toString('base64url');
const NOW = '2026-05-01T10:00:00.000Z';

const report: ReportEvent = {
  v: 1,
  kind: 'report/sent',
  door: 'options',
  language: 'vi',
  text: 'Văn bản thử nghiệm, hoàn toàn hư cấu.',
  safe: { name: 'Lan' },
};

const asked: HandoverAsked = {
  v: 1,
  kind: 'handover/asked',
  statement: {
    authorisation: id(2),
    drawer: id(3),
    desks: [id(1)],
    classes: ['contact'],
    opensFile: true,
    askedBy: id(4),
    askedAt: NOW,
    expiresAt: '2026-08-01T00:00:00.000Z',
  },
  deskNames: ['Casework (demo)'],
  text: 'May our casework desk see your messages?',
  ifYes: 'They can plan with you.',
  ifNo: 'Nothing is taken away.',
};

function entry(position: number, byPerson: boolean, payload: unknown): OpenedEntry {
  return {
    entry: id(1000 + position),
    position,
    author: byPerson ? id(8) : id(9),
    authorName: byPerson ? '' : 'Hotline worker (demo)',
    deskName: byPerson ? '' : 'Hotline (demo)',
    byPerson,
    time: NOW,
    receivedAt: NOW,
    payload,
  };
}

const answer = (say: 'yes' | 'no' | 'later' | 'talk'): ReportEvent => ({
  v: 1,
  kind: 'handover/answered',
  authorisation: id(2),
  answer: say,
});

test('a question stays open through "later" and closes with yes', () => {
  const open = foldConversation([
    entry(1, true, report),
    entry(2, false, asked),
    entry(3, true, answer('later')),
  ]).state;
  expect(findOpenQuestion(open)?.answer).toBe('later');
  const closed = foldConversation([
    entry(1, true, report),
    entry(2, false, asked),
    entry(3, true, answer('later')),
    entry(4, true, answer('yes')),
  ]).state;
  expect(findOpenQuestion(closed)).toBeUndefined();
  expect(closed.questions[0]?.answer).toBe('yes');
});

test('a worker cannot answer for the person, nor the person speak as the desk', () => {
  const folded = foldConversation([
    entry(1, true, report),
    entry(2, false, asked),
    entry(3, false, answer('yes')),
    entry(4, true, { v: 1, kind: 'message/replied', text: 'as if from the desk' }),
  ]);
  expect(folded.refused.map((r) => [r.position, r.reason])).toEqual([
    [3, 'illegal'],
    [4, 'illegal'],
  ]);
  expect(folded.state.questions[0]?.answer).toBeNull();
});

test('a settled answer is not overwritten, an unasked question not answered', () => {
  const state = foldConversation([
    entry(1, true, report),
    entry(2, false, asked),
    entry(3, true, answer('no')),
  ]).state;
  const again = decideConversation(
    state,
    { kind: 'answer', authorisation: id(2), answer: 'yes' },
    NOW,
  );
  expect(again).toMatchObject({ ok: false, refusal: { code: 'report/answered' } });
  const other = decideConversation(
    state,
    { kind: 'answer', authorisation: id(5), answer: 'yes' },
    NOW,
  );
  expect(other).toMatchObject({ ok: false, refusal: { code: 'report/question-unknown' } });
});

test('a question that has run out can be neither asked nor answered', () => {
  const late = '2026-09-01T00:00:00.000Z';
  const state = foldConversation([entry(1, true, report), entry(2, false, asked)]).state;
  expect(
    decideConversation(state, { kind: 'answer', authorisation: id(2), answer: 'yes' }, late),
  ).toMatchObject({ ok: false, refusal: { code: 'grant/expiry' } });
  expect(
    decideConversation(
      foldConversation([entry(1, true, report)]).state,
      { kind: 'ask', question: asked },
      late,
    ),
  ).toMatchObject({ ok: false, refusal: { code: 'grant/expiry' } });
});

test('a message of 8 000 characters passes, one more is refused and nothing is invented', () => {
  const { state } = foldConversation([entry(1, true, report)]);
  expect(decideConversation(state, { kind: 'reply', text: 'x'.repeat(8000) }, NOW).ok).toBe(true);
  expect(decideConversation(state, { kind: 'reply', text: 'x'.repeat(8001) }, NOW).ok).toBe(false);
  expect(decideConversation(state, { kind: 'reply', text: '   ' }, NOW).ok).toBe(false);
});

test('property: hostile payloads never throw, and each is either folded or shown as refused', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.jsonValue())), (payloads) => {
      const entries = payloads.map(([person, payload], i) => entry(i + 1, person, payload));
      const folded = foldConversation(entries);
      expect(folded.state.messages).toEqual([]);
      const untitled = entries.filter((e) => !hasKind(e.payload));
      expect(folded.refused.length).toBeGreaterThanOrEqual(untitled.length);
    }),
  );
});

test('property: the order in which a reader holds the entries does not matter', () => {
  const entries = [
    entry(1, true, report),
    entry(2, false, asked),
    entry(3, true, answer('later')),
    entry(4, false, { v: 1, kind: 'message/replied', text: 'We are here.' }),
    entry(5, true, answer('yes')),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: 5 }), (shuffled) => {
      expect(foldConversation(shuffled)).toEqual(foldConversation(entries));
    }),
  );
});

function hasKind(payload: unknown): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'kind' in payload &&
    typeof payload.kind === 'string' &&
    payload.kind !== ''
  );
}

describe('my page', () => {
  const key = toKey(1);
  const opened = { v: 1, kind: 'page/opened', key };
  const updated = { v: 1, kind: 'page/updated', key: 'A'.repeat(43), sealed: 'AAAA' };

  test('only the person says how their page is held, and only a desk writes it', () => {
    const folded = foldConversation([
      entry(1, false, opened),
      entry(2, true, opened),
      entry(3, true, updated),
      entry(4, false, updated),
    ]);
    expect(folded.refused.map(({ position }) => position)).toEqual([1, 3]);
    expect(folded.state.page).toMatchObject({ choice: 'secret', key, update: { sealed: 'AAAA' } });
  });

  test('a new second secret forgets what was sealed to the old one', () => {
    const later = { ...opened, key: toKey(2) };
    const { state } = foldConversation([
      entry(1, true, opened),
      entry(2, false, updated),
      entry(3, true, later),
    ]);
    expect(state.page).toEqual({
      choice: 'secret',
      key: later.key,
      mailbox: id(8),
      update: null,
    });
  });

  test('who chose their worker has no page, and nothing is written for one', () => {
    const folded = foldConversation([
      entry(1, true, opened),
      entry(2, true, { v: 1, kind: 'page/through-worker' }),
      entry(3, false, updated),
    ]);
    expect(folded.state.page).toEqual({
      choice: 'worker',
      key: null,
      mailbox: id(8),
      update: null,
    });
    expect(folded.refused.map(({ position }) => position)).toEqual([3]);
  });
});
