import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MalformedBody, parseBody } from './body.ts';

test('nothing at all is the empty object', () => {
  expect(parseBody(Buffer.alloc(0))).toEqual({});
});

test('brackets in texts do not count as levels', () => {
  const text = '['.repeat(500);
  expect(parseBody(Buffer.from(JSON.stringify({ text, other: '\\"{{' })))).toEqual({
    text,
    other: '\\"{{',
  });
});

test('sixteen levels pass, seventeen do not', () => {
  const nested = (levels: number): Buffer => Buffer.from('['.repeat(levels) + ']'.repeat(levels));
  expect(() => parseBody(nested(16))).not.toThrow();
  expect(() => parseBody(nested(17))).toThrow(MalformedBody);
});

test('what JSON can say within the limits comes back as it was', () => {
  const plain = fc.jsonValue({ maxDepth: 8 }).filter((value) => {
    const text = JSON.stringify(value);
    return !text.includes('\\u0000') && !/\\ud[89a-f]/i.test(text);
  });
  fc.assert(
    fc.property(plain, (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(parseBody(Buffer.from(text)))).toBe(text);
    }),
  );
});

test('whatever bytes come, there is a value or a refusal and nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        parseBody(Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedBody);
      }
    }),
  );
});
