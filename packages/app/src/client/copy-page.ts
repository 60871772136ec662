/** The page of a person's copy: one HTML document that opens in any browser, without a line and without scripts. */
import { COPY_FILES } from '@amparo/casework/keeping';
import type {
  CopiedDrawer,
  CopiedEntries,
  CopiedEntry,
  CopiedLog,
  MissingPart,
} from '@amparo/casework/keeping';
import { utf8 } from '@amparo/seal';

/** Words of one language; keys are those of the app. */
export interface CopyWords {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** The sentence of a key, filled in. */
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly dateTime: (iso: string) => string;
  readonly list: (items: readonly string[]) => string;
}

/** What the page shows, and the files that it offers by their names. */
export interface CopyPage {
  readonly entries: CopiedEntries;
  readonly log: CopiedLog;
  /** Names of desks by id, for what the person allowed. */
  readonly deskNames: ReadonlyMap<string, string>;
  readonly files: Readonly<Record<string, string>>;
}

const STYLE = `body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;
color:#1d1d1b;background:#fff}h1{font-size:1.75rem}h2{font-size:1.25rem;margin-block-start:2.5rem;
border-block-start:1px solid #bbb;padding-block-start:1rem}article{margin-block:1.25rem}
.by{color:#555;font-size:.875rem}.note{border-inline-start:.25rem solid #9a5b00;padding-inline-start:1rem}
p,dd{white-space:pre-wrap;overflow-wrap:anywhere}dt{font-weight:600}dd{margin-inline-start:1rem}`;

/** Writes the page. Pure; everything that anybody wrote is escaped. */
export function copyPage(page: CopyPage, words: CopyWords): string {
  const { say } = words;
  const { entries, log } = page;
  const body = [
    `<h1>${text(say('keeping.copy.page.title'))}</h1>`,
    paragraph(say('keeping.copy.page.made', { date: words.dateTime(entries.madeAt) })),
    `<div class="note">${paragraph(say('keeping.copy.page.safety'))}</div>`,
    ...entries.drawers.map((drawer) => drawerPart(drawer, words)),
    allowedPart(page, words),
    missingPart(entries, words),
    logPart(log, words),
    filesPart(page.files, words),
  ];
  return `<!doctype html>
<html lang="${text(words.locale)}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(say('keeping.copy.page.title'))}</title>
<style>${STYLE}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`;
}

function drawerPart({ class: drawerClass, entries }: CopiedDrawer, words: CopyWords): string {
  const shown = entries.filter(({ proved }) => proved);
  const title = `<h2>${text(words.say(`drawer.${drawerClass}`))}</h2>`;
  return [title, ...shown.map((entry) => entryPart(entry, words))].join('\n');
}

function entryPart(entry: CopiedEntry, words: CopyWords): string {
  const date = words.dateTime(entry.receivedAt);
  const by = entry.byPerson
    ? words.say('keeping.copy.page.by-you', { date })
    : words.say('keeping.copy.page.by', { desk: entry.desk, date });
  return `<article><p class="by">${text(by)}</p>${payloadPart(entry.says)}</article>`;
}

/** What an entry says: its text where it has one, else every field by its name. Nothing is left out but ids. */
function payloadPart(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null) return paragraph(String(payload));
  const fields = Object.entries(payload).filter(([name]) => name !== 'v' && name !== 'kind');
  const [said] = fields.filter(([name, value]) => name === 'text' && typeof value === 'string');
  const rest = fields.filter(([name, value]) => name !== 'text' && !isIdentifier(value));
  const lead = said === undefined ? '' : paragraph(String(said[1]));
  const list = rest.map(([name, value]) => `<dt>${text(name)}</dt><dd>${valuePart(value)}</dd>`);
  return lead + (list.length === 0 ? '' : `<dl>${list.join('')}</dl>`);
}

function valuePart(value: unknown): string {
  if (Array.isArray(value)) return value.map(valuePart).join('; ');
  if (typeof value === 'object' && value !== null) return payloadPart(value);
  return text(String(value));
}

const IDENTIFIER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isIdentifier(value: unknown): boolean {
  return typeof value === 'string' && IDENTIFIER.test(value);
}

function allowedPart({ entries, deskNames }: CopyPage, words: CopyWords): string {
  const { say, list } = words;
  if (entries.authorisations.length === 0) return '';
  const lines = entries.authorisations.map(({ statement, withdrawnAt }) => {
    const desks = list(statement.desks.map((desk) => deskNames.get(desk) ?? '–'));
    const classes = list(statement.classes.map((each) => say(`drawer.${each}`)));
    const date = words.dateTime(statement.expiresAt);
    const line = say('keeping.copy.page.allowed.line', { desks, classes, date });
    const stopped =
      withdrawnAt === null
        ? ''
        : say('keeping.copy.page.allowed.stopped', { date: words.dateTime(withdrawnAt) });
    return paragraph(`${line} ${stopped}`.trim());
  });
  return `<h2>${text(say('keeping.copy.page.allowed'))}</h2>\n${lines.join('\n')}`;
}

function missingPart({ missing, drawers }: CopiedEntries, words: CopyWords): string {
  const { say } = words;
  const unproved = drawers.flatMap(({ class: each, entries }) => {
    const count = entries.filter(({ proved }) => !proved).length;
    const drawer = say(`drawer.${each}`);
    return count === 0 ? [] : [say('keeping.copy.page.missing.unproved', { count, drawer })];
  });
  const lines = [...missing.map((part) => missingLine(part, words)), ...unproved];
  if (lines.length === 0) return '';
  return `<h2>${text(say('keeping.copy.page.missing'))}</h2>\n${lines.map(paragraph).join('\n')}`;
}

function missingLine({ class: each, why, desks }: MissingPart, { say, list }: CopyWords): string {
  const drawer = say(`drawer.${each}`);
  return say(`keeping.copy.page.missing.${why}`, { drawer, desks: list(desks) });
}

/** In plain words, by desk: a copy that is found names nobody who works there. */
function logPart({ records }: CopiedLog, words: CopyWords): string {
  const { say } = words;
  const lines = records.map(({ record }) => {
    const desk = record.deskName ?? say('desk.unknown');
    const who = record.byPerson
      ? say('keeping.copy.page.you')
      : record.detail.actor === null
        ? say('log.who.node')
        : say('log.who.other', { desk });
    const drawer = record.detail.class === null ? '' : say(`drawer.${record.detail.class}`);
    const did = say(`log.did.${record.kind}`, { who, desk, drawer });
    return `<p><span class="by">${text(words.dateTime(record.time))}</span><br>${text(did)}</p>`;
  });
  return `<h2>${text(say('keeping.copy.page.log'))}</h2>\n${lines.join('\n')}`;
}

function filesPart(files: CopyPage['files'], { say }: CopyWords): string {
  const links = Object.entries(files).map(([name, content]) => {
    const type = name.endsWith('.json') ? 'application/json' : 'text/plain;charset=utf-8';
    const href = `data:${type};base64,${base64(content)}`;
    return `<li><a download="${text(name)}" href="${href}">${text(name)}</a></li>`;
  });
  const readme = paragraph(files[COPY_FILES.readme] ?? '');
  const title = text(say('keeping.copy.page.files'));
  return `<h2>${title}</h2>\n${readme}\n<ul>${links.join('')}</ul>`;
}

function paragraph(content: string): string {
  return `<p dir="auto">${text(content)}</p>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(content: string): string {
  return content.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}

function base64(content: string): string {
  const bytes = utf8(content);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return globalThis.btoa(binary);
}

/** Takes the files back out of a page, by their names; undefined for one that is not there. */
export function readCopyFile(page: string, name: string): string | undefined {
  const mark = `<a download="${name}" href="data:`;
  const at = page.indexOf(mark);
  if (at < 0) return undefined;
  const start = page.indexOf(';base64,', at) + ';base64,'.length;
  const binary = globalThis.atob(page.slice(start, page.indexOf('"', start)));
  return new TextDecoder().decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));
}
