/**
 * What a letter tells of a file, as sentences. A closed list: a fact that is not in it never leaves in a letter, whatever
 * the reasoning read. Where somebody is, their safety, health, therapy, stay and ways to reach them are not in it.
 */
import type { FactEntry, Facts } from '@amparo/law';
import { check } from './blocks.ts';
import type { UsedFact } from './blocks.ts';
import { dayInWords } from './dates.ts';
import type { Block } from './model.ts';
import { listDecisions } from './recorded.ts';

interface Told {
  readonly fact: string;
  readonly say: (words: string) => string;
  readonly values?: Readonly<Record<string, string>>;
  /** Told where the answer is no and nobody has decided on identification yet; without it, a no is not told. */
  readonly no?: string;
}

const FORMS = {
  sexual: 'sexual exploitation',
  'child-sex-trafficking': 'sexual exploitation of a child',
  'forced-labour': 'forced labour',
  'forced-criminality': 'forced criminality',
  'forced-begging': 'forced begging',
  'domestic-servitude': 'domestic servitude',
  servitude: 'servitude',
  slavery: 'slavery',
  'organ-removal': 'removal of organs',
  'forced-marriage': 'forced marriage',
  'illegal-adoption': 'illegal adoption',
  surrogacy: 'surrogacy',
};
const ACTS = {
  recruitment: 'recruited',
  transport: 'transported',
  transfer: 'transferred',
  harbouring: 'harboured',
  receipt: 'received',
};
const MEANS = {
  threat: 'threats',
  force: 'force',
  coercion: 'coercion',
  abduction: 'abduction',
  fraud: 'fraud',
  deception: 'deception',
  'abuse-of-power': 'abuse of power',
  'abuse-of-vulnerability': 'abuse of vulnerability',
  'payment-to-controller': 'payment to whoever had control',
  debt: 'debt',
  juju: 'an oath (juju)',
};

/** In the order in which it is told. */
const TOLD: readonly Told[] = [
  { fact: 'nationality', say: (words) => `Nationality: ${words}` },
  { fact: 'ageAtStart', say: (words) => `Age of our client when it began: ${words}` },
  { fact: 'traffickingActs', say: (words) => `Others ${words} our client`, values: ACTS },
  { fact: 'means', say: (words) => `They used ${words}`, values: MEANS },
  { fact: 'exploitation', say: (words) => `The purpose was ${words}`, values: FORMS },
  { fact: 'exploitationPlaces', say: (words) => `Where the exploitation took place: ${words}` },
  { fact: 'traffickingStart', say: (words) => `It began: ${words}` },
  { fact: 'traffickingEnd', say: (words) => `It ended: ${words}` },
  { fact: 'escaped', say: (words) => `Our client got away: ${words}` },
  { fact: 'confined', say: () => 'Our client was confined' },
  { fact: 'underThreat', say: () => 'The work was done under the threat of a penalty' },
  { fact: 'documentsTaken', say: () => 'Papers were taken from our client' },
  { fact: 'wagesWithheld', say: () => 'Pay was withheld' },
  { fact: 'excessiveHours', say: () => 'The hours of work were far too long' },
  { fact: 'degradingHousing', say: () => 'The housing or the conditions were degrading' },
  { fact: 'earningsTaken', say: () => 'Earnings were taken from our client' },
  { fact: 'unaccompanied', say: () => 'No parent or guardian is with our client' },
  { fact: 'guardianAppointed', say: () => 'A guardian has been appointed' },
  { fact: 'indicators', say: () => 'There are signs of trafficking' },
  { fact: 'identification.firstResponderConcern', say: () => 'An official noted such signs' },
  { fact: 'identification.referredOn', say: (words) => `Referred for identification: ${words}` },
  {
    fact: 'identification.assessedBeforeCharge',
    say: () => 'Somebody qualified assessed whether our client was trafficked',
    no: 'Nobody qualified has assessed whether our client was trafficked',
  },
  { fact: 'policeContact', say: () => 'The police had contact with our client before' },
  {
    fact: 'traffickerConvicted',
    say: () => 'Somebody was convicted of what was done to our client',
  },
];

/** Told at the head of the letter or where it speaks of age; named nowhere else. */
const TOLD_ELSEWHERE = new Set([
  'accusedOrAtRisk',
  'dateOfBirth',
  'claimedAge',
  'assessedAge',
  'ageDisputed',
  'reasonsToBelieveChild',
]);

/** Whether facts of a class stay out of letters. */
export function isKept(dataClass: string): boolean {
  return KEPT.has(dataClass);
}

/** Classes that never stand in a letter, also where a single answer was put into one. */
const KEPT: ReadonlySet<string> = new Set([
  'location',
  'contact',
  'safety',
  'health',
  'therapy',
  'immigration',
  'privileged',
]);

interface Telling {
  readonly recorded: Facts;
  readonly label: (key: string) => string;
  readonly place: (code: string) => string;
}

/** What a letter tells depends on who reads it. */
export interface Account {
  /** What the lawyer is asked to tell. */
  readonly story: string;
  /** Sentences that stand before all others. */
  readonly first?: readonly string[];
  /** Facts that this reader is not told. */
  readonly without?: ReadonlySet<string>;
}

/** Section 1: a sentence for each fact, and before them what the lawyer settles with the client. */
export function toldBlocks(
  { recorded, label, place }: Telling,
  used: readonly UsedFact[],
  { story, first = [], without = new Set() }: Account,
): Block[] {
  const open = listDecisions(recorded).length === 0;
  const told = TOLD.filter(({ fact }) => !without.has(fact)).flatMap((one) => {
    const entry = recorded.entries.get(one.fact);
    return entry?.value === false && !open ? [] : tell(one, entry, place);
  });
  const items = [...first, ...told];
  const disputed = TOLD.flatMap(({ fact }) => {
    const by = recorded.entries.get(fact)?.disputedBy;
    return by === undefined ? [] : [`${label(fact)} (${by})`];
  });
  return [
    check('Each line below leaves the file. Has our client agreed to each? Take out the others.'),
    check(story),
    items.length === 0
      ? check('Nothing that can be told is recorded yet.')
      : { kind: 'list' as const, items },
    ...(disputed.length === 0 ? [] : [check(`Disputed, deal with it: ${disputed.join('; ')}.`)]),
    ...keptBack(used, label),
  ];
}

/** A sentence with where it comes from; nothing where the answer is no, unknown or of a class that stays. */
function tell(one: Told, entry: FactEntry | undefined, place: (code: string) => string): string[] {
  const value = entry?.value;
  if (entry === undefined || value === undefined) return [];
  if (entry.class !== undefined && isKept(entry.class)) return [];
  if (value === false) return one.no === undefined ? [] : [`${one.no}${sourceInWords(entry)}.`];
  const words = (Array.isArray(value) ? value : [value]).flatMap((item) => {
    if (one.values !== undefined) return one.values[String(item)] ?? [];
    return ageInWords(dayInWords(place(String(item))));
  });
  if (words.length === 0) return [];
  return [`${one.say(joined(words))}${sourceInWords(entry)}.`];
}

/** An age as recorded, in words. */
export function ageInWords(age: string): string {
  if (age.startsWith('<')) return `under ${age.slice(1)}`;
  return age.startsWith('>=') ? `${age.slice(2)} or over` : age;
}

/** Who saw it or which paper shows it. Who was told something is between client and helper. */
function sourceInWords({ source, by, on }: FactEntry): string {
  if (source === undefined || source === 'said') return '';
  const about = [...(by === undefined ? [] : [by]), ...(on === undefined ? [] : [dayInWords(on)])];
  const how = source === 'seen' ? 'seen by' : 'document';
  if (about.length === 0) return source === 'seen' ? '' : ' (from a document)';
  return source === 'seen' && by === undefined
    ? ` (seen on ${about.join(', ')})`
    : ` (${how}${source === 'seen' ? ' ' : ': '}${about.join(', ')})`;
}

/** Names what the reasoning read and the letter does not tell; never its content. */
function keptBack(used: readonly UsedFact[], label: (key: string) => string): Block[] {
  const known = new Set([...TOLD.map(({ fact }) => fact), ...TOLD_ELSEWHERE]);
  const left = used.filter(
    ({ fact, class: own, value }) =>
      own !== 'privileged' && value !== false && !fact.includes('[]') && !known.has(fact),
  );
  const names = [...new Set(left.map(({ fact }) => label(fact)))];
  return names.length === 0
    ? []
    : [
        check(
          `Read by the reasoning and not told here, because it is not needed or could endanger: ${names.join('; ')}.`,
        ),
      ];
}

/** `a, b and c`. */
function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
