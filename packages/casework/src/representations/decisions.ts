/** What was decided on identification, as far as a letter to a prosecutor may use it. Pure. */
import type { Facts } from '@amparo/law';
import { dayInWords } from './dates.ts';
import type { Circumstance } from './forum.ts';
import { findValue, isOfState, listDecisions } from './recorded.ts';
import type { IdentificationDecision } from './recorded.ts';
import { isKept } from './told-facts.ts';

/** Others, such as the end of a stay, decide something else. */
const KINDS: Readonly<Record<string, string>> = {
  'reasonable-grounds': 'reasonable grounds decision',
  'conclusive-grounds': 'conclusive grounds decision',
  recognition: 'decision to recognise our client as trafficked',
};

/** How far identification has come in the state that prosecutes; a first positive decision is not the last. */
export function identified(recorded: Facts, jurisdiction = ''): Circumstance {
  const own = ofState(recorded, jurisdiction);
  if (own.at(-1)?.result === 'negative') return 'negative';
  const standing = listStanding(own);
  if (standing.some(({ kind }) => kind !== 'reasonable-grounds')) return 'positive';
  if (standing.length > 0) return 'provisional';
  const referred = findValue(recorded, 'identification.referredOn') !== undefined;
  return referred ? 'awaiting' : 'unreferred';
}

/** A sentence for each decision for the client that still stands in the state that prosecutes. */
export function standingInWords(recorded: Facts, jurisdiction = ''): readonly string[] {
  return listStanding(ofState(recorded, jurisdiction))
    .filter(({ classes }) => !classes.some(isKept))
    .map(({ kind = '', madeOn }) => {
      const name = KINDS[kind] ?? 'decision on identification';
      const on = madeOn === undefined ? '' : ` on ${dayInWords(madeOn)}`;
      return `The competent authority made a positive ${name}${on}.`;
    });
}

/** Facts that would lead whoever reads them to ask for a decision that went against the client. */
export function betraying(recorded: Facts, jurisdiction = ''): ReadonlySet<string> {
  const last = listIdentifying(recorded).at(-1)?.result;
  return new Set(
    last === 'negative' || identified(recorded, jurisdiction) === 'negative'
      ? ['identification.referredOn', 'identification.assessedBeforeCharge']
      : [],
  );
}

function ofState(recorded: Facts, jurisdiction: string): readonly IdentificationDecision[] {
  return listIdentifying(recorded).filter(
    ({ state }) => state !== undefined && isOfState(jurisdiction, state),
  );
}

/** What has been decided, the earliest first; nothing that is still awaited. */
function listIdentifying(recorded: Facts): readonly IdentificationDecision[] {
  return listDecisions(recorded).filter(
    ({ kind, result }) =>
      (kind === undefined || kind in KINDS) && (result === 'positive' || result === 'negative'),
  );
}

/** The positive ones that no later negative one has overtaken. */
function listStanding(
  decisions: readonly IdentificationDecision[],
): readonly IdentificationDecision[] {
  return decisions.slice(decisions.findLastIndex(({ result }) => result === 'negative') + 1);
}
