/** The words of a screen, from the same files that the screens use. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Language = 'en' | 'vi' | 'ar' | 'ro';

/** Reads one message; a key that does not exist is a fault of the journey. */
export function wordsOf(language: Language, face: 'portal' | 'app') {
  const file = join(import.meta.dirname, '..', '..', 'locales', language, `${face}.json`);
  const { messages } = JSON.parse(readFileSync(file, 'utf8')) as {
    messages: Record<string, string>;
  };
  return (key: string): string => {
    const message = messages[key];
    if (message === undefined) throw new Error(`locales/${language}/${face}.json has no "${key}"`);
    return message;
  };
}
