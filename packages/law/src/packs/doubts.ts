import type { Condition, LawError, Provision } from '../model.ts';
import { listConditions } from './condition.ts';
import { faultOf } from './faults.ts';
import type { CheckedPacks, Fault } from './faults.ts';

/**
 * What is no error and yet looks like a slip: a sentence that a comma in square brackets cut in two, and
 * an open test that no condition asks. Shape: each with file, line where known, and a remedy.
 */
export function listDoubts(checked: CheckedPacks): readonly LawError[] {
  return [...checked.packs.provisions.values()].flatMap((provision) =>
    [...listCutSentences(provision), ...listUnasked(provision)].map((fault) =>
      faultOf(checked, provision, fault),
    ),
  );
}

const LISTS = ['doesNotDecide', 'doubts', 'contrary'] as const;
const GOES_ON = /^(which|who|whose|and|or|nor|but|because|where|when|presence|with|though)\b/;

function listCutSentences(provision: Provision): readonly Fault[] {
  return LISTS.flatMap((name) =>
    provision[name].flatMap((text, index) =>
      index > 0 && GOES_ON.test(text)
        ? [
            {
              code: 'pack/cut-sentence',
              message: `"${text}" reads like the end of the sentence before it.`,
              remedy: 'Put the whole sentence in quotes: inside [ ] a comma begins a new item.',
              at: [name, index],
            },
          ]
        : [],
    ),
  );
}

function listUnasked(provision: Provision): readonly Fault[] {
  const conditions: readonly Condition[] = [
    ...provision.versions.map(({ when }) => when),
    ...provision.exceptions.map(({ when }) => when),
    ...provision.deadlines.flatMap(({ when }) => (when === undefined ? [] : [when])),
  ];
  const asked = new Set(
    conditions.flatMap(listConditions).flatMap((node) => (node.kind === 'open' ? [node.test] : [])),
  );
  return provision.openTests.flatMap(({ id }, index) =>
    asked.has(id)
      ? []
      : [
          {
            code: 'pack/test-not-asked',
            message: `No condition asks the open test "${id}", so no finding waits for its answer.`,
            remedy: 'Write { open: … } where the answer matters, or take the test out.',
            at: ['tests', index],
          },
        ],
  );
}
