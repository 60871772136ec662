import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { LetterDocument } from '@amparo/casework/representations';
import { LetterPaper } from './letter-print.tsx';

const letter: LetterDocument = {
  title: 'حقوقك',
  language: 'ar',
  blocks: [
    { kind: 'heading', text: 'اليوم' },
    { kind: 'check', text: 'Fill this in.' },
    { kind: 'heading', text: 'لمحاميك', newPage: true },
    { kind: 'list', items: ['Children Act 1989, section 20', ' '] },
  ],
};
const paper = (document: LetterDocument) =>
  renderToStaticMarkup(<LetterPaper letter={document} check="Check before sending" />);

test('a printed letter has the language and the direction it is written in, not those of the app', () => {
  expect(paper(letter)).toMatch(/^<div [^>]*lang="ar" dir="rtl"/);
  expect(paper({ ...letter, language: 'vi' })).toMatch(/lang="vi" dir="ltr"/);
  expect(paper({ title: 'Representations', blocks: [] })).toMatch(/lang="en" dir="ltr"/);
});

test('the page for the lawyer begins on new paper, and a law in Latin letters runs its own way', () => {
  const html = paper(letter);
  expect(html.match(/print-new-page/g)).toHaveLength(1);
  expect(html).toContain('<h2 class="print-new-page">لمحاميك</h2>');
  expect(html).toContain('<li dir="auto">Children Act 1989, section 20</li></ul>');
});

test('an open note is printed with its mark', () => {
  expect(paper(letter)).toContain('[Check before sending: Fill this in.]');
});
