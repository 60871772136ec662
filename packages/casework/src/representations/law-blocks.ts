/** The law behind a letter, one part for each: the reasoning as argument, doubts as notes for the lawyer. */
import type { Finding } from '@amparo/law';
import { check, citation, heading, paragraph, verification } from './blocks.ts';
import type { Block } from './model.ts';

/**
 * Reasoning lines that carry no argument: that a law is the law of its place, what is said as a note beside it,
 * and what somebody of ours answered to a question that is for the other side or a court.
 */
const OF_COURSE =
  /^Law of |^Left to the |^The question left to the |^Applies unless: |^It applies to everybody /;
/** Whether a state stands behind a soft rule is for the lawyer to check, not to assert. */
const TO_CHECK = / is taken to be among /;

/** One law as an argument: what it says, why it is engaged, who decides what it leaves open, what to check. */
export function lawBlocks(finding: Finding, number: string): Block[] {
  const questions = new Set(finding.openTests.map((test) => test.ask));
  const reasons = finding.because.filter(
    (reason) => !OF_COURSE.test(reason) && !questions.has(reason.replace(/\.$/, '')),
  );
  const status = finding.defence ? 'This is available to argue' : 'This is engaged';
  return [
    heading(`${number} ${finding.title}`),
    paragraph(`${citation(finding)}. ${finding.summary}`),
    paragraph(`${status} on the facts known:`),
    { kind: 'list', items: reasons.filter((reason) => !TO_CHECK.test(reason)) },
    ...finding.openTests.concat(finding.answeredTests).flatMap(testBlocks),
    ...finding.exceptionsNotExcluded.map((exception) =>
      check(`Not excluded yet: ${exception.label} (${exception.source}).`),
    ),
    ...finding.exceptionsMet.map((exception) =>
      check(`An exception is met: ${exception.label} (${exception.source}).`),
    ),
    ...finding.contrary.map((note) => check(`Contrary or later authority: ${note}`)),
    ...reasons.filter((reason) => TO_CHECK.test(reason)).map(check),
    ...verification(finding),
  ];
}

function testBlocks(test: Finding['openTests'][number]): Block[] {
  const authorities = [...test.authorityFor, ...test.authorityAgainst];
  return [
    paragraph(`For decision by ${test.of}: ${test.ask}`),
    ...(authorities.length === 0 ? [] : [{ kind: 'list' as const, items: authorities }]),
  ];
}
