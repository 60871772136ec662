/** Notes for the lawyer that belong to the whole letter and stand in one place at its end. Pure. */
import type { Finding } from '@amparo/law';
import { check, citation, verifications } from './blocks.ts';
import { dayInWords } from './dates.ts';
import type { LetterFacts } from './matter.ts';
import type { Block } from './model.ts';

/** Facts that only a later step of the case can give. */
const LATER = new Set([
  'offences[].plea',
  'offences[].pleaFullyInformed',
  'offences[].convictedOn',
]);

/** What would settle whether the law on entry and papers helps; of most offences the answer is plain. */
const ENTRY = 'offences[].immigrationOffence';

export interface NoteMatter {
  /** What the letter argues or names. */
  readonly named: readonly Finding[];
  /** What may help once more is known. */
  readonly open: readonly Finding[];
  /** What the law there lacks. */
  readonly gaps: readonly Finding[];
  /** Whether there has been a plea yet: before it, what waits for one is left out. */
  readonly pleaded: boolean;
  readonly facts: LetterFacts;
}

/** What to read again, what may help once more is known, and the day of the law. */
export function endNotes({ named, open, gaps, pleaded, facts }: NoteMatter): Block[] {
  return [
    ...waiting(open, pleaded, facts.label),
    ...gaps.map((gap) =>
      check(`Not for the letter, but know it: ${gap.title} (${citation(gap)}). ${gap.summary}`),
    ),
    ...named.filter(({ state }) => state === 'transposition-due').map(notTransposed),
    ...addressed(named),
    ...verifications(named),
    check(
      `The law is as held on ${dayInWords(facts.assessment.asOf)}. Sign, and take out every note like this one before the letter leaves.`,
    ),
  ];
}

/** Laws that wait for the same facts stand in one note; a law that waits for nothing is not bound there. */
function waiting(
  open: readonly Finding[],
  pleaded: boolean,
  label: (key: string) => string,
): Block[] {
  const helpful = open.filter(
    ({ missing }) => missing.length > 0 && (pleaded || !missing.some((fact) => LATER.has(fact))),
  );
  const aboutEntry = helpful.filter(({ missing }) => missing.includes(ENTRY));
  const lawsByMissing = new Map<string, Set<string>>();
  for (const finding of helpful) {
    if (aboutEntry.includes(finding)) continue;
    const missing = finding.missing.map(label).join('; ');
    lawsByMissing.set(missing, (lawsByMissing.get(missing) ?? new Set()).add(citation(finding)));
  }
  return [
    ...[...lawsByMissing].map(([missing, laws]) =>
      check(`May help once more is known: ${[...laws].join('; ')}. Missing: ${missing}.`),
    ),
    ...(aboutEntry.length === 0
      ? []
      : [check('If the offence is about entry, stay or papers, record that: more law may help.')]),
  ];
}

function notTransposed(finding: Finding): Block {
  return check(
    `${citation(finding)}: states had to put this into their own law; whether this one did is a separate question.`,
  );
}

/** Whether a state stands behind a soft rule is for the lawyer to check, not to assert. */
function addressed(named: readonly Finding[]): Block[] {
  return named.flatMap((finding) =>
    finding.because
      .filter((reason) => reason.includes(' is taken to be among '))
      .map((reason) => check(`${citation(finding)}: ${reason.replace(/\.$/, '')}.`)),
  );
}
