import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELD_NAMES } from './fields.ts';
import { LARGEST_FORM, readForm } from './forms.ts';

const FORM = 'application/x-www-form-urlencoded';

function read(body: string | Uint8Array, type: string | undefined = FORM) {
  return readForm(typeof body === 'string' ? Buffer.from(body, 'latin1') : body, type);
}

test('what a browser sends arrives letter for letter, in every script', () => {
  const written = fc.record({
    text: fc.string({ unit: 'grapheme', maxLength: 300 }),
    message: fc.string({ unit: 'grapheme', maxLength: 300 }),
  });
  fc.assert(
    fc.property(written, (fields) => {
      const arrived = read(String(new URLSearchParams(fields)));
      expect(arrived).toEqual({ ok: true, fields });
    }),
  );
});

test('line ends become one line feed and control characters are taken out', () => {
  const text = encodeURIComponent('one\r\ntwo\rthree\0\u0007\u0085\ttab\u202e');
  expect(read(`text=${text}`)).toEqual({
    ok: true,
    fields: { text: 'one\ntwo\nthree\ttab\u202e' },
  });
});

test('bytes that are no UTF-8 are refused, never guessed at', () => {
  for (const bytes of ['%ff', '%c3%28', '%ed%a0%80', '%c0%80', '%f4%90%80%80', '\xff']) {
    expect(read(`text=${bytes}`)).toEqual({ ok: false, problem: 'not-utf8' });
  }
});

test('a field that no form here has is refused, and so is a field that comes twice', () => {
  expect(read('text=a&admin=1')).toEqual({ ok: false, problem: 'unknown-field' });
  expect(read('__proto__=1')).toEqual({ ok: false, problem: 'unknown-field' });
  expect(read('constructor=1')).toEqual({ ok: false, problem: 'unknown-field' });
  expect(read('text=a&text=b')).toEqual({ ok: false, problem: 'malformed' });
  expect(read('text=&text=b')).toEqual({ ok: false, problem: 'malformed' });
});

test('broken escapes and other media types are refused', () => {
  for (const body of ['text=%', 'text=%4', 'text=%zz', '%g0=1']) {
    expect(read(body)).toEqual({ ok: false, problem: 'malformed' });
  }
  const types = ['text/plain', 'multipart/form-data; boundary=x', `${FORM}; charset=iso-8859-1`];
  for (const type of types) {
    expect(read('text=a', type)).toEqual({ ok: false, problem: 'malformed' });
  }
  expect(readForm(Buffer.from('text=a'), undefined)).toEqual({ ok: false, problem: 'malformed' });
  expect(read('text=a', `${FORM}; charset=UTF-8`)).toEqual({ ok: true, fields: { text: 'a' } });
});

test('a body that is too large is refused before it is read', () => {
  const exactly = `text=${'a'.repeat(LARGEST_FORM - 5)}`;
  expect(read(exactly).ok).toBe(true);
  expect(read(`${exactly}a`)).toEqual({ ok: false, problem: 'too-large' });
});

test('a hundred thousand combining marks and a million separators do not hang the reader', () => {
  const marks = `text=a${'%CC%81'.repeat(40_000)}`;
  expect(read(marks).ok).toBe(true);
  expect(read('&'.repeat(LARGEST_FORM))).toEqual({ ok: true, fields: {} });
});

test('any bytes whatever are read or refused, and never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const arrived = readForm(bytes, FORM);
      if (arrived.ok) {
        for (const name of Object.keys(arrived.fields)) expect(FIELD_NAMES).toContain(name);
      } else {
        expect(['malformed', 'not-utf8', 'unknown-field']).toContain(arrived.problem);
      }
    }),
  );
});
