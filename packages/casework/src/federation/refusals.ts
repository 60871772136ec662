/**
 * Every "no" that one node can give another. Each says whether trying again later can help: a sender
 * keeps a message for which it can, and tells its desk about one for which it cannot.
 */

/** HTTP status, whether the same message may be tried again, and a plain sentence that names nobody. */
export const PEER_REFUSALS = {
  'peer/refused': [401, 'later', 'This request was not signed by a node of the federation.'],
  'peer/clock': [400, 'later', 'The times of this request do not fit the clock of this node.'],
  'peer/replayed': [409, 'later', 'This very request came before.'],
  'peer/release': [409, 'later', 'This node has a newer federation file. Take it and try again.'],
  'peer/digest': [400, 'later', 'The body is not the one that was signed for.'],
  'peer/too-large': [413, 'never', 'A request between nodes is at most 1.5 MiB.'],
  'peer/too-many': [429, 'later', 'Too many requests. Wait a minute and try again.'],
  'peer/too-slow': [408, 'later', 'The request took too long to arrive.'],
  'peer/not-here': [404, 'never', 'There is nothing here for another node.'],
  'peer/busy': [503, 'later', 'The node cannot do this now. Nothing is lost; try again.'],
  'peer/unreachable': [503, 'later', 'The other node does not answer.'],
  'peer/unknown': [403, 'never', 'That node is not in the federation.'],
  'message/malformed': [400, 'never', 'The message does not have the form of this protocol.'],
  'message/unknown-type': [400, 'never', 'This node does not know messages of this type.'],
  'message/source': [
    403,
    'never',
    'The message was written by another node than the one that sent it.',
  ],
  'message/audience': [403, 'never', 'The message is addressed to another node.'],
  'message/signature': [403, 'never', 'The message is not signed by the node that it names.'],
  'message/future': [400, 'later', 'The message is dated in the future.'],
  'message/expired': [410, 'never', 'The message arrived after its end.'],
  'message/lasting': [400, 'never', 'A message may be on its way for 120 days at most.'],
  'message/other-bytes': [
    409,
    'never',
    'A message with this identifier and other content was there before.',
  ],
  'message/chain': [
    409,
    'never',
    'The message names another past of its thread than the one that is known.',
  ],
} as const satisfies Readonly<Record<string, readonly [number, 'later' | 'never', string]>>;

export type PeerRefusalCode = keyof typeof PEER_REFUSALS;

/**
 * Says whether a message that was refused with this code may be tried again.
 *
 * Codes of the list say it themselves; of a slice's own refusals only `node/busy` passes.
 */
export function mayTryAgain(code: string): boolean {
  if (code === 'node/busy') return true;
  return isPeerRefusal(code) && PEER_REFUSALS[code][1] === 'later';
}

function isPeerRefusal(code: string): code is PeerRefusalCode {
  return Object.hasOwn(PEER_REFUSALS, code);
}
