import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

function filesEnding(ending: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending) && !path.endsWith(`.test${ending}`))
    .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));
}

const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '');

const PHYSICAL =
  /(?<![\w-])(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)(?![\w])|(?<![\w-])(left|right|top|bottom|width|height|min-width|max-width|min-height|max-height|float|clear)\s*:|text-align:\s*(left|right)|border-(top|bottom)-(left|right)-radius/g;

test('styles name no physical side, so that every screen turns round for Arabic', () => {
  const styles = filesEnding('.css');
  expect(styles.length).toBeGreaterThan(5);
  for (const { path, text } of styles) {
    expect(
      [...withoutComments(text).matchAll(PHYSICAL)].map(([found]) => found),
      path,
    ).toEqual([]);
  }
});

test('the rule finds a physical side when there is one', () => {
  expect('a { margin-left: 1px }'.match(PHYSICAL)).not.toBeNull();
  expect('a { width: 1px }'.match(PHYSICAL)).not.toBeNull();
  expect('a { inline-size: 1px; border-start-end-radius: 0 }'.match(PHYSICAL)).toBeNull();
});

test('colours are tokens: no other file names one', () => {
  const allowed = /look\/(tokens|print)\.css$/;
  for (const { path, text } of filesEnding('.css')) {
    if (allowed.test(path)) continue;
    expect(withoutComments(text).match(/#[0-9a-f]{3,8}\b/gi) ?? [], path).toEqual([]);
  }
});

test('no screen carries style attributes or raw markup, which a strict policy would block', () => {
  for (const { path, text } of filesEnding('.tsx')) {
    expect(
      text.match(/style=\{|dangerouslySetInnerHTML|\beval\(|new Function\(/g) ?? [],
      path,
    ).toEqual([]);
  }
});

test('the document is titled Amparo and nothing ever changes that', () => {
  const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
  expect(page).toContain('<title>Amparo</title>');
  for (const { path, text } of [...filesEnding('.tsx'), ...filesEnding('.ts')]) {
    expect(/(?<![\w.])document\.title/.test(text), path).toBe(false);
  }
});
