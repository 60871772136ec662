/** Which page follows which: pure, and the same in the browser and in the node. */
import { excess, isGiven, QUESTIONS } from './fields.ts';
import type { Fields, Question } from './fields.ts';
import { PLAIN_PAGES, REPORT_DOORS } from './view.ts';
import type { PlainPage, ReportDoor, View } from './view.ts';

/** What only somebody with keys or a line to the node can do. */
export const EFFECTS = [
  'review',
  'send',
  'receipt',
  'open-sent',
  'code',
  'open',
  'mailbox',
  'message',
  'question',
  'yes',
  'no',
  'later',
  'talk',
  'give',
  'sharing',
  'page',
  'page-open',
  'page-new',
  'page-set',
  'page-worker',
  'stop',
  'stop-one',
  'narrow',
  'narrow-give',
  'delete',
  'delete-now',
] as const;
export type Effect = (typeof EFFECTS)[number];

export type Step =
  | { readonly kind: 'show'; readonly view: View; readonly fields: Fields }
  | { readonly kind: 'do'; readonly effect: Effect; readonly fields: Fields };

/**
 * Decides what a submitted form leads to.
 *
 * Shape: total; a form that no page here could have sent leads to the front page. `fields` of the
 * result is what the next page carries on.
 */
export function decideStep(fields: Fields): Step {
  const at = asQuestion(fields.at);
  switch (fields.go ?? withoutGo(fields)) {
    case 'write':
      return show(question('text'), fields);
    case 'next':
      return at === undefined ? front(fields) : leaveQuestion(at, fields);
    case 'skip':
      return at === undefined ? front(fields) : skipQuestion(at, fields);
    case 'back':
      return at === undefined ? front(fields) : goBack(at, fields);
    case 'review':
    case 'send':
      return whenComplete(fields, fields.go === 'send' ? 'send' : 'review');
    case 'question':
      return { kind: 'do', effect: 'question', fields };
    case 'stop-one':
      return { kind: 'do', effect: 'stop-one', fields };
    case 'narrow':
      return { kind: 'do', effect: 'narrow', fields };
    default:
      return goTo(fields);
  }
}

/** Some buttons say what they are about instead of where they lead. */
function withoutGo(fields: Fields): string {
  if (isGiven(fields.s)) return 'stop-one';
  if (isGiven(fields.p)) return 'narrow';
  return isGiven(fields.q) ? 'question' : 'front';
}

/** The question that follows, of those that make sense after the answers so far. */
function findNextQuestion(at: Question, fields: Fields): Question | undefined {
  return asked(fields)[asked(fields).indexOf(at) + 1];
}

/** The door of a report; a form without one came through "my options". */
export function doorOf(fields: Fields): ReportDoor {
  return REPORT_DOORS.find((door) => door === fields.d) ?? 'options';
}

/** "When" and "if someone else answers" are asked only of somebody who named a way to be reached. */
function asked(fields: Fields): readonly Question[] {
  const mayBeReached = isGiven(fields.how);
  return QUESTIONS.filter((q) => mayBeReached || (q !== 'when' && q !== 'ifSomeoneElse'));
}

function leaveQuestion(at: Question, fields: Fields): Step {
  const problem = problemOf(at, fields);
  if (problem !== null) return show(question(at, problem), fields);
  const next = findNextQuestion(at, fields);
  return next === undefined ? whenComplete(fields, 'review') : show(question(next), fields);
}

function skipQuestion(at: Question, fields: Fields): Step {
  const without = { ...fields, [at]: '' };
  if (at === 'text') return show({ page: 'stopped' }, languageOnly(fields));
  return leaveQuestion(at, without);
}

function goBack(at: Question, fields: Fields): Step {
  const questions = asked(fields);
  const place = questions.indexOf(at);
  const previous = place < 0 ? 'how' : questions[place - 1];
  if (previous !== undefined) return show(question(previous), fields);
  const door = doorOf(fields);
  return show({ page: door }, { ...fields, at: door });
}

/** A report goes on only when there is a text and nothing is too long. */
function whenComplete(fields: Fields, effect: 'review' | 'send'): Step {
  for (const at of QUESTIONS) {
    const problem = problemOf(at, fields);
    if (problem !== null) return show(question(at, problem), fields);
  }
  return { kind: 'do', effect, fields };
}

function problemOf(at: Question, fields: Fields): (View & { page: 'question' })['problem'] {
  const over = excess(at, fields[at]);
  if (over > 0) return { kind: 'too-long', over };
  return at === 'text' && !isGiven(fields.text) ? { kind: 'empty' } : null;
}

function goTo(fields: Fields): Step {
  const { go } = fields;
  const effect = EFFECTS.find((candidate) => candidate === go);
  if (effect !== undefined) return { kind: 'do', effect, fields };
  const target = asQuestion(go);
  if (target !== undefined) return show(question(target), fields);
  const plain: PlainPage | undefined = PLAIN_PAGES.find((page) => page === go);
  if (plain === undefined || plain === 'front') return front(fields);
  if (plain === 'stopped' || plain === 'deleted')
    return show({ page: plain }, languageOnly(fields));
  const isDoor = REPORT_DOORS.some((door) => door === plain) && !isGiven(fields.text);
  return show({ page: plain }, isDoor ? { ...fields, d: plain } : fields);
}

/** The front page carries nothing on: who goes back there starts again. */
function front(fields: Fields): Step {
  return show({ page: 'front' }, languageOnly(fields));
}

function languageOnly({ l }: Fields): Fields {
  return l === undefined ? {} : { l };
}

function question(at: Question, problem: (View & { page: 'question' })['problem'] = null): View {
  return { page: 'question', question: at, problem };
}

function asQuestion(name: string | undefined): Question | undefined {
  return QUESTIONS.find((at) => at === name);
}

function show(view: View, fields: Fields): Step {
  return { kind: 'show', view, fields };
}
