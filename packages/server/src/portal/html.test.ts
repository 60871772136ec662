import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, Html } from './html.ts';

test('what a person wrote never becomes markup', () => {
  const written = `<img src=x onerror="alert('1')">&\``;
  expect(String(html`<p title="${written}">${written}</p>`)).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;">' +
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;</p>',
  );
});

const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((code) => String.fromCodePoint(code));

test('no text whatever opens a tag, closes a quote or starts a character reference', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), (text) => {
      const inside = String(html`<b>${text}</b>`).slice(3, -4);
      expect(inside).not.toMatch(/[<>"'`]/);
      expect(inside.replace(/&(amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
    }),
  );
});

test('markup and lists of markup are written as they are, and nothing is written as nothing', () => {
  const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);
  const nothing = [null, undefined, false] as const;
  expect(String(html`<b>${items}${nothing}${0}</b>`)).toBe('<b><i>a</i><i>&lt;b&gt;</i>0</b>');
});

test('the indentation of a template is not sent, and what is written in it is left alone', () => {
  const indented = Object.assign(['<p>\n    one\n    ', '\n  </p>'], {
    raw: ['<p>\n    one\n    ', '\n  </p>'],
  });
  const text = html(indented, '  two\n   three');
  expect(String(text)).toBe('<p>\none\n  two\n   three\n</p>');
});

test('an object that only looks like markup is refused', () => {
  const forged = JSON.parse('{"text":"<script>"}') as Html;
  expect(() => html`${forged}`).toThrow(TypeError);
  expect(() => html`${Object.create(Html.prototype) as Html}`).toThrow(TypeError);
});

test('a value may not stand where escaping does not protect', () => {
  const value = 'x';
  expect(() => html`<p class=${value}></p>`).toThrow(TypeError);
  expect(() => html`<p ${value}></p>`).toThrow(TypeError);
  expect(() => html`<${value}></${value}>`).toThrow(TypeError);
  expect(() => html`<a onclick="${value}"></a>`).toThrow(TypeError);
  expect(
    () =>
      html`<script>
        ${value};
      </script>`,
  ).toThrow(TypeError);
  expect(
    () =>
      html`<style>
        a {
          b: ${value};
        }
      </style>`,
  ).toThrow(TypeError);
  expect(
    String(
      html`<script src="${value}"></script>
        <p>${value}</p>`,
    ),
  ).toContain('<p>x</p>');
});

test('half of a surrogate pair is replaced, so that the page is always valid UTF-8', () => {
  expect(String(html`${'a\ud800b'}`)).toBe('a\ufffdb');
});
