/** The page for a connection that no process can take: the same bytes for everybody. */
import { LANGUAGES } from '@amparo/casework/reports';
import { html } from './html.ts';
import { LANGUAGE_FACTS } from './languages.ts';
import type { loadAllWords } from './catalogues.ts';

/** A whole HTTP/1.1 answer, in every language, because nothing of the request was read. */
export function calmAnswer(words: ReturnType<typeof loadAllWords>): Buffer {
  const lines = LANGUAGES.map((language) => {
    const { direction } = LANGUAGE_FACTS[language];
    return html`<p lang="${language}" dir="${direction}">
      ${words[language].say('trouble.busy')}
    </p>`;
  });
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${words.en.say('title')}</title>
      <link rel="icon" href="data:," />
    </head>
    <body>
      <main>${lines}</main>
    </body>
  </html>`;
  const body = Buffer.from(`<!doctype html>${String(page)}`, 'utf8');
  const head = [
    'HTTP/1.1 503 Service Unavailable',
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${String(body.length)}`,
    'Retry-After: 30',
    'Cache-Control: no-store',
    'Referrer-Policy: no-referrer',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'Connection: close',
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), body]);
}
