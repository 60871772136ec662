/** The connection between an accusation and what was done to the client: told in this section and nowhere else. */
import { check } from './blocks.ts';
import type { UsedFact } from './blocks.ts';
import type { Block } from './model.ts';

/** In the order in which it is told, what asks least first. Without a word on who said it to whom or when: that is privileged. None of them admits the act, and what could only be said by admitting it, such as that it was one act alone, is not told. */
const SENTENCES: Readonly<Record<string, string>> = {
  directConsequence:
    'Whatever our client did in this was a direct consequence of being trafficked.',
  compelled: 'Whatever our client did in this was done under compulsion.',
  compulsionFromExploitation: 'That compulsion came from the exploitation.',
  inExploitationSituation:
    'If our client did anything of what is alleged, it was within a situation of exploitation.',
  forcedByTrafficker:
    'Whatever our client did in this was forced by those who exploited our client.',
  duress: 'There is evidence of duress.',
};
const COMPELLED_BY: Readonly<Record<string, string>> = {
  person: 'The compulsion came from another person.',
  circumstances: 'The compulsion came from the circumstances.',
};
const ORDER = [...Object.values(SENTENCES), ...Object.values(COMPELLED_BY)];

/** Section 2, of what the argued law read of this one accusation. */
export function nexusBlocks(used: readonly UsedFact[], record: string | undefined): Block[] {
  const own = used.filter((use) => use.class === 'privileged' && use.record === record);
  const said = new Set(own.flatMap(sentenceOf));
  const told = ORDER.filter((sentence) => said.has(sentence));
  if (told.length === 0) {
    return [
      check(
        'No link between the accusation and the exploitation is recorded: no defence that needs one is argued. Take this section out, or write it with our client.',
      ),
    ];
  }
  const disputed = own.some(({ disputedBy }) => disputedBy !== undefined);
  return [
    check('Confirm with the client that each of these may be disclosed. Privilege is theirs.'),
    ...(disputed ? [check('Some of this is marked as disputed in the file: deal with it.')] : []),
    { kind: 'list', items: told },
  ];
}

function sentenceOf({ fact, value }: UsedFact): string[] {
  const field = fact.slice(fact.lastIndexOf('.') + 1);
  const sentence = field === 'compelledBy' ? COMPELLED_BY[String(value)] : SENTENCES[field];
  return sentence === undefined || value === false ? [] : [sentence];
}
