import { findDateSpan } from '../dates.ts';
import { codeOf } from '../names.ts';
import type { Calendar, LawList, LawListEntry } from '../model.ts';
import {
  findDate,
  readList,
  readNamed,
  readObject,
  readText,
  readTexts,
  readVerified,
  report,
} from './reader.ts';
import type { Path, Reading, YamlObject } from './reader.ts';

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
  const from = findDate(reading, calendar, 'from', path);
  const to = findDate(reading, calendar, 'to', path);
  if (from === undefined || to === undefined) {
    report(reading, path, {
      code: 'pack/missing',
      message: 'A calendar needs the first and the last day that it covers.',
      remedy: 'Add "from:" and "to:".',
    });
  }
  return {
    id: readText(reading, calendar, 'id', path),
    weekend: readWeekend(reading, calendar, path),
    from: from ?? '0001',
    to: to ?? '0001',
    holidays: readHolidays(reading, calendar, path),
    verified: readVerified(reading, calendar, path),
  };
}

/** Days of the week as numbers, 1 for Monday to 7 for Sunday. */
function readWeekend(reading: Reading, calendar: YamlObject, path: Path): readonly number[] {
  return readList(reading, calendar, 'weekend', path).flatMap((day, index) => {
    if (WEEKDAYS.some((known) => known === day)) return [Number(day)];
    report(reading, [...path, 'weekend', index], {
      code: 'pack/not-a-weekday',
      message: `"${String(day)}" is not a day of the week.`,
      remedy: 'Write 1 for Monday to 7 for Sunday.',
    });
    return [];
  });
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function readHolidays(
  reading: Reading,
  calendar: YamlObject,
  path: Path,
): ReadonlyMap<string, string> {
  const holidays = Object.entries(readNamed(reading, calendar, 'holidays', path));
  for (const [day] of holidays) {
    const span = findDateSpan(day);
    if (span !== undefined && span.first === span.last) continue;
    report(reading, [...path, 'holidays', day], {
      code: 'pack/not-a-date',
      message: `"${day}" is not a day that exists.`,
      remedy: 'Write each holiday as YYYY-MM-DD: name.',
    });
  }
  return new Map(holidays.map(([day, name]) => [day, String(name)]));
}
