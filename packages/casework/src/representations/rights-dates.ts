/** The days until which a person can ask for something, with a plain word for what is asked. Pure. */
import type { Due, Finding } from '@amparo/law';

/** What is asked for, where the name of the right alone would not say it. */
export type Asking = 'pay' | 'fund' | 'report' | 'harm' | 'court' | 'review' | 'office';

/** By provision; where one provision has several days, by provision and rule. */
const ASKINGS: Readonly<Record<Asking, readonly string[]>> = {
  pay: [
    ...['BE-WAGES', 'DE-BGB-197 wages', 'DE-98a', 'ES-ET-59', 'FR-L8252', 'EU-09-52'],
    ...['IE-WRC', 'IE-EPA-59', 'IE-DAMAGES six-years-contract', 'IT-22-12Q', 'NL-WAGES'],
    ...['RO-WAGES', 'UK-CIVIL', 'UK-WAGES', 'UK-LIMITATION six-years-wages'],
    'UK-SCOT-LIMIT scotland-five-years',
  ],
  fund: [
    ...['BE-FONDS', 'BG-COMP', 'DE-SGBXIV', 'ES-LEY35', 'FR-706-3', 'IE-CICT', 'IT-122'],
    ...['IT-13-228', 'MD-137', 'NL-SGM', 'RO-211-21', 'UK-CICS', 'UK-NI-COMP'],
  ],
  report: ['RO-211-21 report-60-days'],
  harm: [
    ...['DE-BGB-197 thirty-years', 'IE-DAMAGES two-years-injury', 'RO-CPP-20', 'US-1595'],
    ...['UK-LIMITATION three-years-injury', 'UK-LIMITATION six-years-wrong'],
    'UK-SCOT-LIMIT scotland-three-years',
  ],
  court: ['UK-APPEAL-CC', 'UK-APPEAL-MC', 'UK-NI-APPEAL', 'UK-SCOT-APPEAL'],
  review: ['CA-IRPA-72', 'IE-JR-28', 'UK-JR-NRM', 'UK-NI-JR', 'UK-SCOT-JR'],
  office: ['ES-LEY35 challenge', 'FR-L614', 'IE-NRM', 'UK-NIAA-82', 'UK-NRM-RECON'],
};

const OF_RULE: ReadonlyMap<string, Asking> = new Map(
  (Object.keys(ASKINGS) as Asking[]).flatMap((asking) =>
    ASKINGS[asking].map((rule) => [rule, asking] as const),
  ),
);

/** What a day is for, in a closed word; undefined where the name of the right says it. */
export function findAsking(provision: string, rule: string): Asking | undefined {
  return OF_RULE.get(`${provision} ${rule}`) ?? OF_RULE.get(provision);
}

/** `now`: within a week. `soon`: the court wants to be asked at once, whatever the last day is. */
type Nearness = 'passed' | 'now' | 'soon' | 'by';

/** A day until which the person can ask. */
export interface AskedDay {
  readonly finding: Finding;
  readonly due: Due;
  readonly asking: Asking | undefined;
  /** ISO date. */
  readonly date: string;
  readonly nearness: Nearness;
  /** False where the law is not known to apply, or its text was not read. */
  readonly isSure: boolean;
}

const CLOSE_DAYS = 7;
const AHEAD_DAYS = 30;
const DAY_MS = 86_400_000;

/** The days on which the person must have asked, the earliest first; of two alike, the one that is sure. */
export function listAskedDays(findings: readonly Finding[], asOf: string): readonly AskedDay[] {
  return findings
    .flatMap((finding) => finding.due.map((due) => ({ finding, due })))
    .flatMap(({ finding, due }): AskedDay[] => {
      if (due.kind !== 'person-must-act' || due.date === null) return [];
      const asking = findAsking(finding.provision, due.rule);
      const nearness = nearnessOf(due.date, asOf, asking);
      const isSure = finding.result === 'engaged' && !due.possible && due.missing.length === 0;
      return [{ finding, due, asking, date: due.date, nearness, isSure }];
    })
    .toSorted(byDate);
}

function byDate(a: AskedDay, b: AskedDay): number {
  return a.date.localeCompare(b.date) || Number(b.isSure) - Number(a.isSure);
}

/** A day with the words for what is asked for, in the language of the person. */
export interface NamedDay extends AskedDay {
  readonly what: string;
}

/**
 * One day for each thing, the earliest first: the first that is still open, or, where all have passed, the last of
 * them. Two last days in the same words would leave the person to guess which one is theirs.
 */
export function listOneForEach(days: readonly NamedDay[]): readonly NamedDay[] {
  const chosen = new Map<string, NamedDay>();
  for (const day of days.toSorted(byDate)) {
    const known = chosen.get(day.what);
    if (known === undefined || known.nearness === 'passed') chosen.set(day.what, day);
  }
  return [...chosen.values()].toSorted(byDate);
}

/** Whether a day is so near that it is told first: today, or within the 30 days after it. */
export function isAhead(date: string, asOf: string): boolean {
  const days = daysUntil(date, asOf);
  return days >= 0 && days <= AHEAD_DAYS;
}

function daysUntil(date: string, asOf: string): number {
  return (Date.parse(date) - Date.parse(asOf)) / DAY_MS;
}

function nearnessOf(date: string, asOf: string, asking: Asking | undefined): Nearness {
  const days = daysUntil(date, asOf);
  if (days < 0) return 'passed';
  if (days <= CLOSE_DAYS) return 'now';
  return asking === 'review' ? 'soon' : 'by';
}

/** What the person must ask for within a time that begins with something not recorded. */
export function listUndated(
  findings: readonly Finding[],
): readonly Pick<AskedDay, 'finding' | 'due'>[] {
  return findings.flatMap((finding) =>
    finding.due
      .filter(
        ({ kind, date, openStandard }) =>
          kind === 'person-must-act' && date === null && openStandard !== null,
      )
      .map((due) => ({ finding, due })),
  );
}
