/** What a request to look again at a decision asks, by the state that decided: data for a lawyer to read. */

/** How a request to reconsider a decision is worded, by the state that decided. */
export interface Reconsidering {
  readonly asks: readonly string[];
  /** What is kept open while it is decided. */
  readonly reserved: string;
  readonly notes: readonly string[];
  /** Laws on identification that say nothing about whether the decision is right. */
  readonly beside: readonly string[];
}

const LOOK_AGAIN: Reconsidering = {
  asks: [
    'the decision is withdrawn and a positive one made',
    'support goes on, and our client is not removed, until there is a new decision',
    'the reasons, the evidence relied on and the name and training of whoever decided are disclosed',
    'receipt is acknowledged within five working days',
    'the answer is given in writing and with reasons',
  ],
  reserved: 'Every remedy against the decision is reserved.',
  notes: ['To be filed in the language of the procedure, and with the body that it names.'],
  beside: [],
};

/** Sources: CPR 54.5 and the pre-action protocol for judicial review; statutory guidance on reconsideration. */
const RECONSIDERING: Readonly<Record<string, Reconsidering>> = {
  GB: {
    ...LOOK_AGAIN,
    reserved:
      'An application for judicial review is reserved. This request is no letter before claim.',
    notes: ['The time for judicial review keeps running while this is considered.'],
    beside: ['UK-MSA-52', 'UK-NRM-RECON'],
  },
};

/** The words for a request to the authority of one state. */
export function reconsideringIn(state: string | undefined): Reconsidering {
  return RECONSIDERING[state ?? ''] ?? LOOK_AGAIN;
}
