/** The digit zero of the scripts whose digits people may type; the nine others follow it in Unicode. */
const ZEROS = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0,
];

/**
 * Reduces a code that somebody typed to its symbols: digits of any script (Arabic-Indic, Persian,
 * Devanagari, Bengali, Thai, full width and more) become ASCII; spaces, dashes, dots and invisible marks go.
 */
export function typedSymbols(text: string): string {
  const symbols = text.normalize('NFKC').replace(/[\s\p{Dash}\p{Cf}.·]/gu, '');
  return Array.from(symbols, toAsciiDigit).join('');
}

function toAsciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = ZEROS.find((candidate) => code >= candidate && code <= candidate + 9);
  return zero === undefined ? character : String(code - zero);
}
