/**
 * The closed list of refusals: every expected "no" that a node or a client can give.
 * A refusal is a value, not an exception. "Not permitted" and "does not exist" share one code,
 * so that nobody learns from a refusal whether something is there.
 */

/** HTTP status and plain sentence of each refusal. The sentence never names a person or a file. */
export const REFUSALS = {
  'request/malformed': [400, 'The request was not understood. Nothing was changed.'],
  'request/too-large': [413, 'That is too large to be accepted. Nothing was changed.'],
  'request/wrong-origin': [403, 'The request came from another site and was refused.'],
  'request/too-many': [429, 'Too many requests. Wait a minute and try again.'],
  'request/clock': [400, 'The clock of this device is wrong. Set it and try again.'],
  'not-available': [404, 'There is nothing here for you.'],
  'session/none': [401, 'Please unlock again. What you wrote is kept on this device.'],
  'sign-in/refused': [401, 'That card and passphrase do not open anything here.'],
  'sign-in/challenge': [401, 'This sign-in was too slow or was used before. Try again.'],
  'certificate/refused': [403, 'A certificate is missing, expired or not signed by its issuer.'],
  'device/revoked': [403, 'This device was revoked. Speak with the lead of your desk.'],
  'enrolment/refused': [403, 'This invitation was used or is not valid.'],
  'entry/signature': [400, 'The entry is not signed by this member and device.'],
  'entry/sequence': [409, 'The entry names a past of this drawer that is not its past.'],
  'entry/conflict': [409, 'Somebody changed this in the meantime. Compare and decide.'],
  'entry/other-bytes': [409, 'An entry with this identifier but other content exists.'],
  'entry/stale-version': [409, 'This drawer has a new key. Open it again and send once more.'],
  'grant/none': [404, 'There is nothing here for you.'],
  'grant/need-to-know': [403, 'A desk of this kind may not hold this drawer.'],
  'grant/no-authorisation': [403, 'There is no authorisation of the person for this.'],
  'grant/expiry': [400, 'A grant must end, and not after its authorisation.'],
  'authorisation/refused': [
    403,
    'This authorisation is not signed, expired or for something else.',
  ],
  'packet/codes': [
    403,
    'The fields of this packet are not exactly those that were allowed. It was refused.',
  ],
  'packet/need-to-know': [403, 'A desk of this kind may not get one of these fields.'],
  'packet/no-authorisation': [403, 'There is no live authorisation of the person for this packet.'],
  'packet/basis': [403, 'The basis of this packet is not complete, or not one for these fields.'],
  'packet/expiry': [400, 'A packet must end, and not after its authorisation.'],
  'packet/address': [403, 'This packet is addressed to somebody else, or nobody known.'],
  'packet/signature': [403, 'This packet is not what its sender signed.'],
  'packet/other-bytes': [409, 'A packet with this identifier but other content exists.'],
  'packet/gone': [410, 'This packet was recalled or has run out. Its key is destroyed.'],
  'packet/taken-back': [410, 'This question was taken back by the desk that asked it.'],
  'packet/decided': [409, 'A decision about this packet was made already.'],
  'mailbox/locator-taken': [409, 'Choose another receipt number.'],
  'mailbox/refused': [404, 'That code does not open anything. Check the digits.'],
  'report/closed': [409, 'This conversation is closed.'],
  'report/question-unknown': [409, 'This question was not asked.'],
  'report/answered': [409, 'This question was answered already.'],
  'report/asked-twice': [409, 'This question was asked already.'],
  'fact/unknown-key': [400, 'There is no such fact in the vocabulary.'],
  'fact/wrong-drawer': [400, 'This fact belongs in another drawer.'],
  'fact/legal-desk-only': [403, 'Only a legal desk may write this, in its privileged drawer.'],
  'fact/other-desk': [403, 'The law leaves this question to another role than this desk.'],
  'fact/reasons': [400, 'An answer to a legal test needs its reasons.'],
  'fact/value': [400, 'This is not a possible value of the fact.'],
  'fact/date': [400, 'The date is not possible.'],
  'law/older': [409, 'A later release of the law was accepted for this file.'],
  'law/accepted-already': [409, 'This release of the law is accepted for this file already.'],
  'law/unreadable-facts': [
    409,
    'Some facts must be recorded anew before this release is accepted.',
  ],
  'fact/gone': [409, 'This fact was withdrawn already.'],
  'file/no-drawer': [409, 'Your desk holds no drawer for this.'],
  'plan/no-finding': [409, 'The plan no longer has this finding.'],
  'keeping/never': [403, 'No emergency opens this drawer.'],
  'keeping/not-stopped': [409, 'Your desk does not need this: open the drawer as always.'],
  'keeping/unreviewed': [409, 'The last opening in an emergency was not reviewed yet.'],
  'keeping/same-member': [403, 'Another member must sign this.'],
  'keeping/lead-only': [403, 'Only somebody who leads this desk can ask for this.'],
  'keeping/held': [409, 'A legal hold keeps this until its date.'],
  'keeping/whole-file': [409, 'The conversation is erased last, or together with everything else.'],
  'keeping/term': [400, 'A hold must end, within a year.'],
  'keeping/ended': [409, 'This is over already.'],
  'node/busy': [503, 'The node cannot do this now. Nothing is lost; try again.'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  readonly code: RefusalCode;
  /** What precisely was wrong, for the client's developer; never content. */
  readonly detail?: string;
}

/** The outcome of a pure decision: what happened, or the one reason why not. */
export type Decision<E> =
  | { readonly ok: true; readonly events: readonly E[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Accepts with these events. */
export function accept<E>(...events: readonly E[]): Decision<E> {
  return { ok: true, events };
}

/** Refuses with one code of the closed list. */
export function refuse(code: RefusalCode, detail?: string): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: detail === undefined ? { code } : { code, detail } };
}
