import { LANGUAGES } from '@amparo/casework/reports';
import { FIELD_CODES } from '@amparo/casework/packets';
import { describe, expect, test } from 'vitest';
import { loadAllWords } from '../catalogues.ts';
import type { Fields } from '../fields.ts';
import {
  AUTHORISATION,
  inventAsked,
  inventQuestion,
  inventSent,
  inventShared,
} from '../testing/packets.ts';
import type { View } from '../view.ts';
import { renderPage } from './page.ts';
import { linesOf } from './sharing.ts';

const words = loadAllWords();
const place = { nodeName: 'Invented line', country: 'GB', demo: false, nodeKey: '' };
const asked = inventAsked('The very words.', { deskName: 'Wage Desk', organisationName: 'Clinic' });
const question = inventQuestion(asked);

function render(view: View, fields: Fields = {}): string {
  return String(renderPage({ words: words.en, place, fields, sealedWhere: 'browser' }, view));
}

function packet(fields: Fields = {}, of = question): string {
  return render({ page: 'packet', ticket: 't', question: of, problem: null }, fields);
}

const ticked = /<input[^>]*value="([^"]*)"[^>]*checked/g;

describe('the question', () => {
  test('says who, why, until when, what yes and no mean, and shows the very words of each field', () => {
    const text = packet();
    for (const said of ['Wage Desk', 'Clinic', 'Lawyers', 'Romania', '3 August 2026']) {
      expect(text).toContain(said);
    }
    expect(text).toContain('Nothing is taken away if you say no.');
    // Why, yes, no, two duties, three fields.
    expect(text.match(/The very words\./g)).toHaveLength(8);
    expect(text).toContain('lang="en"');
  });

  test('nothing is ticked before the person ticks it, and no tick is taken over from another question', () => {
    expect([...packet().matchAll(ticked)]).toHaveLength(0);
    const mine = { k: AUTHORISATION, c: 'cover.called unknown.code' };
    expect([...packet(mine).matchAll(ticked)].map(([, code]) => code)).toEqual(['cover.called']);
    expect([...packet({ ...mine, k: 'another' }).matchAll(ticked)]).toHaveLength(0);
  });

  test('says whom the desk must tell and how far that was verified, or that we do not know', () => {
    expect(packet()).toContain('Read in the law itself:');
    expect(packet()).toContain('From memory, not checked:');
    expect(packet()).toContain('also enforce immigration law');
    const unknown = inventQuestion(inventAsked('x', { disclosure: { known: false } }));
    expect(packet({}, unknown)).toContain('We do not know whom they must tell.');
    const none = inventQuestion(inventAsked('x', { disclosure: { known: true, duties: [] } }));
    expect(packet({}, none)).not.toContain('We do not know whom they must tell.');
  });

  test('says whether the desk enforces immigration or police law, either way', () => {
    expect(packet()).toContain('This office also enforces immigration law.');
    const neither = { enforces: { immigration: false, police: false } };
    const calm = packet({}, inventQuestion(inventAsked('x', neither)));
    expect(calm).toContain('enforce no immigration law');
  });

  test('the four answers look the same', () => {
    const looks = ['yes', 'no', 'later', 'talk'].map(
      (go) => new RegExp(`class="(\\w+)"\\s+name="go"\\s+value="${go}"`).exec(packet())?.[1],
    );
    expect(looks).toEqual(['choice', 'choice', 'choice', 'choice']);
  });

  test('before a yes is final the page repeats exactly what was ticked, and to whom', () => {
    const codes = ['money.unpaid-wages'];
    const fields = { k: AUTHORISATION, c: 'money.unpaid-wages', own: 'They ask for my pay.' };
    const text = render({ page: 'packet-check', ticket: 't', question, codes }, fields);
    expect(text).toContain('Pay you are owed');
    expect(text).not.toContain('What worries you about going back');
    expect(text).toContain('2 things that were asked are not sent.');
    expect(text).toContain('Wage Desk');
    expect(text).toContain('They ask for my pay.');
    expect(text).toContain('Your answer is signed on this device.');
  });

  test.each(LANGUAGES)('every field that can be sent has a name in %s', (language) => {
    for (const { code } of FIELD_CODES) {
      expect([code, words[language].has(`field.${code}`)]).toEqual([code, true]);
    }
  });
});

describe('who has my information', () => {
  const shared = inventShared({ asked });
  const sharing = (named: boolean, items = [shared]): string =>
    render({ page: 'sharing', ticket: 't', items, named, unexplained: 0, notice: null });

  test('a found receipt shows no helper, place or paper', () => {
    const stopped = inventShared({
      asked,
      state: 'stopped',
      withdrawnAt: '2026-05-06T10:00:00.000Z',
      packets: [
        inventSent({
          recalledAt: '2026-05-06T10:00:00.000Z',
          deletion: 'deleted',
          deletionAt: '2026-05-06T10:01:00.000Z',
        }),
      ],
    });
    const text = sharing(false, [shared, stopped]);
    for (const name of ['Wage Desk', 'Clinic', 'Romania', 'node-b.example', 'The very words.']) {
      expect(text).not.toContain(name);
    }
    expect(text).toContain('The name you use');
    const named = sharing(true, [shared, stopped]);
    expect(named).toContain('Wage Desk');
    expect(named).toContain('Deletion confirmed by node-b.example');
  });

  test('each thing can be stopped by itself, and everything at once', () => {
    expect(sharing(false)).toContain(`name="s" value="${AUTHORISATION}"`);
    const both = sharing(false, [shared, inventShared({ authorisation: 'other' })]);
    expect(both).toContain('value="stop"');
  });

  test('what was stopped can be stopped no more, and stays in the list', () => {
    const text = sharing(false, [
      inventShared({ state: 'stopped', withdrawnAt: '2026-05-06T10:00:00.000Z' }),
    ]);
    expect(text).not.toContain('name="s"');
    expect(text).toContain('Refused here since');
  });
});

describe('after Stop each thing is told apart', () => {
  const recalledAt = '2026-05-06T10:00:00.000Z';
  const lines = (change: Parameters<typeof inventSent>[0]): string =>
    linesOf(words.en, inventSent({ recalledAt, ...change }), 'node-b.example').join(' ');

  test('deletion that was confirmed, by whom and when', () => {
    const text = lines({
      deletion: 'deleted',
      deletionAt: '2026-05-06T10:02:00.000Z',
      readAt: null,
    });
    expect(text).toContain('Deletion confirmed by node-b.example:');
    expect(text).not.toContain('cannot be unread');
  });

  test('deletion that is not confirmed, and when it was tried again', () => {
    expect(lines({ deletion: null })).toContain('not confirmed yet. We go on asking.');
    expect(lines({ triedAt: '2026-05-07T09:00:00.000Z' })).toContain('We tried again: Thursday');
  });

  test('what was read cannot be unread or uncopied', () => {
    expect(lines({ deletion: 'deleted', deletionAt: recalledAt })).toContain(
      'cannot be unread or uncopied',
    );
  });

  test('what is kept because a law says so, with its provision', () => {
    expect(lines({ deletion: 'kept-by-law', provision: 'ro/penal-procedure' })).toContain(
      'because a law says so: ro/penal-procedure',
    );
  });

  test('nothing about deletion is said of what nobody stopped', () => {
    expect(lines({ recalledAt: null })).not.toMatch(/delet|unread/i);
  });
});
