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
export type Nearness = 'passed' | 'now' | 'soon' | 'by';

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
const DAY_MS = 86_400_000;

/** The days on which the person must have asked, the nearest first. */
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
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

function nearnessOf(date: string, asOf: string, asking: Asking | undefined): Nearness {
  const days = (Date.parse(date) - Date.parse(asOf)) / DAY_MS;
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
