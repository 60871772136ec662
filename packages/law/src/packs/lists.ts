import { codeOf } from '../names.ts';
import type { Calendar, LawList, LawListEntry } from '../model.ts';
import {
  findDate,
  isObject,
  readList,
  readObject,
  readText,
  readTexts,
  readVerified,
  report,
} from './reader.ts';
import type { Path, Reading } from './reader.ts';

/** Reads a list that provisions refer to, such as the offences a defence does not reach. */
export function readLawList(reading: Reading, value: unknown, path: Path, pack: string): LawList {
  const keys = ['id', 'title', 'verified', 'source', 'from', 'entries', 'absent'];
  const list = readObject(reading, value, path, keys);
  const listFrom = findDate(reading, list, 'from', path) ?? '0001';
  const listSource = readText(reading, list, 'source', path);
  const entries = readList(reading, list, 'entries', path).map((item, index): LawListEntry => {
    const here = [...path, 'entries', index];
    const entry = readObject(reading, item, here, ['codes', 'label', 'source', 'from', 'to']);
    const label = readText(reading, entry, 'label', here);
    const to = findDate(reading, entry, 'to', here);
    return {
      codes: [label, ...readTexts(reading, entry, 'codes', here)].map(codeOf),
      label,
      source: entry['source'] === undefined ? listSource : readText(reading, entry, 'source', here),
      from: findDate(reading, entry, 'from', here) ?? listFrom,
      ...(to === undefined ? {} : { to }),
    };
  });
  return {
    id: readText(reading, list, 'id', path),
    pack,
    title: readText(reading, list, 'title', path),
    verified: readVerified(reading, list, path),
    entries,
    absent: readTexts(reading, list, 'absent', path).map(codeOf),
  };
}

/** Reads the days on which nothing runs in one legal system. */
export function readCalendar(reading: Reading, value: unknown, path: Path): Calendar {
  const keys = ['id', 'weekend', 'from', 'to', 'holidays', 'verified'];
  const calendar = readObject(reading, value, path, keys);
  const weekend = readList(reading, calendar, 'weekend', path).filter(
    (day): day is number => typeof day === 'number',
  );
  const holidays = isObject(calendar['holidays']) ? calendar['holidays'] : {};
  for (const day of Object.keys(holidays)) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) continue;
    report(reading, [...path, 'holidays', day], {
      code: 'pack/not-a-date',
      message: `"${day}" is not a full date.`,
      remedy: 'Write each holiday as YYYY-MM-DD: name.',
    });
  }
  return {
    id: readText(reading, calendar, 'id', path),
    weekend,
    from: findDate(reading, calendar, 'from', path) ?? '0001',
    to: findDate(reading, calendar, 'to', path) ?? '0001',
    holidays: new Map(Object.entries(holidays).map(([day, name]) => [day, String(name)])),
    verified: readVerified(reading, calendar, path),
  };
}
