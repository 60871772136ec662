/** What the forms of the portal carry from page to page, and how it is read. */
import { LONGEST_MESSAGE } from '@amparo/casework/reports';

/** The questions before "what you may ask for"; their answers never leave the page that shows it. */
export const RIGHTS_QUESTIONS = ['country', 'part', 'age', 'accused', 'money', 'wish'] as const;
export type RightsQuestion = (typeof RIGHTS_QUESTIONS)[number];

/**
 * Every field that a form of the portal may have.
 *
 * `l` language, `at` the page that was shown, `go` what to do next, `d` the door, `code` a receipt,
 * `t` a sealed ticket that stands for an open mailbox or a prepared report, `q` a question's id,
 * `message` a message being written; `c` the field codes that were ticked, with spaces between,
 * `own` what the person understood, `k` the question to which both belong; `s` what to stop, `p` of what
 * to take back a part;
 * `secret` a second secret, which only ever stays in the browser; the questions of
 * {@link RIGHTS_QUESTIONS}; the others are the answers of a report.
 */
export const FIELD_NAMES = [
  'l',
  'at',
  'go',
  'd',
  'text',
  'how',
  'when',
  'name',
  'ifSomeoneElse',
  'code',
  't',
  'q',
  'message',
  'c',
  'own',
  'k',
  's',
  'p',
  'secret',
  ...RIGHTS_QUESTIONS,
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];
export type Fields = Readonly<Partial<Record<FieldName, string>>>;

/** The fields in which a person writes; a process that has seen one of them filled must exit. */
export const WRITTEN: readonly FieldName[] = [
  'text',
  'how',
  'when',
  'name',
  'ifSomeoneElse',
  'code',
  't',
  'q',
  'message',
  'c',
  'own',
  'k',
  's',
  'p',
  'secret',
  ...RIGHTS_QUESTIONS,
];

/** The one field that a form may have several times: one tick each. */
export const REPEATED: FieldName = 'c';

/** The questions of a report, one a page, in this order. */
export const QUESTIONS = ['text', 'how', 'when', 'name', 'ifSomeoneElse'] as const;
export type Question = (typeof QUESTIONS)[number];

/** The longest answer to each question, in UTF-16 units, as the sealed event counts them. */
export const LONGEST: Readonly<Record<Question | 'message' | 'own', number>> = {
  text: LONGEST_MESSAGE,
  message: LONGEST_MESSAGE,
  own: 2000,
  how: 500,
  when: 500,
  name: 500,
  ifSomeoneElse: 500,
};

/**
 * Takes out what no keyboard writes: control characters other than line ends and tabs. Line ends
 * become one line feed. Nothing else that a person wrote is changed.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '');
}

/** How many characters an answer is too long; 0 when it fits. */
export function excess(question: keyof typeof LONGEST, answer: string | undefined): number {
  return Math.max(0, (answer ?? '').trim().length - LONGEST[question]);
}

/** Whether the text of a field was given: anything but blanks. */
export function isGiven(answer: string | undefined): answer is string {
  return answer !== undefined && answer.trim() !== '';
}
