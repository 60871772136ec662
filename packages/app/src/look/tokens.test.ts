import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

interface Token {
  readonly name: string;
  readonly light: string;
  readonly dark: string;
  readonly promises: readonly { readonly ratio: number; readonly on: string }[];
}

const tokens: readonly Token[] = [
  ...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);(?: \/\*(.*?)\*\/)?/g),
].map(([, name = '', light = '', dark = '', note = '']) => ({
  name,
  light,
  dark,
  promises: [...note.matchAll(/([\d.]+) on --([\w-]+)/g)].map(([, ratio = '', on = '']) => ({
    ratio: Number(ratio),
    on,
  })),
}));

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const promised = tokens.flatMap((token) => token.promises.map((promise) => ({ token, promise })));

test('every colour that carries words or outlines promises its contrast', () => {
  const carrying = [
    'ink',
    'ink-soft',
    'edge',
    'act',
    'act-strong',
    'on-act',
    'due',
    'sealed',
    'danger',
    'focus',
  ];
  for (const name of carrying) {
    const token = tokens.find((each) => each.name === name);
    expect(token?.promises.length, name).toBeGreaterThan(0);
  }
});

test.each(promised)(
  '--$token.name keeps its contrast on --$promise.on in both themes',
  ({ token, promise }) => {
    const ground = tokens.find(({ name }) => name === promise.on);
    if (ground === undefined) throw new Error(`There is no colour --${promise.on}.`);
    expect(contrast(token.light, ground.light)).toBeGreaterThanOrEqual(promise.ratio);
    expect(contrast(token.dark, ground.dark)).toBeGreaterThanOrEqual(promise.ratio);
  },
);

test('text promises at least 4.5, outlines at least 3', () => {
  const outlines = new Set(['edge', 'focus']);
  for (const { token, promise } of promised) {
    expect(promise.ratio, token.name).toBeGreaterThanOrEqual(outlines.has(token.name) ? 3 : 4.5);
  }
});
