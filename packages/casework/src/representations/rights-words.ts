/** What a letter of rights is made of: the assessment, the person, and the words of their language. */
import type { Assessment } from '@amparo/law';
import type { RightName } from '../rights/index.ts';
import type { Asking, NamedDay } from './rights-dates.ts';
import type { RightsLetterPerson } from './rights-person.ts';

/** What the letter is drafted from. */
export interface RightsLetterFacts {
  readonly assessment: Assessment;
  /** How the person is called in the letter. */
  readonly name: string;
  /** Who writes to them. */
  readonly from: string;
  readonly person: RightsLetterPerson;
}

/** The plain words of the person's language. */
export interface RightsLetterWords {
  /** BCP 47, such as `vi`. */
  readonly language: string;
  readonly title: (name: string) => string;
  /** What an accused person does first, and whoever has a last day soon. */
  readonly today: {
    readonly title: string;
    readonly lawyer: string;
    readonly age: string;
    readonly next: (date: string) => string;
    readonly last: (day: Pick<NamedDay, 'what' | 'date' | 'isSure'>) => string;
  };
  /** How the person reaches the writer: a line to be filled in. */
  readonly reach: string;
  /** What the letter is, that the person decides, and that some of it can be asked for only until a day. */
  readonly opening: readonly string[];
  /** For whoever may be under 18: what some offices must do, whatever the person decides. */
  readonly openingYoung: string;
  readonly given: string;
  readonly right: (name: RightName) => {
    readonly title: string;
    readonly text: string;
    readonly who: string;
  };
  readonly asking: (asking: Asking) => string;
  readonly date: (day: Pick<NamedDay, 'nearness' | 'what' | 'date' | 'isSure'>) => string;
  readonly someDay: string;
  readonly second: string;
  readonly abroad: (codes: readonly string[]) => string;
  readonly country: (code: string) => string;
  readonly maybe: string;
  readonly nothingYet: string;
  readonly last: { readonly title: string; readonly text: string };
  readonly lawyers: { readonly title: string; readonly text: string };
  readonly from: (who: string) => string;
  readonly asOf: (date: string) => string;
}
