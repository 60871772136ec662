/** How old the client is by the client's own account, and how a letter speaks of a disputed age. Pure. */
import type { Facts } from '@amparo/law';
import { check, paragraph } from './blocks.ts';
import { dayInWords } from './dates.ts';
import type { Block } from './model.ts';
import { findText, findValue } from './recorded.ts';
import type { Accusation } from './recorded.ts';
import { ageInWords } from './told-facts.ts';

export interface AgeStance {
  /** The client's own case; `open` where nothing is known of the age, or somebody disputes it without a case. */
  readonly stance: 'child' | 'adult' | 'open';
  /** The client's case in a sentence, where it is that of a child. */
  readonly words: string;
  /** The same after a name, such as "who is 16"; empty where there is no age to give. */
  readonly who: string;
  readonly disputed: boolean;
}

/** The stance of a letter: who gives an age under 18 at the act is a child in it, whatever others recorded. */
export function stanceOf(
  recorded: Facts,
  accusation: Accusation | undefined,
  today: string,
): AgeStance {
  const disputed = findValue(recorded, 'ageDisputed') === true;
  const now = ageOn(recorded, today);
  const at = ageAtAct(recorded, accusation);
  if (isUnder18(now)) {
    return childCase(`is ${ageInWords(String(now))}`, disputed);
  }
  if (isUnder18(at)) {
    return childCase(`was ${ageInWords(String(at))} at the time of the alleged offence`, disputed);
  }
  if (now === undefined && findValue(recorded, 'reasonsToBelieveChild') === true) {
    const words = 'There are reasons to believe that our client is a child';
    return { stance: 'child', words, who: '', disputed };
  }
  return { stance: now === undefined || disputed ? 'open' : 'adult', words: '', who: '', disputed };
}

function childCase(says: string, disputed: boolean): AgeStance {
  return { stance: 'child', words: `Our client ${says}`, who: `who ${says}`, disputed };
}

/** Says the client's age, and why it is in dispute. */
export function ageBlocks(recorded: Facts, { stance, words, disputed }: AgeStance): Block[] {
  const entry = recorded.entries.get('assessedAge');
  const own = stance === 'child' ? [paragraph(`${words}.`)] : [];
  if (!disputed) return own;
  if (entry?.value === undefined) {
    return [...own, check('Our client’s age is in dispute: say who disputes it, when and why.')];
  }
  const by = entry.by ?? findValue(recorded, 'assessedBy');
  const on = entry.on ?? findValue(recorded, 'assessedOn');
  const who = by === undefined ? 'an authority' : `the ${String(by).replace(/^the /i, '')}`;
  const when = on === undefined ? '' : ` on ${dayInWords(String(on))}`;
  const byLook = OFFICER.test(who);
  return [
    ...own,
    paragraph(
      `Our client’s age is in dispute because ${who} recorded “${ageInWords(String(entry.value))}”${when}.${byLook ? ' An officer’s view of appearance is no age assessment.' : ''}`,
    ),
    check(
      byLook
        ? 'Say on what that record rests. If it was more than a view of appearance, take the last sentence out and deal with it.'
        : 'Say on what that record rests and deal with it; a view of appearance is no age assessment.',
    ),
  ];
}

/** Who records an age at arrest or at a border, and assesses none. */
const OFFICER = /officer|sergeant|constable|police|custody|border/i;

type Age = string | number | undefined;

function ageAtAct(recorded: Facts, accusation: Accusation | undefined): Age {
  if (accusation === undefined) return undefined;
  const day = findText(accusation, 'actDate');
  return findText(accusation, 'ageAtAct') ?? (day === undefined ? undefined : ageOn(recorded, day));
}

/** In whole years from a full date of birth, in bounds from a year; else the age that the client gives. */
function ageOn(recorded: Facts, day: string): Age {
  const born = String(findValue(recorded, 'dateOfBirth') ?? '');
  if (/^\d{4}-\d{2}-\d{2}$/.test(born) && /^\d{4}-\d{2}-\d{2}$/.test(day)) {
    const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
    return day.slice(5) < born.slice(5) ? years - 1 : years;
  }
  const oldest = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  if (/^\d{4}/.test(born) && oldest !== 18) return oldest < 18 ? '<18' : '>=18';
  const claimed = findValue(recorded, 'claimedAge');
  return typeof claimed === 'string' || typeof claimed === 'number' ? claimed : undefined;
}

function isUnder18(age: Age): boolean {
  if (age === undefined) return false;
  const text = String(age);
  const below = /^<(\d+)$/.exec(text)?.[1];
  return below === undefined ? Number(text) < 18 : Number(below) <= 18;
}
