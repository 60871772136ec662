/** What the bundled law says on the facts of the opened drawers, worked out on this device. */
import { useMemo } from 'react';
import { factsDocument } from '@amparo/casework/facts';
import type { RecordedFacts } from '@amparo/casework/facts';
import { assess, parseFacts } from '@amparo/law';
import type { Assessment, Facts, LawError, Packs } from '@amparo/law';

export type Assessed =
  | { readonly ok: true; readonly assessment: Assessment; readonly facts: Facts }
  | { readonly ok: false; readonly errors: readonly LawError[] };

/** Assesses facts on a day. A fact that the vocabulary refuses stops it: nothing is left out in silence. */
function assessFacts(packs: Packs, facts: RecordedFacts, today: string): Assessed {
  const parsed = parseFacts(factsDocument(facts), packs);
  if (!parsed.ok) return parsed;
  return {
    ok: true,
    assessment: assess({ packs, facts: parsed.facts, asOf: today }),
    facts: parsed.facts,
  };
}

export function useAssessment(packs: Packs, facts: RecordedFacts, today: string): Assessed {
  return useMemo(() => assessFacts(packs, facts, today), [packs, facts, today]);
}
