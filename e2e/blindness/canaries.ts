/** Words that exist nowhere else: they stand for names and stories, and must be found nowhere. */
import { randomBytes, randomInt } from 'node:crypto';

/** Syllables of Vietnamese whose letters need two bytes in UTF-16 and two or three in UTF-8. */
const SYLLABLES = [
  'nghiễn',
  'khuất',
  'quỳnh',
  'huyễn',
  'sượng',
  'ngậm',
  'vững',
  'thuở',
  'lặng',
  'đẫm',
  'mẫn',
  'trượng',
] as const;

/** One word that every canary of a run contains. */
export interface Marker {
  /** The whole word, with diacritics on both sides of the core. */
  readonly text: string;
  /** Its letters and digits of ASCII, which survive every encoding of text that keeps ASCII as it is. */
  readonly core: string;
}

/** Draws a marker that was never used before. */
export function newMarker(): Marker {
  const draw = (): string => SYLLABLES[randomInt(SYLLABLES.length)] ?? 'đẫm';
  const core = `zq${randomBytes(5).toString('hex')}`;
  return { text: `${draw()}${draw()}${core}${draw()}`, core };
}

/** The marker at the beginning, in the middle and at the end, so that no part of the text is without it. */
export function sentenceOf({ text }: Marker, about: string): string {
  return `${text} ${about}: họ giữ giấy tờ của tôi, ${text}, và tôi không được ra ngoài ${text}`;
}
