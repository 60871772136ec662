import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELD_NAMES, LONGEST, QUESTIONS } from './fields.ts';
import type { Fields } from './fields.ts';
import { decideStep, EFFECTS } from './journey.ts';
import type { Step } from './journey.ts';

function pageOf(step: Step): string {
  if (step.kind === 'do') return `do ${step.effect}`;
  return step.view.page === 'question' ? step.view.question : step.view.page;
}

function go(fields: Fields): string {
  return pageOf(decideStep(fields));
}

test('a report is one question a page, in this order, and ends with a look at everything', () => {
  const written = { text: 'a', how: 'b', when: 'c', name: 'd', ifSomeoneElse: 'e' };
  const path = ['text', 'how', 'when', 'name', 'ifSomeoneElse'].map((at) =>
    go({ ...written, at, go: 'next' }),
  );
  expect(path).toEqual(['how', 'when', 'name', 'ifSomeoneElse', 'do review']);
});

test('who names no way to be reached is not asked when, nor what to say to others', () => {
  expect(go({ at: 'text', go: 'next', text: 'a' })).toBe('how');
  expect(go({ at: 'how', go: 'next', text: 'a' })).toBe('name');
  expect(go({ at: 'how', go: 'skip', text: 'a', how: 'typed, then not wanted' })).toBe('name');
  expect(go({ at: 'name', go: 'next', text: 'a' })).toBe('do review');
  expect(go({ at: 'name', go: 'back', text: 'a' })).toBe('how');
});

test('"not now" works on every question and forgets what was typed there', () => {
  for (const at of QUESTIONS) {
    const step = decideStep({ at, go: 'skip', text: 'a', how: 'b', [at]: 'typed' });
    expect(step.fields[at] ?? '').toBe('');
    expect(pageOf(step)).not.toBe(at);
  }
  expect(go({ at: 'text', go: 'skip', text: 'typed' })).toBe('stopped');
});

test('nothing that was written is carried to the pages that end or begin', () => {
  const written = { l: 'vi', text: 'a', how: 'b', message: 'c', code: 'd', t: 'e' };
  for (const page of ['front', 'stopped', 'deleted', 'nonsense']) {
    expect(decideStep({ ...written, go: page }).fields).toEqual({ l: 'vi' });
  }
});

test('help and "what this page can hide" carry everything and lead back', () => {
  const written = { at: 'how', text: 'a', how: 'b' };
  for (const page of ['help-now', 'about']) {
    const step = decideStep({ ...written, go: page });
    expect(pageOf(step)).toBe(page);
    expect(step.fields).toMatchObject(written);
  }
  expect(go({ ...written, go: 'how' })).toBe('how');
});

test('a text that is too long says by how much and keeps every letter', () => {
  const text = 'x'.repeat(LONGEST.text + 7);
  const step = decideStep({ at: 'text', go: 'next', text });
  expect(step).toMatchObject({
    kind: 'show',
    view: { page: 'question', question: 'text', problem: { kind: 'too-long', over: 7 } },
    fields: { text },
  });
});

test('the door is remembered, and another door does not overwrite a begun report', () => {
  expect(decideStep({ go: 'worried' }).fields.d).toBe('worried');
  expect(decideStep({ go: 'help-now', d: 'worried', text: 'a' }).fields.d).toBe('worried');
});

const anyFields = fc.record(
  Object.fromEntries(
    FIELD_NAMES.map((name) => [
      name,
      fc.oneof(
        fc.constantFrom(
          '',
          ' ',
          ...QUESTIONS,
          ...EFFECTS,
          'next',
          'skip',
          'back',
          'write',
          'front',
        ),
        fc.string({ maxLength: 20 }),
      ),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Fields>;

test('whatever a form says, there is a page; and nothing is sent without a text that fits', () => {
  fc.assert(
    fc.property(anyFields, (fields) => {
      const step = decideStep(fields);
      if (step.kind === 'do' && (step.effect === 'send' || step.effect === 'review')) {
        expect(step.fields.text?.trim()).toBeTruthy();
        for (const at of QUESTIONS) {
          expect((step.fields[at] ?? '').trim().length).toBeLessThanOrEqual(LONGEST[at]);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('a button that says what it is about leads there without saying where', () => {
  const about = 'b9f3a7b4-6f0e-4a54-9d0c-0f6f5f0e7a11';
  for (const [name, effect] of [
    ['q', 'question'],
    ['s', 'stop-one'],
    ['p', 'narrow'],
  ] as const) {
    expect(decideStep({ at: 'sharing', [name]: about })).toMatchObject({ kind: 'do', effect });
  }
});
